// Runs a contract's code in @ethereumjs/evm. In: a line of JSON, {packages, hardfork, code}; after it a line a call,
// {data, gas, owners}. Out: a line of JSON a call, {returned, gas} or {error}, and where the call brought `owners`,
// `spent`: gas by owner. Ends when stdin does, so it cannot outlive its parent.
//
// `owners` has for each place of the code the number of the instruction's owner; -1 for one that works for whoever
// called it, -2 for one that belongs to the instruction before.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { writeSync } from "node:fs";

const answer = (value) => {
  const line = Buffer.from(JSON.stringify(value) + "\n");
  for (let sent = 0; sent < line.length; ) sent += writeSync(1, line, sent);
};

const STILL = -2;
const [JUMP, JUMPI, JUMPDEST, PUSH1, PUSH2, PUSH32] = [0x56, 0x57, 0x5b, 0x60, 0x61, 0x7f];

// The places to return to: what is pushed where code can be jumped to, and not for a jump that follows at once.
const returnPlaces = (code) => {
  const found = new Map();
  for (let at = 0; at < code.length; at++) {
    if (code[at] < PUSH1 || code[at] > PUSH32) continue;
    const size = code[at] - PUSH1 + 1;
    const place = code[at] === PUSH2 ? code[at + 1] * 256 + code[at + 2] : code[at + 1];
    const next = code[at + 1 + size];
    if (code[at] <= PUSH2 && code[place] === JUMPDEST && next !== JUMP && next !== JUMPI) found.set(at, place);
    at += size;
  }
  return found;
};

// Adds up the gas between one instruction's start and the next one's, for the owner of the first. Who works for others
// is charged to the last owner in its function, or before there was one to the owner that pushed the place to return to.
const meter = (owners, code, gas) => {
  const nobody = owners.reduce((most, owner) => Math.max(most, owner), 0) + 1;
  const spent = new Array(nobody + 1).fill(0);
  const places = returnPlaces(code);
  const calls = [{ place: -1, owner: nobody }];
  let [owner, left, last] = [nobody, gas, 0];
  const charge = (now) => {
    spent[owner] += left - now;
    left = now;
  };
  const step = ({ pc, gasLeft, stack }, next) => {
    charge(Number(gasLeft));
    if (code[pc] === JUMP && (last < PUSH1 || last > PUSH32)) {
      const back = calls.findLastIndex((call) => call.place === Number(stack.at(-1)));
      if (back > 0) calls.length = back;
    }
    if (owners[pc] >= 0) calls.at(-1).owner = owners[pc];
    if (owners[pc] !== STILL) owner = calls.at(-1).owner;
    if (places.has(pc)) calls.push({ place: places.get(pc), owner });
    last = code[pc];
    next?.();
  };
  return { spent, step, end: charge };
};

const lines = createInterface({ input: process.stdin, terminal: false })[Symbol.asyncIterator]();
const { packages, hardfork, code } = JSON.parse((await lines.next()).value);
const load = (name) => import(pathToFileURL(createRequire(packages).resolve(name)).href);
const [{ createEVM }, { Common, Mainnet }, { hexToBytes, bytesToHex }] = await Promise.all(
  ["@ethereumjs/evm", "@ethereumjs/common", "@ethereumjs/util"].map(load),
);
const common = new Common({ chain: Mainnet, hardfork });
for await (const line of lines) {
  const { data, gas, owners } = JSON.parse(line);
  const evm = await createEVM({ common });
  const metered = owners && meter(owners, hexToBytes(code), gas);
  if (metered) evm.events.on("step", metered.step);
  const done = await evm.runCode({ code: hexToBytes(code), data: hexToBytes(data), gasLimit: BigInt(gas), isStatic: true });
  const used = Number(done.executionGasUsed);
  metered?.end(gas - used);
  answer(
    done.exceptionError
      ? { error: done.exceptionError.error, returned: bytesToHex(done.returnValue) }
      : { returned: bytesToHex(done.returnValue), gas: used, spent: metered?.spent },
  );
}
