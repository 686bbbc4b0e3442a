"""A chain's bytes against a build's: `check_build(onchain, bundle)`."""

from __future__ import annotations

from intaglio.bundle import Bundle
from intaglio_studio.onchain import OnChain
from intaglio_studio.verification import Check, Difference, Witness, first_difference


def check_build(onchain: OnChain, bundle: Bundle) -> Witness:
    """Hold every part that a chain has against the build's."""
    checks: list[Check] = []
    differences: list[Difference] = []
    plate = onchain.plate
    pairs = (
        ("title", bundle.title.encode(), plate.title.encode()),
        ("description", bundle.description.encode(), plate.description.encode()),
        ("shared page head", bundle.runtime_part, onchain.runtime.data),
        ("script", bundle.script_part, onchain.script.data),
        ("renderer", bundle.renderer_runtime, onchain.renderer),
        ("rest of the manifest", bundle.rest, plate.manifest_rest),
        ("sample's root", bundle.sample.root, plate.sample_root),
        ("build root", bundle.root, plate.manifest_root),
    )
    for name, promised, held in pairs:
        difference = first_difference(f"{name} on chain", ("the build", promised), ("the chain", held))
        where = f"{len(held):,} bytes" if difference is None else f"byte {difference.offset:,} differs"
        checks.append(Check(f"the {name} is the build's", difference is None, where))
        differences += [difference] if difference else []
    return Witness(tuple(checks), tuple(differences))
