// What names of a script mean: which it defines, which it assigns without defining, which it only uses.
//
// A minifier renames what is declared. Scripts written for size declare little: `x = 3` at the top makes a property
// of the page. `withGlobalsDeclared` declares those names, so that they can be renamed too, but none that the page
// itself has (`name`, `status`), and none that is reached as `window.x` or `self["x"]`.
import { createRequire } from "node:module";

export const YEAR = 2022; // of the language that all three minifiers read

/** The functions below, over the npm packages found by `require`. */
export function scopesOf(require) {
  const acorn = require("acorn");
  const eslintScope = require("eslint-scope");

  const parse = (script, sourceType = "script") =>
    acorn.parse(script, { ecmaVersion: YEAR, sourceType, ranges: true, locations: true });

  const globalScope = (tree) =>
    eslintScope.analyze(tree, { ecmaVersion: YEAR, sourceType: tree.sourceType }).globalScope;

  /** References to names that nothing declares. */
  const free = (tree) => globalScope(tree).through;

  /** Names that are assigned somewhere and declared nowhere, in the order of their first use. */
  function implicit(tree) {
    const written = free(tree).filter((reference) => reference.isWrite());
    return [...new Set(written.map((reference) => reference.identifier.name))];
  }

  /** Names that the script declares at its top level. */
  function declared(tree) {
    const scope = globalScope(tree);
    const modules = scope.childScopes.filter(({ type }) => type === "module");
    return [scope, ...modules].flatMap(({ variables }) => variables.map(({ name }) => name));
  }

  /** Names that the script reaches as properties of the page: they must keep their spelling. */
  function viaWindow(tree) {
    const names = new Set();
    walk(tree, (node) => {
      if (node.type !== "MemberExpression" || !isPage(node.object)) return;
      if (!node.computed) names.add(node.property.name);
      else if (node.property.type === "Literal") names.add(String(node.property.value));
    });
    return names;
  }

  /** Names of functions inside blocks: a script that is not strict has them outside, too. */
  function hoisted(tree) {
    const names = [];
    walk(tree, ({ type, id }) => void (type === "FunctionDeclaration" && names.push(id.name)));
    return names;
  }

  /** Names that the script reads and nothing in it defines: the page has to. */
  function needed(tree) {
    const own = new Set([...implicit(tree), ...hoisted(tree)]);
    return free(tree).filter(({ identifier }) => !own.has(identifier.name));
  }

  /** The script with every use of such a name that is in `names` as a property of the page: `c` -> `self.c`. */
  function viaSelf(script, names) {
    const tree = parse(script);
    const shorthands = new Set();
    walk(tree, (node) => {
      if (node.type === "Property" && node.shorthand) shorthands.add(node.value.start);
    });
    const uses = needed(tree).map(({ identifier }) => identifier).filter(({ name }) => names.has(name));
    return uses.sort((a, b) => a.start - b.start).reduceRight((text, { name, start, end }) => {
      const put = (shorthands.has(start) ? `${name}:` : "") + `self.${name}`;
      return text.slice(0, start) + put + text.slice(end);
    }, script);
  }

  /**
   * What of a script is reached as properties of the page, by `names`, and must stay so where the script runs as a
   * function: functions are put there by a statement of its own, variables lose their declaration later.
   */
  function withExposed(script, names) {
    const { body } = parse(script);
    const functions = body.filter(({ type, id }) => type === "FunctionDeclaration" && names.has(id.name));
    const variables = body.filter(({ kind }) => kind === "var").flatMap(({ declarations }) => declarations);
    const kept = variables.filter(({ id }) => names.has(id.name)).map(({ id }) => id.name);
    const text = functions.map(({ id }) => `self.${id.name}=${id.name};\n`).join("");
    const at = body[0]?.directive ? body[0].end : 0;
    return { script: `${script.slice(0, at)}${at && text ? "\n" : ""}${text}${script.slice(at)}`, kept };
  }

  /** The script with its top-level variables of these names called otherwise, `o` -> `o$0`. */
  function withOthersCalled(script, names) {
    const tree = parse(script);
    const used = new Set();
    walk(tree, (node) => void (node.type === "Identifier" && used.add(node.name)));
    const shorthands = new Map();
    walk(tree, (node) => void (node.type === "Property" && node.shorthand && shorthands.set(node.key.start, node)));
    const edits = new Map();
    for (const { name, identifiers, references } of globalScope(tree).variables) {
      if (!names.has(name)) continue;
      let number = 0;
      while (used.has(`${name}$${number}`)) number++;
      for (const { start, end } of [...identifiers, ...references.map(({ identifier }) => identifier)]) {
        const put = shorthands.has(start) ? `${name}:${name}$${number}` : `${name}$${number}`;
        edits.set(start, { start, end, put });
      }
    }
    const sorted = [...edits.values()].sort((a, b) => a.start - b.start);
    return sorted.reduceRight((text, { start, end, put }) => text.slice(0, start) + put + text.slice(end), script);
  }

  /** The script with its implicit globals declared, but for those in `kept`. */
  function withGlobalsDeclared(script, kept) {
    const tree = parse(script);
    const held = new Set([...kept, ...viaWindow(tree)]);
    const names = implicit(tree).filter((name) => !held.has(name));
    return names.length ? `let ${names.join(",")};\n${script}` : script;
  }

  return {
    parse, declared, free, implicit, needed, viaSelf, viaWindow, withExposed, withGlobalsDeclared, withOthersCalled,
  };
}

const PAGE = new Set(["window", "self", "globalThis", "top", "parent", "frames"]);
const isPage = (node) => (node.type === "Identifier" && PAGE.has(node.name)) || node.type === "ThisExpression";

/** Call `visit(node, parent)` for every node of a syntax tree, in the order of the text. */
export function walk(node, visit, parent = null) {
  visit(node, parent);
  for (const key of Object.keys(node)) {
    if (key === "loc" || key === "range") continue;
    for (const child of [node[key]].flat()) {
      if (child && typeof child.type === "string") walk(child, visit, node);
    }
  }
}

/** `require` for packages of the folder `node_modules`. */
export const requireFrom = (folder) => createRequire(`${folder}/`);
