"""Makes the Runtimes of this version from their sources: `python -m intaglio.packing.runtime.make`.

A Runtime says where it ends and where its primer begins, in figures that are part of it: it is made again until
they hold.

    stub       HTML with its script, a stored block, so that a browser reads it: one line, of which JavaScript
               sees a comment
    loader     `loader.js` and a codec's decoder, minified: an expression whose value is the function `load`
    primer     text for the decoder to read before a piece: `primer/`
"""

from __future__ import annotations

import json
import re

from intaglio.backends.javascript.canonical import OURS
from intaglio.packing import primer
from intaglio.packing.codecs import CODECS, LOADED
from intaglio.packing.deflate import deflate, stored
from intaglio.packing.minify.minifiers import smallest
from intaglio.packing.page import FAILURE, LOCALS
from intaglio.packing.runtime import HERE, LIST, VERSION, Runtime

ENTRY = "load"
_STYLE = "<style>svg{position:fixed;inset:0;width:100%;height:100%}"
_HEAD = "new Blob([b.slice(0,@end)]).stream()"
_INFLATED = f'new Response({_HEAD}.pipeThrough(new DecompressionStream("deflate-raw"))).text()'
_SCRIPT = f"""document.head.innerHTML="{_STYLE}";document.body.textContent="";\
fetch("#").then(r=>r.arrayBuffer()).then(b=>{_INFLATED}\
.then(s=>(0,eval)(s.slice(0,@primer))(new Uint8Array(b),s.slice(@primer),@end)))\
.catch(e=>document.body.textContent="{FAILURE}"+e)"""
_STUB = f"<!--Intaglio {VERSION}--><meta charset=utf-8><script>{_SCRIPT}</script><plaintext hidden>\n"


def make(codec: str) -> Runtime:
    """The Runtime of this version for a codec."""
    text = primer.of(codec)
    assert text.isascii()
    loader = _loader(codec).encode("ascii")
    packed = deflate(loader + text)
    end = primer_at = 0
    while True:
        stub = _STUB.replace("@end", str(end)).replace("@primer", str(primer_at)).encode("ascii")
        made = Runtime(VERSION, codec, stored(stub) + packed, len(stub) + len(loader))
        if (end, primer_at) == (len(made.data), made.primer_at):
            return made
        end, primer_at = len(made.data), made.primer_at


def _loader(codec: str) -> str:
    """The code between stub and primer."""
    decoder = re.sub(r"^//.*\n", "", CODECS[codec].javascript, flags=re.M).rstrip().rstrip(";")
    source = f"const decode = {decoder};\n{(HERE / 'loader.js').read_text('utf-8')}"
    names = [*LOCALS, *(name for name in OURS.values() if len(name) > 1)]
    source = source.replace("LOCALS", json.dumps(",".join(names)))
    best = smallest(source, lambda text: len(deflate(text.encode())), entries=(ENTRY,))
    return f"{best.script}\n{ENTRY}\n"


def main() -> None:
    """Write the Runtimes of this version, and the list of all."""
    listed = [entry for entry in json.loads(LIST.read_text("utf-8")) if entry["version"] != VERSION]
    for codec in LOADED:
        made = make(codec)
        name = f"v{VERSION}-{codec}.bin"
        (HERE / name).write_bytes(made.data)
        listed.append({"version": VERSION, "codec": codec, "file": name, "sha256": made.sha256,
                       "bytes": len(made.data), "primer_at": made.primer_at})  # fmt: skip
        print(f"{name}: {len(made.data):,} bytes, {made.sha256}")
    LIST.write_text(json.dumps(listed, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
