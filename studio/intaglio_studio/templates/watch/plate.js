// The picture on the stage: shown when it is decoded, so that nothing flickers, and kept until there is another.

const LONG_SIDE = 2000; // pixels of a PNG

export class Plate {
  #image = document.getElementById("picture");
  #address = "";
  svg = "";

  /** Show an SVG of this size. Resolves when it is to be seen. */
  async show(svg, [width, height], label) {
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
    this.#image = image;
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = address;
  }

  /** A PNG of the picture, `LONG_SIDE` pixels at its longer side. */
  async png([width, height]) {
    const scale = LONG_SIDE / Math.max(width, height);
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width, height].map((side) => Math.max(1, Math.round(side * scale)));
    canvas.getContext("2d").drawImage(this.#image, 0, 0, canvas.width, canvas.height);
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
