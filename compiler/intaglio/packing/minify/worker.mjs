// A resident minifier and reader of scripts: one JSON job a line on stdin, one line of JSON back on stdout, in order.
// argv[2] is a `node_modules` folder. Ends when stdin does, so it cannot outlive its parent.
import { createInterface } from "node:readline";
import { portfolio } from "./portfolio.mjs";
import { scanner } from "./scan.mjs";
import { requireFrom } from "./scopes.mjs";

const require = requireFrom(process.argv[2]);
const kinds = { minify: portfolio(require), scan: scanner(require) };

async function answer(line) {
  try {
    const { kind, ...job } = JSON.parse(line);
    return { done: await kinds[kind](job) };
  } catch (error) {
    return { failed: String(error.message ?? error), line: error.loc?.line, column: error.loc?.column };
  }
}

for await (const line of createInterface({ input: process.stdin, terminal: false })) {
  process.stdout.write(JSON.stringify(await answer(line)) + "\n");
}
