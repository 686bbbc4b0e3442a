// What the portfolio tries: one row a candidate, `[name, options]`, for each of the three minifiers.
//
// No row changes what a number comes out as: `unsafe_math` and `unsafe_comps` appear nowhere. The rows that say
// `unsafe` suppose that nobody has replaced a built-in and that a regular expression is not looked at as text; a
// candidate in which a call such as `Math.sin(0.5)` was worked out by node is thrown away by `portfolio.mjs`.
// Smallest is not smallest packed: rows that inline less, or leave statements apart, repeat themselves more, and
// repetition is what packs.

const PASSES = 5;

const TERSER_UNSAFE = {
  unsafe: true, unsafe_arrows: true, unsafe_Function: true, unsafe_methods: true, unsafe_proto: true,
  unsafe_symbols: true, unsafe_undefined: true,
};

const TERSER_BASE = { ecma: 2020, toplevel: true, passes: PASSES, pure_getters: true, unsafe_math: false };

export const TERSER = [
  ["terser", {}],
  ["terser one pass", { passes: 1 }],
  ["terser unsafe", TERSER_UNSAFE],
  ["terser unsafe one pass", { ...TERSER_UNSAFE, passes: 1 }],
  ["terser no inlining", { ...TERSER_UNSAFE, inline: 0, reduce_funcs: false }],
  ["terser no collapsing", { ...TERSER_UNSAFE, collapse_vars: false, reduce_vars: false }],
  ["terser statements", { ...TERSER_UNSAFE, sequences: false }],
  ["terser plain", { ...TERSER_UNSAFE, sequences: false, inline: 0, reduce_funcs: false, conditionals: false }],
].map(([name, compress]) => [name, { ...TERSER_BASE, ...compress }]);

const UGLIFY_BASE = { toplevel: true, passes: PASSES, pure_getters: true, unsafe_math: false, unsafe_comps: false };
const UGLIFY_UNSAFE = { unsafe: true, unsafe_Function: true, unsafe_proto: true, unsafe_undefined: true };

export const UGLIFY = [
  ["uglify", {}],
  ["uglify unsafe", UGLIFY_UNSAFE],
  ["uglify no inlining", { inline: 0, reduce_funcs: false }],
  ["uglify statements", { sequences: false }],
  ["uglify no hoisting", { hoist_props: false, collapse_vars: false, reduce_vars: false }],
].map(([name, compress]) => [name, { ...UGLIFY_BASE, ...compress }]);

const SWC_BASE = { ecma: 2020, toplevel: true, passes: PASSES, pure_getters: true, unsafe_math: false };
const SWC_UNSAFE = {
  unsafe_arrows: true, unsafe_function: true, unsafe_methods: true, unsafe_proto: true, unsafe_symbols: true,
  unsafe_undefined: true,
};

export const SWC = [
  ["swc", {}],
  ["swc unsafe", SWC_UNSAFE],
  ["swc no inlining", { inline: 0, reduce_funcs: false }],
  ["swc statements", { sequences: false }],
].map(([name, compress]) => [name, { ...SWC_BASE, ...compress }]);
