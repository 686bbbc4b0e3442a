// The picture on the stage: shown when it is decoded, so that nothing flickers, and kept until there is another.

import { paint } from "./raster.js";

const LONG_SIDE = 2000; // pixels of a PNG

/** The pixels of a PNG of a picture of this size. */
export const enlarged = (size) => size.map((side) => Math.max(1, Math.round((side * LONG_SIDE) / Math.max(...size))));

export class Plate {
  #canvas = document.getElementById("raster");
  #image = document.getElementById("picture");
  #address = "";
  svg = "";

  /** Show an SVG of this size, above a raster if there is one. Resolves when it is to be seen. */
  async show(svg, raster, [width, height], label) {
    const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    const image = new Image();
    image.src = address;
    try {
      await image.decode();
    } catch {
      URL.revokeObjectURL(address);
      throw new Error("the browser cannot show this SVG");
    }
    this.svg = svg;
    document.documentElement.style.setProperty("--ratio", width / height);
    image.id = "picture";
    image.alt = label;
    this.#image.replaceWith(image);
    this.#canvas.hidden = !raster;
    if (raster) this.refine(raster);
    this.#image = image;
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = address;
  }

  /** Put a finer raster beneath the same SVG. */
  refine(raster) {
    paint(this.#canvas, raster);
    this.#canvas.dataset.resolution = `${raster.width}x${raster.height}`;
  }

  /** The longer side of the frame, in the screen's pixels. */
  get side() {
    const { width, height } = this.#image.parentElement.getBoundingClientRect();
    return Math.ceil(Math.max(width, height) * devicePixelRatio);
  }

  /** A PNG of the picture, `LONG_SIDE` pixels at its longer side, above this raster if there is one. */
  async png(size, raster) {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = enlarged(size);
    const context = canvas.getContext("2d");
    const layers = [...(raster ? [paint(document.createElement("canvas"), raster)] : []), this.#image];
    layers.forEach((layer) => context.drawImage(layer, 0, 0, canvas.width, canvas.height));
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }
}

/** Hand a file to the user. */
export const download = (blob, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};
