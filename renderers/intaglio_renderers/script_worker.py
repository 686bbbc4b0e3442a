"""Runs a script for many seeds in SpiderMonkey or QuickJS: a program of its own, started by `javascript.py`.

It speaks as `javascript-worker.mjs` does. In: a line of JSON with the script, which another may take the place of
later; after it a line of JSON a batch, an array of a resolution or null and seeds in hex. Out: a line of JSON a seed,
[svg, traits], of a script with a raster [svg, traits, width, height, RGBA in hex], or {error}. A process of its own can
be ended when a script does not end, and its crash is not ours.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable

# As in the page, the script is no strict code, and names of one letter but o and t are local to it.
COMPILE = """((own) => (script) => {
  for (const name of Object.getOwnPropertyNames(globalThis)) if (!own.has(name)) delete globalThis[name];
  const locals = [..."abcdefghijklmnpqrsuvwxyzABCDEFGHIJKLMNOPQRTUVWXYZ$_"];
  const render = new Function("S", ...locals, script + "\\n;return[o,t,P,R]");
  const hex = (byte) => (byte + 256).toString(16).slice(1);
  return (seed, resolution) => {
    try {
      const [svg, traits, pixels, size] = render.call(resolution ? { R: JSON.parse(resolution) } : {}, seed);
      if (typeof svg !== "string" || typeof traits !== "string") throw TypeError("o and t are not both text");
      if (!(pixels instanceof Uint32Array)) return JSON.stringify([svg, traits]);
      return JSON.stringify([svg, traits, ...size, Array.from(new Uint8Array(pixels.buffer), hex).join("")]);
    } catch (error) {
      return JSON.stringify({ error: String(error) });
    }
  };
})(new Set(Object.getOwnPropertyNames(globalThis)))"""

MEMORY = 1 << 30  # bytes that QuickJS may take; the others have limits of their own

Draw = Callable[[str, str], object]  # a seed in hex, and a resolution as JSON or nothing


def start(engine: str) -> Callable[[str], Draw]:
    """An engine's compiler: from a script to what draws, from a seed in hex to the picture as JSON.

    SpiderMonkey has to start before anything is read: its package takes hold of the standard streams.
    """
    compiler: Callable[[str], Draw]
    if engine == "spidermonkey":
        import pythonmonkey

        compiler = pythonmonkey.eval(COMPILE)
    else:
        import quickjs

        context = quickjs.Context()
        context.set_memory_limit(MEMORY)
        compiler = context.eval(COMPILE)
    return compiler


def failing(error: Exception) -> Draw:
    """What answers each seed with an error: of all that its engine says, the kind and the cause."""
    cause = re.search(r"\w+Error: .*", str(error))
    return lambda *_: json.dumps({"error": cause[0] if cause else str(error)})


def main(engine: str) -> None:
    """Answer until the other side closes the pipe."""
    compile_script = start(engine)
    draw = failing(ReferenceError("there is no script yet"))
    for line in sys.stdin:
        job = json.loads(line)
        if isinstance(job, str):
            try:
                draw = compile_script(job)
            except Exception as error:  # whatever the engine raises is the script's
                draw = failing(error)
            continue
        resolution, *seeds = job
        for seed in seeds:
            try:
                answer = draw(seed, json.dumps(resolution) if resolution else "")
            except Exception as error:
                answer = failing(error)(seed, "")
            sys.stdout.write(f"{answer}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
