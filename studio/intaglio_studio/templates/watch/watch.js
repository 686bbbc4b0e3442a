// The page of `intaglio watch`. Read from the bottom: `listen` brings what the server knows, `want` asks for a picture,
// `drawing` makes the latest one that was asked for. What is looked at, the seed and the params, lives in the address.
import { Artist, Stopped, prepare } from "./artist.js";
import { listen } from "./events.js";
import { Figures } from "./figures.js";
import * as keys from "./keys.js";
import { headlines, tell } from "./notes.js";
import * as params from "./params.js";
import { Plate, download, enlarged } from "./plate.js";
import { beneath, fetchRaster, same, within } from "./raster.js";
import { SPAN, hex, moved, parseSeed, randomSeed, written } from "./seed.js";
import { Sheet } from "./sheet.js";

const LIMIT = 5_000; // ms that a picture may take
const PATIENT = 60_000; // where the user wants to wait
const SETTLED = 250; // ms without another picture, and numba is asked for the same
const COARSE = 128; // pixels of a raster's longer side at first

const at = (id) => document.getElementById(id);
const stage = at("stage");
const plate = new Plate();
const artist = new Artist();
const finer = new Artist(); // of rasters that fit the frame
const figures = new Figures();
const sheet = new Sheet((seed) => {
  showSheet(false);
  go(seed);
});

let piece = null; // as the server tells it
let script = ""; // the readable one, then the short one: they draw the same
let warnings = [];
let kernel = {};
let problems = null;
let connected = false;
let seed = 0n;
let values = {};
let visited = []; // seeds to go back to
let limit = LIMIT;

// ---- the address --------------------------------------------------------------------------------

const fromAddress = () => {
  const given = new URLSearchParams(location.hash.slice(1));
  seed = parseSeed(given.get("seed") ?? "") ?? 0n;
  values = params.defaults(piece?.params ?? []);
  for (const param of piece?.params ?? []) {
    values[param.name] = params.parsed(param, given.get(param.name) ?? "") ?? param.default;
  }
};

const toAddress = () => {
  const told = new URLSearchParams({ seed: written(seed) });
  for (const param of piece.params) {
    if (values[param.name] !== param.default) told.set(param.name, params.shown(param, values[param.name]));
  }
  if (`#${told}` !== location.hash) history.replaceState(null, "", `#${told}`);
};

// ---- the picture --------------------------------------------------------------------------------

const tokenOf = (seed) => hex(seed) + params.word(piece.params, values);

let wanted = null; // the last picture asked for
let drawn = null; // the last one drawn, or tried
let busy = null; // a promise of the last picture asked for, while it is not there

const want = () => {
  if (!piece) return;
  wanted = { version: piece.version, token: tokenOf(seed), seed, limit };
  limit = LIMIT;
  finer.stop();
  follow();
  toAddress();
  busy ??= drawing();
};

const drawing = async () => {
  await null; // `want` notes the promise first
  while (wanted !== drawn) {
    const job = wanted;
    stage.dataset.busy = "yes";
    try {
      artist.use(script);
      const picture = await artist.draw(job.token, job.limit, piece.resolution && within(piece.resolution, COARSE));
      job.raster = picture.raster && { ...picture.raster, rgba: picture.raster.rgba.slice() };
      await plate.show(picture.svg, picture.raster, piece.size, `${piece.title}, seed ${written(job.seed)}`);
      job.milliseconds = picture.milliseconds;
      traits(JSON.parse(picture.traits));
      halt("");
    } catch (error) {
      if (!(error instanceof Stopped && job !== wanted)) halt(error);
    }
    drawn = job;
    report(job);
  }
  delete stage.dataset.busy;
  busy = null;
};

// What has been drawn, for who waits for it; the time is that of the frame.
const report = (job) => {
  requestAnimationFrame(() =>
    setTimeout(() => Object.assign(stage.dataset, { version: job.version, seed: written(job.seed), shown: Date.now() })),
  );
  clearTimeout(report.timer);
  report.timer = setTimeout(() => refine(job).then(() => check(job)), SETTLED);
  status();
};

// The raster at the frame's resolution, of the piece's own at most.
const refine = async (job) => {
  if (!job.raster || job !== drawn) return;
  const raster = await rasterOf(job, within(piece.resolution, plate.side)).catch(() => null);
  if (raster && job === wanted) plate.refine(raster);
};

/** A raster of this resolution: numba's, where it is ready, else the script's. */
const rasterOf = async (job, resolution) => {
  if (job.raster.width === resolution[0] && job.raster.height === resolution[1]) return job.raster;
  const ready = kernel.state === "ready" && kernel.version === job.version;
  const fetched = ready && (await fetchRaster(job.version, job.token, resolution));
  if (fetched || job !== wanted) return fetched;
  finer.stop();
  finer.use(script);
  return (await finer.draw(job.token, PATIENT, resolution)).raster;
};

