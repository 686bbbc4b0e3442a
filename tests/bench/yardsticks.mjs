// Packers of others, for comparison: `node yardsticks.mjs NODE_MODULES roadroller|regpack < script > packed`.
//
// Roadroller at `-O2`, as its command line runs it. RegPack with its defaults, the shortest of what it tries.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [, , modules, packer] = process.argv;

async function roadroller(script) {
  const { Packer } = await import(pathToFileURL(`${modules}/roadroller/index.mjs`).href);
  const packing = new Packer([{ data: script, type: "js", action: "eval" }], {});
  await packing.optimize(2);
  const { firstLine, secondLine } = packing.makeDecoder();
  return firstLine + secondLine;
}

function regpack(script) {
  const { cmdRegPack } = createRequire(`${modules}/`)("regpack/regPack.js");
  console.warn = () => {};
  return cmdRegPack(script, { varsNotReassigned: ["S"] });
}

const script = readFileSync(0, "utf8");
process.stdout.write(await { roadroller, regpack }[packer](script));
