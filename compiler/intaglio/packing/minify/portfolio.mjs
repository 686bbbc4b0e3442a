// One script, minified in every way of `option-sets.mjs`: `portfolio(require)(job)` gives the candidates.
//
// A job has `script`; `reserved`, names that may be neither renamed nor given to anything else; and `entries`, names
// at the top level that must stay although nothing in the script uses them.
import { SWC, TERSER, UGLIFY } from "./option-sets.mjs";
import { scopesOf, walk } from "./scopes.mjs";

/** What engines compute each in their own way: a minifier that worked one out would freeze node's answer. */
const INEXACT = new Set([
  "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "cos", "cosh", "exp", "expm1", "hypot",
  "log", "log10", "log1p", "log2", "pow", "sin", "sinh", "tan", "tanh",
]);

export function portfolio(require) {
  const terser = require("terser");
  const uglify = require("uglify-js");
  const swc = require("@swc/core");
  const scopes = scopesOf(require);

  async function byTerser(script, compress, { reserved, entries }) {
    const options = {
      ecma: 2020,
      toplevel: true,
      compress: { ...compress, top_retain: entries },
      mangle: { toplevel: true, reserved: [...reserved, ...entries] },
      format: { ascii_only: false, comments: false },
    };
    return (await terser.minify(script, options)).code;
  }

  function byUglify(script, compress, { reserved, entries }) {
    const options = {
      toplevel: true,
      compress: { ...compress, top_retain: entries },
      mangle: { toplevel: true, reserved: [...reserved, ...entries] },
    };
    const done = uglify.minify(script, options);
    if (done.error) throw done.error;
    return done.code;
  }

  function bySwc(script, compress, { reserved, entries }) {
    const options = {
      ecma: 2020,
      module: false,
      compress: { ...compress, top_retain: entries },
      mangle: { toplevel: true, reserved: [...reserved, ...entries] },
      format: { comments: false },
    };
    return swc.minifySync(script, options).code;
  }

  /** How often the script calls each function of `Math` whose last bits an engine is free to choose. */
  function inexactCalls(script) {
    const counts = new Map();
    walk(scopes.parse(script), (node) => {
      const name = node.type === "MemberExpression" && !node.computed ? node.property.name : "";
      if (INEXACT.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
    });
    return counts;
  }

  /** A script needs none, unless its last statement is an empty one: `for (…);`. */
  function withoutLastSemicolon(script) {
    const bare = script.replace(/;\s*$/, "");
    try {
      return scopes.parse(bare) && bare;
    } catch {
      return script;
    }
  }

  const lacks = (counts, wanted) => [...wanted].some(([name, count]) => (counts.get(name) ?? 0) < count);

  /** Every candidate as `{label, script}`, in the order of the option sets, and what refused to minify. */
  return async function candidates({ script, reserved, entries }) {
    const source = scopes.withGlobalsDeclared(script, [...reserved, ...entries]);
    const names = { reserved, entries };
    const found = [];
    const failures = [];
    const runs = [[TERSER, byTerser], [UGLIFY, byUglify], [SWC, bySwc]];
    for (const [label, compress, run] of runs.flatMap(([sets, run]) => sets.map((set) => [...set, run]))) {
      try {
        found.push({ label, script: withoutLastSemicolon(await run(source, compress, names)) });
      } catch (error) {
        failures.push({ label, message: String(error.message ?? error).split("\n")[0] });
      }
    }
    const careful = found.find(({ label }) => label === "terser") ?? { script: source };
    const wanted = inexactCalls(careful.script);
    return { candidates: found.filter(({ script }) => !lacks(inexactCalls(script), wanted)), failures };
  };
}
