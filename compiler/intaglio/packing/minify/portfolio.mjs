// One script, minified in every way of `option-sets.mjs`: `portfolio(require)(job)` gives the candidates.
//
// A job has `script`; `reserved`, names that may be neither renamed nor given to anything else; `avoided`, names that
// are given to nothing; and `entries`, names at the top level that must stay although nothing in the script uses them.
// `exposed` are names by which markup calls it. A job with `locals`, the names that a page of ours gives a script as its own, is for such a page alone: there shaders
// are shortened, what waits for the page to load becomes a timer, declarations are left out, and properties are renamed
// (each candidate also without that).
import { SWC, TERSER, UGLIFY } from "./option-sets.mjs";
import { withShortProperties } from "./properties.mjs";
import { scopesOf, walk } from "./scopes.mjs";
import { withShortShaders } from "./shaders.mjs";
import { withTimers } from "./startup.mjs";
import { undeclared } from "./undeclared.mjs";

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
  const uglifyProperties = require("uglify-js/tools/domprops.json");

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

  /** What the minifiers are given: the script, and where it is for a page of ours, that in two ways. */
  function sources({ script, reserved, avoided, entries, locals, hostProperties }) {
    const kept = [...reserved, ...entries];
    if (!locals) return [["", scopes.withGlobalsDeclared(script, kept)]];
    const declared = scopes.withGlobalsDeclared(script, kept);
    const renameable = new Set(avoided.filter((name) => !reserved.includes(name)));
    const own = scopes.viaSelf(scopes.withOthersCalled(declared, renameable), new Set(locals));
    const timed = withTimers(own, scopes.parse(own));
    const short = withShortShaders(timed, scopes.parse(timed));
    const known = new Set([...uglifyProperties, ...hostProperties, ...reserved]);
    const renamed = withShortProperties(short, scopes.parse(short), known);
    return renamed === short ? [["", short]] : [["", short], [", properties renamed", renamed]];
  }

  /** A job whose script puts on the page what is reached there. */
  function exposed({ script, entries, exposed, ...job }) {
    const names = new Set([...scopes.viaWindow(scopes.parse(script)), ...exposed]);
    const found = scopes.withExposed(script, names);
    return { ...job, script: found.script, entries: [...entries, ...found.kept] };
  }

  /** A candidate's last touch. */
  function finished(script, { locals, reserved, avoided }) {
    const bare = withoutLastSemicolon(script);
    if (!locals) return bare;
    const kept = new Set([...reserved, ...avoided]);
    return withoutLastSemicolon(undeclared(bare, scopes.parse(bare), new Set(locals), kept));
  }

  /** Every candidate as `{label, script}`, in the order of the option sets, and what refused to minify. */
  return async function candidates(given) {
    const job = given.locals ? exposed(given) : given;
    const names = { reserved: [...job.reserved, ...job.avoided], entries: job.entries };
    const found = [];
    const failures = [];
    const runs = [[TERSER, byTerser], [UGLIFY, byUglify], [SWC, bySwc]];
    const rows = runs.flatMap(([sets, run]) => sets.map((set) => [...set, run]));
    for (const [suffix, source] of sources(job)) {
      for (const [name, compress, run] of rows) {
        const label = name + suffix;
        try {
          found.push({ label, script: finished(await run(source, compress, names), job) });
        } catch (error) {
          failures.push({ label, message: String(error.message ?? error).split("\n")[0] });
        }
      }
    }
    const careful = found.find(({ label }) => label === "terser") ?? job;
    const wanted = inexactCalls(careful.script);
    return { candidates: found.filter(({ script }) => !lacks(inexactCalls(script), wanted)), failures };
  };
}
