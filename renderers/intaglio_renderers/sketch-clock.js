// A page's clock under control: put into a page before its scripts, it holds all timers and frames back.
//
// `__advance(budget, until)` lets virtual time pass, a timer or a frame at a time, sixty frames a second, up to `until`
// milliseconds or for as long as `budget` milliseconds of real time last; it gives the time reached. What the scripts
// see of time is virtual, so two pages that are advanced equally far have called their functions equally often.
(() => {
  const FRAME = 1000 / 60;
  const channel = new MessageChannel();
  const real = performance.now.bind(performance);
  const waiting = new Map();
  let now = 0;
  let last = 0;

  const add = (at, run, every) => (waiting.set(++last, { at, run, every, id: last }), last);
  const call = (run, given) => (typeof run === "function" ? run(...given) : (0, eval)(run));
  self.requestAnimationFrame = (run) => add((Math.floor(now / FRAME + 1e-9) + 1) * FRAME, () => run(now));
  self.setTimeout = (run, delay = 0, ...given) => add(now + Math.max(1, +delay || 0), () => call(run, given));
  self.setInterval = (run, delay = 0, ...given) => {
    const every = Math.max(4, +delay || 0);
    return add(now + every, () => call(run, given), every);
  };
  self.requestIdleCallback = (run) => add(now + 1, () => run({ didTimeout: false, timeRemaining: () => 50 }));
  for (const kind of ["cancelAnimationFrame", "clearTimeout", "clearInterval", "cancelIdleCallback"]) {
    self[kind] = (id) => void waiting.delete(id);
  }
  performance.now = () => now;
  self.Date = new Proxy(Date, {
    construct: (date, given, target) => Reflect.construct(date, given.length ? given : [__epoch + now], target),
    apply: (date) => new date(__epoch + now).toString(),
    get: (date, key) => (key === "now" ? () => Math.floor(__epoch + now) : Reflect.get(date, key)),
  });

  const earliest = () => [...waiting.values()].reduce((a, b) => (b.at < a.at ? b : a));
  const turn = () => new Promise((done) => {
    channel.port1.onmessage = done; // a task of its own, so that promises settle before the next call
    channel.port2.postMessage(0);
  });

  self.__advance = async (budget, until) => {
    const began = real();
    await turn();
    while (waiting.size && earliest().at <= until && real() - began < budget) {
      const next = earliest();
      now = Math.max(now, next.at);
      if (next.every) next.at += next.every;
      else waiting.delete(next.id);
      try {
        next.run();
      } catch (error) {
        reportError(error);
      }
      await turn();
    }
    return waiting.size ? now : until;
  };
})();
