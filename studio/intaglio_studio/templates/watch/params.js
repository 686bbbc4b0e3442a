// The collector's params: their values, the word that holds them all (ir/params.py says how), and a slider for each.
// A value is a whole number: of a float param, of 65,536ths.

const UNIT = 65536;
const POSITIONS = 1000; // of a slider, at most

const isWhole = (param) => param.type === "int";
const span = (param) => param.high - param.low + 1;

/** A value in the shortest decimals that `--param` reads as this very value. */
export const shown = (param, value) => {
  if (isWhole(param)) return String(value);
  for (let digits = 0; digits < 6; digits++) {
    const scale = 10 ** digits;
    const text = (Math.ceil((value / UNIT) * scale - 1e-9) / scale).toFixed(digits);
    if (Math.floor(Number(text) * UNIT) === value) return text.replace(/^-0$/, "0");
  }
  return String(value / UNIT);
};

/** The value of a text, or null where it is none or out of range. */
export const parsed = (param, text) => {
  if (!/^\s*-?(\d+\.?\d*|\.\d+)\s*$/.test(text)) return null;
  const value = isWhole(param) ? Number(text) : Math.floor(Number(text) * UNIT);
  return Number.isInteger(value) && value >= param.low && value <= param.high ? value : null;
};

/** The word of 256 bits for these values, as 64 hex digits; "" where all are defaults. */
export const word = (params, values) => {
  let packed = 0n;
  for (const param of params) {
    const away = values[param.name] - param.default;
    packed |= BigInt(((away % span(param)) + span(param)) % span(param)) << BigInt(param.shift);
  }
  return packed ? packed.toString(16).padStart(64, "0") : "";
};

export const defaults = (params) => Object.fromEntries(params.map((param) => [param.name, param.default]));

/** Sliders in `place`, each with a field for the exact value. `changed(name, value)` tells of every move. */
export const sliders = (place, params, values, changed) => {
  place.replaceChildren(...params.map((param, index) => control(param, index, values[param.name], changed)));
};

/** Bring the sliders to `values`, but for a field that is being typed in. */
export const follow = (place, params, values) => {
  params.forEach((param, index) => {
    const [field, slider] = place.children[index].querySelectorAll("input");
    if (document.activeElement !== field) field.value = shown(param, values[param.name]);
    slider.value = position(param, values[param.name]);
    slider.setAttribute("aria-valuetext", shown(param, values[param.name]));
    place.children[index].classList.toggle("changed", values[param.name] !== param.default);
  });
};

const positions = (param) => Math.min(span(param) - 1, POSITIONS);
const position = (param, value) => Math.round(((value - param.low) / (span(param) - 1 || 1)) * positions(param));
const valueAt = (param, at) => param.low + Math.round(((span(param) - 1) * at) / (positions(param) || 1));

const control = (param, index, value, changed) => {
  const element = document.createElement("div");
  element.className = "param";
  element.innerHTML = `<label for="param-${index}"></label><input class="exact" type="text" inputmode="decimal"
    autocomplete="off"><input type="range" id="param-${index}" min="0"><p class="ends"><span></span><span></span></p>`;
  const [field, slider] = element.querySelectorAll("input");
  const [low, high] = element.querySelectorAll("span");
  element.querySelector("label").textContent = param.name;
  field.setAttribute("aria-label", `${param.name}, exactly`);
  slider.max = positions(param);
  low.textContent = shown(param, param.low);
  high.textContent = shown(param, param.high);
  slider.addEventListener("input", () => changed(param.name, valueAt(param, Number(slider.value))));
  slider.addEventListener("dblclick", () => changed(param.name, param.default));
  field.addEventListener("input", () => {
    const typed = parsed(param, field.value);
    field.setAttribute("aria-invalid", typed === null);
    if (typed !== null) changed(param.name, typed);
  });
  field.addEventListener("blur", () => {
    field.removeAttribute("aria-invalid");
    changed(param.name, null);
  });
  return element;
};
