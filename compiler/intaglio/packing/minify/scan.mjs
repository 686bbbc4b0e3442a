// What a script asks of the page it runs in, with places: what it loads, what it keeps, which names it needs.
//
// A finding is `{rule, what, start, end}`, the place as `[line, column]`, lines from 1 and columns from 0 in UTF-16 units.
// What is to be said of each rule stands in `sketches/refusals.py`.
import { scopesOf, walk } from "./scopes.mjs";

const LOADERS = new Set(["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "RTCPeerConnection"]);
const WORKERS = new Set(["Worker", "SharedWorker", "importScripts"]);
const STORES = new Set(["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"]);
const SOURCES = new Set(["src", "href", "srcset", "poster", "data"]);
const CHANCE = new Set(["Math.random", "Date.now", "performance.now", "crypto.getRandomValues", "crypto.randomUUID"]);
const ELSEWHERE = /^\s*(https?:|ipfs:|ar:|ftp:)?\/\//i; // an address on another host
const FILE = /^[^\s<>{}()"'`;:#?]+\.(png|jpe?g|gif|webp|avif|svg|mp[34]|webm|ogg|wav|m?js|css|json|csv|txt|glb|gltf|obj|woff2?|ttf|otf|wasm)$/i;
const WITHIN = /^\s*(data:|blob:|#|$)/i;
const NAMESPACE = /^https?:\/\/www\.w3\.org\//;

export function scanner(require) {
  const scopes = scopesOf(require);

  return function scan({ script }) {
    const findings = [];
    const tree = parsed(script, findings);
    const find = (rule, node, what) => findings.push({ rule, what, ...place(node) });
    const own = new Set(scopes.declared(tree));
    const texts = [];
    walk(tree, (node, parent) => {
      look(node, parent, own, find);
      const text = textOf(node);
      if (text !== undefined && !NAMESPACE.test(text)) texts.push({ node, text });
    });
    for (const { node, text } of texts) lookAtText(node, text, find);
    const needed = scopes.needed(tree).map(({ identifier }) => ({ name: identifier.name, ...place(identifier) }));
    const names = { declared: [...own], assigned: scopes.implicit(tree), window: [...scopes.viaWindow(tree)] };
    return { findings, needed: unguarded(needed, tree), ...names };
  };

  /** The tree of a script, or of a module: what that imports is found. */
  function parsed(script, findings) {
    try {
      return scopes.parse(script);
    } catch (error) {
      if (!/'import' and 'export'/.test(error.message)) throw error;
      const tree = scopes.parse(script, "module");
      for (const node of tree.body.filter(({ type }) => /^(Import|Export)/.test(type))) {
        findings.push({ rule: "import", what: node.type.startsWith("Import") ? "import" : "export", ...place(node) });
      }
      return tree;
    }
  }

  /** Needed names but those that the script asks about first: `typeof fxrand`. */
  function unguarded(needed, tree) {
    const asked = new Set();
    walk(tree, (node) => {
      if (node.type === "UnaryExpression" && node.operator === "typeof" && node.argument.type === "Identifier") {
        asked.add(node.argument.name);
      }
    });
    return needed.map((each) => ({ ...each, asked: asked.has(each.name) }));
  }
}

const place = ({ loc }) => ({ start: [loc.start.line, loc.start.column], end: [loc.end.line, loc.end.column] });

function look(node, parent, own, find) {
  const called = node.type === "CallExpression" || node.type === "NewExpression" ? dotted(node.callee) : "";
  const name = called.replace(/^(window|self|globalThis)\./, "");
  if (called && !own.has(name)) {
    const first = literal(node.arguments[0]);
    if (LOADERS.has(name) && !(first !== undefined && WITHIN.test(first))) find("network", node, name);
    if (/(^|\.)sendBeacon$/.test(name)) find("network", node, "navigator.sendBeacon");
    if (WORKERS.has(name) && first !== undefined && !WITHIN.test(first)) find("worker", node, name);
    if (name === "importScripts") find("network", node, name);
    if (CHANCE.has(name)) find("chance", node, name);
    if (name === "Date" && !node.arguments.length) find("chance", node, "Date");
    if (/(^|\.)serviceWorker\.register$/.test(name)) find("worker", node, "navigator.serviceWorker");
    if (/\.setAttribute(NS)?$/.test(name)) lookAtSource(node.arguments.at(-2), node.arguments.at(-1), find);
  }
  if (node.type === "ImportExpression") find("import", node, "import()");
  if (node.type === "AssignmentExpression" && node.left.type === "MemberExpression") {
    const property = node.left.computed ? undefined : node.left.property.name;
    if (SOURCES.has(property)) lookAtAddress(property, node.right, find);
  }
  if (node.type === "Property" && !node.computed && SOURCES.has(node.key.name)) lookAtAddress(node.key.name, node.value, find);
  if (isFree(node, parent, own)) {
    if (STORES.has(node.name)) find("storage", node, node.name);
  }
  if (dotted(node) === "document.cookie" && node.type === "MemberExpression") find("storage", node, "document.cookie");
}

function isFree(node, parent, own) {
  if (node.type !== "Identifier" || own.has(node.name)) return false;
  const isName = parent?.type === "MemberExpression" && parent.property === node && !parent.computed;
  return !isName && !(parent?.type === "Property" && parent.key === node && !parent.shorthand);
}

function lookAtSource(name, value, find) {
  if (SOURCES.has(literal(name)) || literal(name) === "xlink:href") lookAtAddress(literal(name), value, find);
}

function lookAtAddress(property, node, find) {
  const text = literal(node);
  if (text !== undefined && (ELSEWHERE.test(text) || FILE.test(text))) find("file", node, text);
}

/** Texts that the page will read as markup or as a style. */
function lookAtText(node, text, find) {
  const tag = /<(script|img|image|iframe|link|video|audio|source|embed|object|use)\b[^>]*?\s(?:src|href|xlink:href|data)\s*=\s*\\?["']?([^\s"'>]+)/i.exec(text);
  if (tag && !WITHIN.test(tag[2])) find("file", node, tag[2]);
  const url = /\burl\(\s*\\?["']?([^)"']+)/i.exec(text);
  if (url && !WITHIN.test(url[1]) && (ELSEWHERE.test(url[1]) || FILE.test(url[1]))) find("style", node, url[1]);
  if (/@import\s/.test(text)) find("style", node, "@import");
}

const textOf = (node) =>
  node.type === "Literal" && typeof node.value === "string" ? node.value
    : node.type === "TemplateElement" ? node.value.cooked ?? node.value.raw : undefined;

const literal = (node) =>
  node?.type === "Literal" && typeof node.value === "string" ? node.value
    : node?.type === "TemplateLiteral" ? node.quasis[0].value.cooked + (node.expressions.length ? "\u2026" : "") : undefined;

/** `document.cookie` of the tree of it; empty for anything else. */
function dotted(node) {
  if (node?.type === "Identifier") return node.name;
  if (node?.type !== "MemberExpression" || node.computed) return "";
  const object = dotted(node.object);
  return object && `${object}.${node.property.name}`;
}
