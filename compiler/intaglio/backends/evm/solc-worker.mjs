// A resident solc: one standard-JSON job a line on stdin, one line of JSON back on stdout.
// argv[2] is the folder of the npm package `solc`. Ends when stdin does, so it cannot outlive its parent.
// solc runs in a thread of its own because it recurses once a statement: a renderer of some kilobytes overflows
// the main thread's stack, whose size is the shell's business.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";

const STACK_MEGABYTES = 256;

function serve(packageFolder) {
  const solc = createRequire(import.meta.url)(packageFolder);
  const answer = (value) => parentPort.postMessage(JSON.stringify(value));
  answer({ version: solc.version() });
  parentPort.on("message", (job) => answer({ output: JSON.parse(solc.compile(job)) }));
}

function relay(packageFolder) {
  const resourceLimits = { stackSizeMb: STACK_MEGABYTES };
  const thread = new Worker(new URL(import.meta.url), { workerData: packageFolder, resourceLimits, stdout: true });
  thread.on("message", (line) => process.stdout.write(line + "\n"));
  // The module's memory is in doubt after an exception: the parent starts a fresh process.
  thread.on("error", (error) => {
    process.stdout.write(JSON.stringify({ crash: String(error.stack ?? error) }) + "\n", () => process.exit(1));
  });
  const jobs = createInterface({ input: process.stdin, terminal: false });
  jobs.on("line", (job) => thread.postMessage(job));
  jobs.on("close", () => process.exit(0));
}

if (isMainThread) relay(process.argv[2]);
else serve(workerData);
