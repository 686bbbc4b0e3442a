"""Write the newest version of the primer: `python -m intaglio.packing.primer`."""

from intaglio.packing import primer
from intaglio.packing.primer.compiled import compiled

if __name__ == "__main__":
    idioms, scripts = primer.idioms(), compiled()
    primer.write(idioms + scripts)
    print(f"{primer.path().name}: {len(idioms):,} bytes of idioms, {len(scripts):,} compiled; {primer.sha256()}")
