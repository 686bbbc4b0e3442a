// Shaders inside a script: texts in a language that no minifier of scripts reads.
//
//     p = fract(p * vec2(123.34, 0.50));   // noise     ->     p=fract(p*vec2(123.34,.5));
//
// Comments go, white space that separates nothing goes, and a number loses the zeros that stand at its ends. Lines of
// the preprocessor keep their line breaks. The compiler of the shader sees the same tokens of the same values.
import { walk } from "./scopes.mjs";

const IS_SHADER = /\bvoid\s+main\s*\(|\bgl_Frag|\bprecision\s+(low|medium|high)p\b/;
const TOKEN = new RegExp([
  /(?<blank>\/\*[^]*?\*\/|\/\/[^\n]*|\s+)/, /(?<line>#[^\n]*)/, /(?<word>[A-Za-z_]\w*)/,
  /(?<number>(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?[uUfF]?)/, /(?<sign>\+\+|--|[^])/,
].map(({ source }) => source).join("|"), "g");

/** The script with its shaders shortened. */
export function withShortShaders(script, tree) {
  const edits = [];
  walk(tree, (node) => {
    if (node.type !== "TemplateLiteral") return;
    const whole = node.quasis.map(({ value }) => value.raw).join(" ");
    if (!IS_SHADER.test(whole) || whole.includes("\\")) return;
    node.quasis.forEach(({ value, start, end }, at) => {
      const text = shorten(value.raw, at > 0, at < node.quasis.length - 1);
      edits.push({ start, end, text });
    });
  });
  return edits.reduceRight((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), script);
}

/** A stretch of a shader. Where an expression of the script adjoins it, `before` or `after`, white space stays. */
export function shorten(source, before = false, after = false) {
  let text = before && /^\s/.test(source) ? " " : "";
  for (const { 0: token, groups } of source.matchAll(TOKEN)) {
    if (groups.blank) continue;
    if (groups.line) {
      text += `${text && !text.endsWith("\n") ? "\n" : ""}${token.trim()}\n`;
      continue;
    }
    const put = groups.number ? number(token) : token;
    text += (joins(text, put) ? " " : "") + put;
  }
  return after && /\s$/.test(source) ? `${text.trimEnd()} ` : text;
}

/** Whether two tokens would be read as one without a blank between. */
function joins(text, next) {
  const last = text.at(-1) ?? "";
  return (/\w/.test(last) && /\w/.test(next[0])) || (/[-+]/.test(last) && last === next[0]);
}

/** `0.50` -> `.5`, `2.0` -> `2.`; an exponent or a suffix stays as it is. */
function number(token) {
  const [, whole, fraction, rest] = /^(\d*)\.(\d*)(.*)$/.exec(token) ?? [];
  if (whole === undefined) return token;
  const digits = fraction.replace(/0+$/, "");
  const start = whole.replace(/^0+/, "");
  return `${start || (digits ? "" : "0")}.${digits}${rest}`;
}
