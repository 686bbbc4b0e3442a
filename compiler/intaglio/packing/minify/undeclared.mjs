// What a page lets a script leave out: declarations of variables that the page gives it.
//
//     let a=3,b;const[c,d]=a;class e{}     ->     a=3;[c,d]=a;e=class{};
//
// A piece runs as a function whose parameters are names of one letter (`packing.page`), so those need no declaration at
// the top level, nor in the head of a loop that stands there. Those inside blocks and functions stay.

import { walk } from "./scopes.mjs";

/**
 * The script without declarations at its top level, where all that is declared may do without: `given` are the names
 * that the page gives it, `kept` those that mean something else in a page. `tree` is its syntax tree. Any other name
 * becomes a property of the page, but not in a script that says "use strict".
 */
export function undeclared(script, tree, given, kept) {
  const strict = tree.body[0]?.directive === "use strict";
  const names = { has: (name) => given.has(name) || !(strict || kept.has(name)) };
  const statements = tree.body.filter((node) => node.type === "VariableDeclaration");
  const named = tree.body.filter(({ id }) => id).map(({ id }) => id.name);
  const atTop = new Set([...named, ...statements.flatMap(bindings)]);
  const edits = statements.filter((node) => bindings(node).every((name) => names.has(name))).map((node) => {
    const kept = node.declarations.filter(({ init }) => init);
    const text = kept.map(({ id, init, start, end }) => assignment(script.slice(start, end), id, init, script));
    return { start: node.start, end: node.end, text: text.length ? `${text.join(",")};` : "" };
  });
  for (const loop of tree.body) {
    const head = loop.type === "ForStatement" ? loop.init : loop.left;
    if (head?.type !== "VariableDeclaration" || (head.kind !== "var" && captures(loop))) continue;
    if (!bindings(head).every((name) => names.has(name) && !atTop.has(name))) continue;
    const bare = loop.type === "ForStatement" ? ({ init }) => !init : ({ id }) => id.type === "ObjectPattern";
    if (head.declarations.some((each) => bare(each) || each.id.type === "ObjectPattern")) continue;
    edits.push({ start: head.start, end: head.declarations[0].start, text: "" });
  }
  for (const { type, id, start, end } of tree.body) {
    if (type !== "ClassDeclaration" || !names.has(id.name)) continue;
    const body = script.slice(id.end, end);
    edits.push({ start, end, text: `${id.name}=class${body};` });
  }
  edits.sort((a, b) => a.start - b.start);
  return edits.reduceRight((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), script);
}

const bindings = (declaration) => declaration.declarations.flatMap(({ id }) => boundNames(id));

/** Whether a function is made in a loop: it may keep the variable of its own round. */
function captures(loop) {
  let found = false;
  walk(loop, ({ type }) => (found ||= /Function|^Class/.test(type)));
  return found;
}

function assignment(text, id, init, script) {
  return id.type === "ObjectPattern" ? `(${script.slice(id.start, id.end)}=${script.slice(init.start, init.end)})` : text;
}

/** The names that a pattern binds. */
export function boundNames(pattern) {
  switch (pattern?.type) {
    case "Identifier": return [pattern.name];
    case "ObjectPattern": return pattern.properties.flatMap((each) => boundNames(each.value ?? each.argument));
    case "ArrayPattern": return pattern.elements.flatMap(boundNames);
    case "AssignmentPattern": return boundNames(pattern.left);
    case "RestElement": return boundNames(pattern.argument);
    default: return [];
  }
}
