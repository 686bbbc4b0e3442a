// A resident minifier: one JSON job a line on stdin, one line of JSON back on stdout, in the same order.
// argv[2] is a `node_modules` folder. Ends when stdin does, so it cannot outlive its parent.
import { createInterface } from "node:readline";
import { portfolio } from "./portfolio.mjs";
import { requireFrom } from "./scopes.mjs";

const minify = portfolio(requireFrom(process.argv[2]));

async function answer(line) {
  try {
    return { done: await minify(JSON.parse(line)) };
  } catch (error) {
    return { failed: String(error.message ?? error), line: error.loc?.line, column: error.loc?.column };
  }
}

for await (const line of createInterface({ input: process.stdin, terminal: false })) {
  process.stdout.write(JSON.stringify(await answer(line)) + "\n");
}
