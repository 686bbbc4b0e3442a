"""What each codec makes of a piece's script, who can read that, and the gas to store it: `compare(bundle, raster)`."""

from __future__ import annotations

from dataclasses import dataclass

from intaglio.backends.evm.gas_rules import FORKS, TODAY, Rules
from intaglio.bundle import Bundle
from intaglio.packing.codecs import CODECS, Target
from intaglio.packing.page import packed_script
from intaglio_contracts.plan import data_steps

Json = dict[str, object]

# Who reads a payload, the cheapest way to show a piece first.
READERS = {
    Target.PAGE: "a page with the Runtime",
    Target.SELF_CONTAINED: "a page by itself",
    Target.EVM: "a contract",
    Target.GATEWAY: "a web3:// gateway",
}


@dataclass(frozen=True)
class Packing:
    """A script by one codec: bytes of the payload, and the gas to store them by the rules of each fork."""

    codec: str
    size: int
    readers: str
    chosen: bool
    gas: dict[str, int]

    def to_json(self) -> Json:
        """For `--json`."""
        about: Json = {"codec": self.codec, "bytes": self.size, "read_by": self.readers, "chosen": self.chosen}
        return about | {"gas_by_rules": self.gas}


def compare(bundle: Bundle, *, raster: bool = False, text: tuple[int, int] | None = None) -> tuple[Packing, ...]:
    """All codecs, the smallest first. `raster` and `text` are those of `packed_script`."""
    found = []
    for codec in CODECS:
        readers = [target for target in READERS if codec in target.value]
        if not readers:
            continue
        chosen = codec == bundle.codec
        payload = bundle.script_part
        if not chosen:
            payload = packed_script(bundle.script, raster=raster, text=text, target=readers[0], codec=codec).payload
        gas = {rules.name: _gas(payload, rules) for rules in FORKS}
        found.append(Packing(codec, len(payload), ", ".join(READERS[reader] for reader in readers), chosen, gas))
    return tuple(sorted(found, key=lambda packing: packing.size))


def _gas(payload: bytes, rules: Rules = TODAY) -> int:
    return sum(step.gas(rules) for step in data_steps("script", payload, shared=False))
