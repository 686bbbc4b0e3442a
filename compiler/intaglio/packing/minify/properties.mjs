// Shorter names for a script's own properties and methods: `this.random` -> `this.a`.
//
// A minifier cannot know which properties are the script's own. Here a name is taken for that only where
//   - the script itself makes it: a member of a class, `this.name = …`, or the key of an object that is not handed
//     straight to the page (`getContext("2d", { alpha: false })`);
//   - nothing of the page, of any object in it or of a dictionary that its functions take has that name;
//   - no text of the script has it as a word, so that `object[key]` cannot mean it;
//   - where the script lists names (`for … in`, `Object.keys`, `JSON`), it is a method's: those are not listed.
// Whoever packs the result compares pictures before and after, too.
import { walk } from "./scopes.mjs";

/** What dictionaries of the page's functions are asked for: in no prototype, so in no list of them. */
const DICTIONARIES = `alpha antialias aspectRatio behavior block bubbles cancelable capture colorSpace composed deltaMode
depth desynchronized detail duration easing endings failIfMajorPerformanceCaveat fatal fill high highlight hour12 ignoreBOM
imageOrientation inline intensity iterations low maximumFractionDigits minimumFractionDigits mode numeric once options passive
passiveEffect pixelFormat powerPreference premultipliedAlpha premultiplyAlpha preserveDrawingBuffer quality resizeHeight
resizeQuality resizeWidth root rootMargin shadow signal stencil storage style threshold timeZone transfer type value
willReadFrequently writable configurable enumerable get set xrCompatible`.split(/\s+/);

const LISTING = new Set(["keys", "entries", "getOwnPropertyNames", "ownKeys", "stringify", "parse", "fromEntries"]);
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** The script with its own properties renamed; the script itself where there are none. */
export function withShortProperties(script, tree, hostProperties) {
  const seen = look(tree);
  const own = [...seen.made].filter(([name, isMethod]) =>
    name.length > 1 && !hostProperties.has(name) && !seen.handedOver.has(name) && !seen.words.has(name) &&
    name !== "constructor" && !name.startsWith("__") && (isMethod || !seen.lists));
  if (!own.length || seen.namesFunctions) return script;
  const uses = new Map(own.map(([name]) => [name, seen.places.filter((place) => place.name === name).length]));
  const byUse = [...uses.keys()].sort((a, b) => uses.get(b) - uses.get(a) || (a < b ? -1 : 1));
  const taken = new Set([...seen.places.map(({ name }) => name), ...seen.words]);
  const names = shortNames((name) => !taken.has(name));
  const renamed = new Map(byUse.map((name) => [name, names.next().value]));
  return seen.places.filter(({ name }) => renamed.has(name)).reduceRight((text, { name, node, shorthand }) => {
    const key = renamed.get(name);
    return text.slice(0, node.start) + (shorthand ? `${key}:${name}` : key) + text.slice(node.end);
  }, script);
}

function* shortNames(isFree) {
  for (const first of ["", ...LETTERS]) for (const last of LETTERS) if (isFree(first + last)) yield first + last;
}

/** Every property name with where it stands, which of them the script makes, and what speaks against renaming. */
function look(tree) {
  const found = {
    places: [], made: new Map(), handedOver: new Set(DICTIONARIES), words: new Set(), lists: false,
    namesFunctions: false,
  };
  const make = (name, isMethod) => found.made.set(name, isMethod && (found.made.get(name) ?? true));
  const own = ownCallables(tree);
  walk(tree, (node, parent) => {
    if (node.type === "MemberExpression" && !node.computed && node.property.type === "Identifier") {
      found.places.push({ name: node.property.name, node: node.property });
      if (node.object.type === "ThisExpression" && parent.type === "AssignmentExpression" && parent.left === node) {
        make(node.property.name, false);
      }
      if (LISTING.has(node.property.name)) found.lists = true;
    } else if (node.type === "MethodDefinition" || node.type === "PropertyDefinition") {
      if (node.computed || node.key.type !== "Identifier" || node.kind === "constructor") return;
      found.places.push({ name: node.key.name, node: node.key });
      make(node.key.name, node.type === "MethodDefinition");
    } else if (node.type === "Property" && !node.computed && node.key.type === "Identifier") {
      found.places.push({ name: node.key.name, node: node.key, shorthand: node.shorthand });
      if (parent.type === "ObjectExpression") make(node.key.name, false);
    } else if (node.type === "CallExpression" || node.type === "NewExpression") {
      if (own.has(calledName(node.callee))) return;
      for (const given of node.arguments) walk(given, (inner) => {
        if (inner.type === "Property" && inner.key.type === "Identifier") found.handedOver.add(inner.key.name);
      });
    } else if (node.type === "ForInStatement" || (node.type === "BinaryExpression" && node.operator === "in")) {
      found.lists = true;
    } else if (node.type === "Literal" && typeof node.value === "string") {
      for (const word of node.value.match(/[\w$]+/g) ?? []) found.words.add(word);
    } else if (node.type === "TemplateElement") {
      for (const word of (node.value.cooked ?? node.value.raw).match(/[\w$]+/g) ?? []) found.words.add(word);
    }
  });
  found.places.sort((a, b) => a.node.start - b.node.start);
  return found;
}

/** The names of functions, classes and methods that the script defines. */
function ownCallables(tree) {
  const names = new Set();
  const isFunction = (node) => /^(Arrow)?Function|^Class/.test(node?.type ?? "");
  walk(tree, (node) => {
    if (/^(Function|Class)Declaration$/.test(node.type) && node.id) names.add(node.id.name);
    if (node.type === "VariableDeclarator" && isFunction(node.init) && node.id.type === "Identifier") {
      names.add(node.id.name);
    }
    if ((node.type === "MethodDefinition" || node.type === "Property") && node.key.type === "Identifier") {
      if (isFunction(node.value)) names.add(node.key.name);
    }
  });
  return names;
}

const calledName = (callee) => (callee.type === "Identifier" ? callee.name : callee.property?.name);
