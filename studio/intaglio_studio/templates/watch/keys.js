// The keys. A key in a field is the field's; arrows on a slider are the slider's.

/** Every key with what it does, for the dialog: [keys shown, what for]. */
export const KEYS = [
  ["← →", "seed before, next seed"],
  ["↑ ↓", "ten seeds on or back"],
  ["space", "a random seed"],
  ["b", "back to the seed seen before"],
  ["/", "type a seed"],
  ["s", "the sheet; in it arrows move, Enter takes a seed"],
  ["c", "copy the seed"],
  ["d  p", "download SVG, PNG"],
  ["r", "all params to their defaults"],
  ["e  w", "errors, warnings"],
  ["f", "the picture alone"],
  ["?", "these keys"],
  ["Esc", "close, or leave a field"],
];

/** Fill the dialog. */
export const list = (place) => {
  place.replaceChildren(
    ...KEYS.map(([keys, what]) => {
      const row = document.createElement("div");
      row.innerHTML = "<dt></dt><dd></dd>";
      row.firstChild.append(...keys.split(/ +/).map((key) => Object.assign(document.createElement("kbd"), { textContent: key })));
      row.lastChild.textContent = what;
      return row;
    }),
  );
};

const isText = (element) => element instanceof HTMLInputElement && element.type === "text";
const isSlider = (element) => element instanceof HTMLInputElement && element.type === "range";
const SLIDERS_OWN = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"]);

/** Call `actions[key]` for each key that is nobody else's. An action that returns false leaves the key alone. */
export const bind = (actions) => {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { target, key } = event;
    if (key === "Escape" && (isText(target) || isSlider(target))) return target.blur();
    if (isText(target) || (isSlider(target) && SLIDERS_OWN.has(key)) || document.querySelector("dialog[open]")) return;
    if (target instanceof HTMLButtonElement && (key === " " || key === "Enter")) return; // it presses the button
    if (actions[key] && actions[key](event) !== false) event.preventDefault();
  });
};
