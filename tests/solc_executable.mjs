// npm's solc as the executable that Brownie and forge drive: argv[2] is the package's folder, then `--version`, or
// `--standard-json` from stdin to stdout. A job holds all that it needs, so the paths that are allowed it do not matter.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";

const STACK_MEGABYTES = 256; // solc recurses once a statement

function answer(packageFolder, options) {
  const solc = createRequire(import.meta.url)(packageFolder);
  if (options.includes("--version")) return `solc, the solidity compiler\nVersion: ${solc.version()}\n`;
  return solc.compile(readFileSync(0, "utf8"));
}

if (isMainThread) {
  const resourceLimits = { stackSizeMb: STACK_MEGABYTES };
  const workerData = process.argv.slice(2);
  const thread = new Worker(new URL(import.meta.url), { workerData, resourceLimits, stdout: true });
  thread.on("message", (text) => process.stdout.write(text));
  thread.on("error", (error) => {
    process.stderr.write(String(error.stack ?? error) + "\n", () => process.exit(1));
  });
} else {
  const [packageFolder, ...options] = workerData;
  parentPort.postMessage(answer(packageFolder, options));
}
