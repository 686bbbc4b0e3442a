// Draws tokens with a script, one after another, in a worker. A script that does not end is ended with its worker.

const SPARE = [];
const fresh = () => SPARE.pop() ?? new Worker("/page/worker.js");

/** Keep a started worker ready: the next script then need not wait for one. */
export const prepare = () => {
  if (!SPARE.length) SPARE.push(new Worker("/page/worker.js"));
};

export class Stopped extends Error {}

export class Artist {
  #worker = null;
  #script = "";
  #waiting = null; // { id, resolve, reject, timer }
  #count = 0;

  /** The script of the draws to come. What is being drawn with another is given up. */
  use(script) {
    if (script === this.#script) return;
    this.#script = script;
    this.#end(new Stopped("superseded"));
  }

  /**
   * The picture of a token: { svg, traits, milliseconds }, and { raster } where there is one, at this resolution.
   * One at a time. Rejects with Stopped after `limit` ms.
   */
  draw(token, limit, resolution = null) {
    this.#worker ??= this.#start();
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#end(new Stopped(`still drawing after ${limit / 1000} s`)), limit);
      this.#waiting = { id, resolve, reject, timer };
      this.#worker.postMessage({ id, token, resolution });
    });
  }

  /** Give up what is being drawn. */
  stop() {
    if (this.#waiting) this.#end(new Stopped("superseded"));
  }

  #start() {
    const worker = fresh();
    worker.onmessage = ({ data }) => {
      if (data.id !== this.#waiting?.id) return;
      const { resolve, reject, timer } = this.#waiting;
      clearTimeout(timer);
      this.#waiting = null;
      if (data.error === undefined) resolve(data);
      else reject(new Error(data.error));
    };
    worker.onerror = (event) => this.#end(new Error(event.message || "the worker failed"));
    worker.postMessage({ script: this.#script });
    return worker;
  }

  #end(reason) {
    this.#worker?.terminate();
    this.#worker = null;
    if (this.#waiting) {
      clearTimeout(this.#waiting.timer);
      this.#waiting.reject(reason);
      this.#waiting = null;
    }
  }
}
