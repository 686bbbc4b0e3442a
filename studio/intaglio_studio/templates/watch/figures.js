// The line of costs: bytes at once, gas when it was measured. What is not yet known of the new save is the last known,
// greyed; what became more or less since the save before says by how much.

const LIMIT = 24_576; // bytes of a contract (EIP-170)
const CALL = 50_000_000; // gas of an eth_call

const count = (number) => number.toLocaleString("en");
const gas = (number) => (number < 1e6 ? `${count(Math.round(number / 1e3))}k` : `${(number / 1e6).toFixed(2)}M`);
const part = (cost, name) => cost?.stored?.find((item) => item.part === name)?.bytes;

// What the line shows: a label, the value in a cost, how it is written, its unit, a remark.
const ROWS = [
  ["Script", (c) => c.packed, count, "B", (c) => `${count(c.bytes)} before packing`],
  ["Renderer", (c) => c.renderer_bytes, count, "B", (c) => `${Math.round((100 * c.renderer_bytes) / LIMIT)}% of the limit`],
  ["Stored in all", (c) => c.own_bytes, count, "B", () => "for this piece"],
  ["Deploy", (c) => c.deploy_gas, gas, "gas", () => "once"],
  ["Render", (c) => c.render_gas?.median, gas, "gas", (c) => `${gas(c.render_gas.max)} at most`],
  ["tokenURI", (c) => c.token_uri_gas?.median, gas, "gas", (c) => `${gas(c.token_uri_gas.max)} at most`],
];

const isOver = (label, cost) =>
  (label === "Renderer" && cost.renderer_bytes > LIMIT) ||
  (label === "Render" && cost.render_gas?.max > CALL) ||
  (label === "tokenURI" && cost.token_uri_gas?.max > CALL);

export class Figures {
  #list = document.getElementById("figures");
  #note = document.getElementById("figures-note");
  #script = null; // { version, bytes, packed }
  #earlier = null; // the script's bytes at the save before
  #figures = null;

  /** The short script has come. */
  script(script) {
    if (this.#script && this.#script.version !== script.version) this.#earlier = this.#script;
    this.#script = script;
    this.#draw();
  }

  /** News of the cost: { version, state, cost, before, why }. */
  cost(figures) {
    this.#figures = figures;
    this.#draw();
  }

  #draw() {
    const figures = this.#figures ?? {};
    const now = { ...figures.cost, ...this.#script };
    const before = { ...figures.before, ...this.#earlier };
    const stale = this.#script && figures.version !== this.#script.version;
    const rows = figures.cost?.note ? ROWS.slice(0, 1) : ROWS; // no contract, no figures of one
    this.#list.replaceChildren(...rows.map((row) => this.#cell(row, now, before, stale)));
    const failed = figures.state === "failed";
    const said = figures.state === "measuring" ? "measuring …" : (figures.cost?.note ?? "");
    this.#note.textContent = failed ? figures.why.split("\n")[0] : said;
    this.#note.title = failed ? figures.why : "";
    this.#note.classList.toggle("bad", failed);
  }

  #cell([label, value, write, unit, remark], now, before, stale) {
    const fresh = value(now);
    const known = fresh ?? value(before);
    const cell = document.createElement("div");
    cell.dataset.figure = label;
    cell.innerHTML = "<dt></dt><dd><b></b> <small></small> <i></i></dd><dd class=remark></dd>";
    const [name, [amount, measure, change], note] = [
      cell.querySelector("dt"), cell.querySelector("dd").children, cell.querySelector(".remark"),
    ];
    name.textContent = label;
    amount.textContent = known === undefined ? "–" : write(known);
    measure.textContent = known === undefined ? "" : unit;
    note.textContent = known === undefined ? "" : remark(fresh === undefined ? before : now);
    cell.classList.toggle("stale", fresh === undefined || (stale && label !== "Script"));
    cell.classList.toggle("over", fresh !== undefined && isOver(label, now));
    const difference = fresh === undefined ? 0 : fresh - (value(before) ?? fresh);
    if (difference) {
      change.textContent = (difference > 0 ? "+" : "−") + write(Math.abs(difference));
      change.className = difference > 0 ? "more" : "less";
      change.title = "since the save before";
    }
    return cell;
  }
}
