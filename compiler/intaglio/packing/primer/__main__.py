"""Write the newest version of the primers: `python -m intaglio.packing.primer`."""

from intaglio.packing import primer
from intaglio.packing.primer.by_hand import idioms
from intaglio.packing.primer.compiled import compiled

if __name__ == "__main__":
    for kind, text in ((primer.COMPILED, compiled()), (primer.BY_HAND, idioms())):
        primer.write(kind, text)
        print(f"{primer.path(kind).name}: {len(text):,} bytes, {primer.sha256(kind)}")
