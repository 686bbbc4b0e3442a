// A resident solc: one standard-JSON job a line on stdin, one line of JSON back on stdout.
// argv[2] is the folder of the npm package `solc`. Ends when stdin does, so it cannot outlive its parent.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

console.log = console.error; // stdout carries answers only
const solc = createRequire(import.meta.url)(process.argv[2]);
const answer = (value) => process.stdout.write(JSON.stringify(value) + "\n");

answer({ version: solc.version() });
for await (const job of createInterface({ input: process.stdin, terminal: false })) {
  try {
    answer({ output: JSON.parse(solc.compile(job)) });
  } catch (error) {
    answer({ crash: String(error?.stack ?? error) });
    process.exit(1); // the module's memory is in doubt after an exception: the parent starts a fresh one
  }
}