// Numba draws the same token, and every byte must be equal.
const check = async (job) => {
  if (job !== drawn || job.milliseconds === undefined || job.numba || kernel.state !== "ready" || kernel.version !== job.version) return;
  const svg = plate.svg;
  const answer = await fetch(`/picture/${job.version}/${job.token}.svg`).catch(() => null);
  if (!answer || answer.status === 410 || job !== drawn) return;
  const text = await answer.text();
  const raster = job.raster && (await fetchRaster(job.version, job.token, [job.raster.width, job.raster.height]));
  const equal = text === svg && (!raster || same(raster.rgba, job.raster.rgba));
  job.numba = answer.status === 422 ? text : equal ? "agrees" : "differs";
  status();
};

const halt = (error) => {
  at("halt").hidden = !error;
  stage.classList.toggle("halted", Boolean(error));
  if (!error) return;
  at("halt").firstElementChild.textContent = error instanceof Stopped ? `This seed was ${error.message}.` : error.message;
  at("patience").hidden = !(error instanceof Stopped);
};

// ---- what stands around it ----------------------------------------------------------------------

const traits = (list) => {
  at("traits").replaceChildren(
    ...list.map(({ trait_type, value }) => {
      const row = document.createElement("div");
      row.innerHTML = "<dt></dt><dd></dd>";
      row.firstChild.textContent = trait_type;
      row.lastChild.textContent = value;
      return row;
    }),
  );
  at("traits").classList.toggle("none", !list.length);
};

const numbaSays = () => {
  if (kernel.version !== piece?.version || kernel.state === "compiling") return "numba is compiling";
  if (kernel.state === "failed") return `numba failed: ${kernel.why}`;
  if (!drawn?.numba) return "numba is ready";
  if (drawn.numba === "differs") return "numba draws other bytes";
  return drawn.numba === "agrees" ? "numba agrees" : drawn.numba;
};

const status = () => {
  const say = (state, text) => {
    at("status").dataset.state = state;
    if (at("status").textContent !== text) at("status").textContent = text;
    at("status").title = text;
  };
  if (!connected) return say("gone", "the server is gone: connecting again …");
  if (problems) return say("bad", piece ? `${problems.summary}: the last good picture is shown` : problems.summary);
  if (!piece) return say("waiting", "waiting for the piece");
  if (drawn?.milliseconds === undefined) return say("waiting", "not drawn");
  const bad = kernel.state === "failed" || (drawn.numba && drawn.numba !== "agrees");
  say(bad ? "bad" : "good", `drawn in ${Math.max(1, Math.round(drawn.milliseconds))} ms · ${numbaSays()}`);
};

const follow = () => {
  if (document.activeElement !== at("seed")) at("seed").value = written(seed);
  const first = seed - (seed % SPAN);
  at("scrubber").value = Number(seed - first);
  at("scrubber").setAttribute("aria-valuetext", written(seed));
  const end = (number) => (number < 1n << 32n ? Number(number).toLocaleString("en") : `…${hex(number).slice(-6)}`);
  at("scrub-low").textContent = end(first);
  at("scrub-high").textContent = end(first + SPAN - 1n);
  if (piece) params.follow(at("params"), piece.params, values);
  at("reset").disabled = !piece?.params.some((param) => values[param.name] !== param.default);
};

const sheetSource = () =>
  piece && {
    script,
    version: piece.version,
    numba: kernel.version === piece.version && kernel.state === "ready",
    resolution: piece.resolution,
    token: tokenOf,
  };

const showSheet = (open) => {
  if (open === sheet.open || !piece) return;
  at("sheet-button").setAttribute("aria-pressed", open);
  stage.hidden = open;
  if (open) {
    sheet.show(seed);
    sheet.draw(sheetSource());
  } else {
    sheet.hide();
    at("plate").focus({ preventScroll: true });
  }
};

const showWarnings = (open) => {
  const texts = open ? warnings : [];
  tell(at("warnings"), texts.length ? counted(texts.length, "warning") : "", texts);
  at("warnings-button").setAttribute("aria-expanded", texts.length > 0);
  at("warnings-button").textContent = texts.length ? "hide" : "show";
};

const showProblems = (open) => tell(at("problems"), (open && problems?.summary) || "", problems?.texts ?? []);

const counted = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;

// ---- what the user does -------------------------------------------------------------------------

const go = (to, remember = true) => {
  if (remember && to !== seed) visited.push(seed);
  seed = to;
  want();
  if (sheet.open) sheet.draw(sheetSource());
};

const setParam = (name, value) => {
  if (value !== null) values[name] = value;
  want();
  if (value !== null && sheet.open) sheet.draw(sheetSource());
};

const reset = () => {
  values = params.defaults(piece.params);
  want();
  if (sheet.open) sheet.draw(sheetSource());
};

