"""Write the newest version of the primer: `python -m intaglio.packing.primer`."""

from intaglio.packing import primer
from intaglio.packing.primer.by_hand import idioms
from intaglio.packing.primer.compiled import compiled

if __name__ == "__main__":
    manual, scripts = idioms(), compiled()
    primer.write(manual + scripts)
    print(f"{primer.path().name}: {len(manual):,} bytes of idioms, {len(scripts):,} compiled; {primer.sha256()}")
