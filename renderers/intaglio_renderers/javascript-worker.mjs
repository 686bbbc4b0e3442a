// Runs a script for many seeds. In: a line of JSON with the script, which another may take the place of later; after it a
// line of JSON a batch: [resolution or null, seed in hex, …]. Out: a line of JSON a seed, [svg, traits], of a script with a raster [svg, traits, width, height, RGBA in
// hex], or {error}. Ends when stdin does, so it cannot outlive its parent.
import { createInterface } from "node:readline";
import { writeSync } from "node:fs";

const answer = (value) => {
  const line = Buffer.from(JSON.stringify(value) + "\n");
  for (let sent = 0; sent < line.length; ) sent += writeSync(1, line, sent);
};

// As in the page, the script is no strict code, and names of one letter but o and t are local to it.
const LOCALS = [..."abcdefghijklmnpqrsuvwxyzABCDEFGHIJKLMNOPQRTUVWXYZ$_"];
const compile = (script) => new Function("S", ...LOCALS, script + "\n;return[o,t,P,R]");

const draw = (render, seed, R) => {
  const [svg, traits, pixels, size] = render.call(R ? { R } : {}, seed);
  if (typeof svg !== "string" || typeof traits !== "string") throw TypeError("o and t are not both text");
  if (!(pixels instanceof Uint32Array)) return [svg, traits];
  return [svg, traits, ...size, Buffer.from(pixels.buffer).toString("hex")];
};

const attempt = (action) => {
  try {
    return action();
  } catch (error) {
    return { error: String(error) };
  }
};

const OWN = new Set(Object.getOwnPropertyNames(globalThis));
const forget = () => {
  for (const name of Object.getOwnPropertyNames(globalThis)) if (!OWN.has(name)) delete globalThis[name];
};

let render;
for await (const line of createInterface({ input: process.stdin, terminal: false })) {
  const job = JSON.parse(line);
  if (typeof job === "string") {
    forget(); // what the script before has left
    const compiled = attempt(() => compile(job));
    render = compiled.error ? () => { throw compiled.error; } : compiled;
  } else {
    const [resolution, ...seeds] = job;
    for (const seed of seeds) answer(attempt(() => draw(render, seed, resolution)));
  }
}
