// A sheet of seeds: those from one seed on, drawn as they come into view. Numba draws them where it is ready with this
// version of the piece, else the script in a worker of its own.
import { Artist, Stopped } from "./artist.js";
import { paint, within } from "./raster.js";
import { moved, written } from "./seed.js";

const FIRST = 60;
const MORE = 60;
const MOST = 1200;
const LIMIT = 4000; // ms a picture
const COARSE = 96; // pixels of a raster that the script draws
const FINE = 320; // of one that numba draws

export class Sheet {
  #place = document.getElementById("sheet");
  #artist = new Artist();
  #queue = new Set(); // cells that wait for the worker
  #working = false;
  #first = 0n;
  #round = 0; // of drawing: pictures of an earlier one come too late
  #seen = new IntersectionObserver((entries) => entries.forEach((entry) => this.#moved(entry)), { rootMargin: "40%" });
  #source = null; // { script, version, numba, resolution, token(seed) }

  /** `pick(seed)` is called for a seed that is chosen. */
  constructor(pick) {
    this.pick = pick;
    this.#place.addEventListener("click", ({ target }) => {
      const cell = target.closest(".cell");
      if (cell) this.pick(BigInt(cell.dataset.seed));
    });
    this.#place.addEventListener("scroll", () => {
      if (this.#place.scrollTop + 2 * this.#place.clientHeight > this.#place.scrollHeight) this.#grow(MORE);
    });
  }

  get open() {
    return !this.#place.hidden;
  }

  /** Show the seeds from `seed` on. */
  show(seed) {
    this.#place.hidden = false;
    this.#first = seed;
    this.#clear();
    this.#grow(FIRST);
    this.#place.scrollTop = 0;
    this.#place.firstChild?.focus({ preventScroll: true });
  }

  hide() {
    this.#place.hidden = true;
    this.#clear();
  }

  #clear() {
    this.#queue.clear();
    this.#seen.disconnect();
    for (const { src } of this.#place.querySelectorAll("img")) if (src.startsWith("blob:")) URL.revokeObjectURL(src);
    this.#place.replaceChildren();
  }

  /** Draw from this source from now on; what is drawn is of the same piece, and stays. */
  use(source) {
    this.#source = source;
    if (!source?.numba) return;
    const waiting = [...this.#queue];
    this.#queue.clear();
    waiting.forEach((cell) => this.#fetch(cell));
  }

  /** Draw everything in view anew, from this source. */
  draw(source) {
    this.#source = source;
    if (!this.open || !source) return;
    this.#round++;
    this.#queue.clear();
    this.#artist.use(source.script);
    for (const cell of this.#place.children) {
      delete cell.dataset.round;
      if (cell.dataset.near) this.#want(cell);
    }
  }

  /** Move the focus by a number of cells, or of rows. */
  step(columns, rows) {
    const cells = [...this.#place.children];
    const at = cells.indexOf(document.activeElement);
    const wide = cells.findIndex((cell, index) => index && cell.offsetTop > cells[0].offsetTop);
    const to = at < 0 ? 0 : at + columns + rows * (wide > 0 ? wide : cells.length);
    if (to >= cells.length - 1) this.#grow(MORE);
    this.#place.children[to]?.focus();
  }

  #grow(count) {
    const have = this.#place.children.length;
    for (let index = have; index < Math.min(have + count, MOST); index++) {
      const seed = moved(this.#first, index);
      const cell = document.createElement("button");
      cell.type = "button";
      cell.className = "cell";
      cell.dataset.seed = seed;
      const text = written(seed);
      cell.setAttribute("aria-label", `seed ${text}`);
      cell.innerHTML = "<span class=frame></span><span class=caption></span>";
      cell.lastChild.textContent = text.length > 14 ? `${text.slice(0, 6)}…${text.slice(-4)}` : text;
      this.#place.append(cell);
      this.#seen.observe(cell);
    }
  }

  #moved({ target, isIntersecting }) {
    if (isIntersecting) {
      target.dataset.near = "yes";
      this.#want(target);
    } else {
      delete target.dataset.near;
      this.#queue.delete(target);
    }
  }

  #want(cell) {
    if (!this.#source || cell.dataset.round === String(this.#round)) return;
    cell.dataset.round = this.#round;
    if (this.#source.numba) this.#fetch(cell);
    else this.#line(cell);
  }

  #line(cell) {
    this.#queue.add(cell);
    if (!this.#working) this.#work();
  }

  async #fetch(cell) {
    const { version, token, resolution } = this.#source;
    const round = this.#round;
    const image = new Image();
    const query = resolution ? `?beneath=${within(resolution, FINE).join("x")}` : "";
    image.src = `/picture/${version}/${token(BigInt(cell.dataset.seed))}.svg${query}`;
    try {
      await image.decode();
      if (round === this.#round) this.#put(cell, image, "numba");
    } catch {
      if (round === this.#round && this.open) this.#line(cell); // gone, or no picture: the script will tell
    }
  }

  async #work() {
    this.#working = true;
    for (let cell; ([cell] = this.#queue) && cell; ) {
      this.#queue.delete(cell);
      const round = this.#round;
      try {
        this.#artist.use(this.#source.script);
        const { token, resolution } = this.#source;
        const coarse = resolution && within(resolution, COARSE);
        const { svg, raster } = await this.#artist.draw(token(BigInt(cell.dataset.seed)), LIMIT, coarse);
        const image = new Image();
        image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
        await image.decode();
        if (round === this.#round) this.#put(cell, image, "script", raster);
        else URL.revokeObjectURL(image.src);
      } catch (error) {
        if (round === this.#round && !(error instanceof Stopped && error.message === "superseded")) this.#fail(cell, error);
      }
    }
    this.#working = false;
  }

  #put(cell, image, by, raster) {
    const old = cell.querySelector("img");
    image.alt = "";
    cell.firstChild.replaceChildren(...(raster ? [paint(document.createElement("canvas"), raster)] : []), image);
    cell.dataset.by = by;
    if (old?.src.startsWith("blob:")) URL.revokeObjectURL(old.src);
  }

  #fail(cell, error) {
    const text = document.createElement("span");
    text.className = "failure";
    text.textContent = error.message;
    cell.firstChild.replaceChildren(text);
  }
}