const random = () => {
  go(randomSeed());
  if (sheet.open) {
    sheet.show(seed);
    sheet.draw(sheetSource());
  }
};

const fileName = (ending) => `${piece.file.replace(/\.py$/, "")}-${written(seed)}.${ending}`;

const saveSvg = async () => {
  await busy;
  const raster = drawn.raster && (await rasterOf(drawn, piece.resolution));
  const svg = raster ? beneath(plate.svg, raster, piece.size) : plate.svg;
  download(new Blob([svg], { type: "image/svg+xml" }), fileName("svg"));
};

const savePng = async () => {
  await busy;
  const raster = drawn.raster && (await rasterOf(drawn, enlarged(piece.size)));
  download(await plate.png(piece.size, raster), fileName("png"));
};

const copy = async () => {
  const text = written(seed);
  try {
    await navigator.clipboard.writeText(text);
    at("copy").textContent = "Copied";
  } catch {
    at("seed").select(); // no clipboard without https or localhost: then by hand
  }
  setTimeout(() => (at("copy").textContent = "Copy seed"), 1200);
};

const close = () => {
  if (!at("warnings").hidden) showWarnings(false);
  else if (!at("problems").hidden) showProblems(false);
  else if (sheet.open) showSheet(false);
  else document.body.classList.remove("alone");
};

const steps = (columns, rows) => () => (sheet.open ? sheet.step(columns, rows) : go(moved(seed, columns - 10 * rows), false));

keys.bind({
  ArrowLeft: steps(-1, 0),
  ArrowRight: steps(1, 0),
  ArrowUp: steps(0, -1),
  ArrowDown: steps(0, 1),
  " ": random,
  b: () => visited.length && go(visited.pop(), false),
  "/": () => at("seed").select(),
  s: () => showSheet(!sheet.open),
  c: copy,
  d: saveSvg,
  p: savePng,
  r: reset,
  e: () => showProblems(at("problems").hidden),
  w: () => showWarnings(at("warnings").hidden),
  f: () => document.body.classList.toggle("alone"),
  "?": () => at("keys").showModal(),
  Escape: close,
});
keys.list(at("keys-list"));

const press = (id, action) => at(id).addEventListener("click", action);
press("before", () => go(moved(seed, -1), false));
press("next", () => go(moved(seed, 1), false));
press("random", random);
press("copy", copy);
press("save-svg", saveSvg);
press("save-png", savePng);
press("reset", reset);
press("sheet-button", () => showSheet(!sheet.open));
press("keys-button", () => at("keys").showModal());
press("warnings-button", () => showWarnings(at("warnings").hidden));
press("patience", () => {
  limit = PATIENT;
  want();
});
at("scrubber").addEventListener("input", ({ target }) => go(seed - (seed % SPAN) + BigInt(target.value), false));
let typedFrom = 0n;
at("seed").addEventListener("focus", () => (typedFrom = seed));
at("seed").addEventListener("input", ({ target }) => {
  const typed = parseSeed(target.value);
  target.setAttribute("aria-invalid", typed === null);
  if (typed !== null) go(typed, false);
});
at("seed").addEventListener("blur", ({ target }) => {
  target.removeAttribute("aria-invalid");
  if (seed !== typedFrom) visited.push(typedFrom);
  follow();
});
addEventListener("hashchange", () => {
  fromAddress();
  want();
});

// ---- what the server says -----------------------------------------------------------------------

let page = null; // the hash of the page's files

listen(
  {
    page: (hash) => (page ??= hash) === hash || location.reload(),
    piece: (told) => {
      if (!piece) {
        piece = told;
        fromAddress();
      }
      const kept = values;
      piece = told;
      values = params.defaults(piece.params);
      for (const { name, low, high } of piece.params) {
        if (kept[name] >= low && kept[name] <= high) values[name] = kept[name];
      }
      script = piece.script;
      artist.use(script);
      document.title = `${piece.title} · intaglio watch`;
      at("title").textContent = piece.title;
      at("title").title = piece.description;
      at("params-block").hidden = !piece.params.length;
      params.sliders(at("params"), piece.params, values, setParam);
      want();
      sheet.draw(sheetSource());
      prepare();
    },
    script: (told) => {
      figures.script(told);
      if (told.version !== piece?.version) return;
      ({ script, warnings } = told);
      at("warned").hidden = !warnings.length;
      at("warned-list").replaceChildren(...headlines(warnings));
      showWarnings(!at("warnings").hidden);
      sheet.use(sheetSource());
    },
    problems: (told) => {
      problems = told;
      stage.classList.toggle("dimmed", Boolean(told));
      showProblems(true);
      status();
    },
    kernel: (told) => {
      kernel = told;
      status();
      if (told.state !== "ready") return;
      if (drawn) check(drawn);
      sheet.use(sheetSource());
    },
    figures: (told) => figures.cost(told),
  },
  (there) => {
    connected = there;
    status();
  },
);
