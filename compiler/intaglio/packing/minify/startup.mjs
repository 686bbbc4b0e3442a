// What a sketch does when its page has loaded: `window.onload = main` -> `setTimeout(main)`.
//
// On chain a script runs when it has been unpacked, and nobody can say whether that is before or after the page's own
// `load`. A timer comes after the script in either case, once.
import { walk } from "./scopes.mjs";

const PAGE = new Set(["", "window", "self", "globalThis", "document", "document.body"]);
const EVENTS = new Set(["load", "DOMContentLoaded"]);

/** The script with what waits for the page to load as timers. */
export function withTimers(script, tree) {
  const edits = [];
  walk(tree, (node) => {
    const started = node.type === "AssignmentExpression" ? assigned(node) : node.type === "CallExpression" ? listened(node) : null;
    if (started) edits.push({ node, started });
  });
  return edits.reduceRight((text, { node, started }) => {
    const run = text.slice(started.start, started.end);
    return `${text.slice(0, node.start)}setTimeout(${run})${text.slice(node.end)}`;
  }, script);
}

/** What is given to `onload`, if that is what the statement does. */
function assigned({ operator, left, right }) {
  const [object, name] = split(left);
  return operator === "=" && name === "onload" && PAGE.has(object) ? right : null;
}

/** What is to be called at `load`, if that is what the call is about. */
function listened({ callee, arguments: given }) {
  const [object, name] = split(callee);
  const isIt = name === "addEventListener" && PAGE.has(object) && EVENTS.has(given[0]?.value);
  return isIt && given.length > 1 ? given[1] : null;
}

/** `["document.body", "onload"]` of the tree of `document.body.onload`. */
function split(node) {
  if (node.type === "Identifier") return ["", node.name];
  if (node.type !== "MemberExpression" || node.computed) return ["?", ""];
  const [above, name] = split(node.object);
  return [above ? `${above}.${name}` : name, node.property.name];
}
