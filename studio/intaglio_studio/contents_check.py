"""Whether what an edition is made of is what was deployed: `check_clone`, then `check_contents`.

Every contract of an edition was created by the deterministic-deployment factory, so that its address is a hash of its
creation code. That of data, of a renderer and of a clone follows from what lies there; that of the implementation is
known to this version of Intaglio, which has its source, and of an earlier release's the hashes are kept.
"""

from __future__ import annotations

from eth_hash.auto import keccak
from eth_utils.address import to_checksum_address

from intaglio.backends.evm.limits import MAX_CODE
from intaglio.backends.evm.solc import SolcError
from intaglio.node_packages import PackageMissing
from intaglio.root import manifest_root
from intaglio_contracts.artifacts import (
    display_artifact,
    display_runtime,
    implementation_initcode,
    implementation_runtime,
)
from intaglio_contracts.clone import clone_initcode
from intaglio_contracts.factory import create2_address
from intaglio_contracts.versions import VERSIONS, Version
from intaglio_studio.chain import Chain
from intaglio_studio.onchain import Altered, Clone, Data, OnChain
from intaglio_studio.payload import check_payload
from intaglio_studio.verification import Check, Witness

OURS = "the edition runs Intaglio's code"
ROOT = "the build root follows from what is stored"


def check_clone(chain: Chain, clone: Clone) -> Witness:
    """The edition's own code and the code that it runs. Raises `Altered` where neither can be believed."""
    made = create2_address(clone_initcode(clone.implementation, clone.terms.packed()))
    fits = made == clone.address
    own = Check("the edition is what was deployed", fits, _at(clone.code, clone.address, fits))
    try:
        display = create2_address(display_artifact().initcode)
        known = create2_address(implementation_initcode(display))
        codes = {known: implementation_runtime(display), display: display_runtime()}
    except (SolcError, PackageMissing) as error:
        said = f"The code that the edition runs, at {clone.implementation}, was not held against its source: {error}"
        return Witness((own,), (), (said,))
    version = VERSIONS.get(clone.implementation)
    if known != clone.implementation:
        return Witness.together((Witness((own,)), _of_earlier(chain, clone, version)))
    for address, code in codes.items():
        if chain.code_at(address) != code:
            raise Altered(OURS, f"what lies at {address} is not what was deployed there")
    said = f"{sum(map(len, codes.values())):,} bytes, at {known} and {display}"
    return Witness((own, Check(OURS, True, f"{said}: {_named(version)}" if version else said)))


def _of_earlier(chain: Chain, clone: Clone, version: Version | None) -> Witness:
    """What an edition runs that is not of this version's contracts. Raises `Altered`."""
    if version is None:
        said = f"what it runs, at {clone.implementation}, is of no version of Intaglio that this one knows"
        return Witness((Check(OURS, False, said),))
    for address, digest in version.codes.items():
        if keccak(chain.code_at(address)).hex() != digest:
            raise Altered(OURS, f"what lies at {address} is not what was deployed there")
    rules = f"The edition runs {_named(version)}; what follows are the rules of today's, which may differ from those"
    return Witness((Check(OURS, True, f"at {clone.implementation}: {_named(version)}"),), (), (rules,))


def _named(version: Version) -> str:
    return f"the contracts of Intaglio {version.name}"


def check_contents(onchain: OnChain) -> Witness:
    """The plate, the data and the renderer, and the root over them."""
    renderer = str(to_checksum_address(onchain.plate.renderer))
    fits = len(onchain.renderer) <= MAX_CODE
    fits = fits and create2_address(renderer_initcode(onchain.renderer)) == renderer
    root = manifest_root(onchain.plate.manifest_rest, onchain.stored, onchain.sample)
    checks = (
        _content_check("plate", onchain.plate_data),
        _content_check("shared page head", onchain.runtime),
        _content_check("script", onchain.script),
        Check("the renderer is what was deployed", fits, _at(onchain.renderer, renderer, fits)),
        Check(ROOT, root == onchain.root, f"0x{onchain.root.hex()}" if root == onchain.root else (
            f"the plate says 0x{onchain.root.hex()}, what is stored makes 0x{root.hex()}")),
        check_payload(onchain.payload),
    )  # fmt: skip
    return Witness(checks)


def renderer_initcode(runtime: bytes) -> bytes:
    """The initcode of a generated renderer, which copies `runtime` from behind itself and returns it.

    | opcode         | stack  |                                    |
    | -------------- | ------ | ---------------------------------- |
    | PUSH2 n        | n      | no renderer has under 256 bytes    |
    | PUSH2 14       | 14 n   | 14: bytes before `runtime`         |
    | PUSH0          | 0 14 n |                                    |
    | CODECOPY       |        |                                    |
    | PUSH2 n, PUSH0 | 0 n    |                                    |
    | RETURN         |        | an INVALID stands before `runtime` |
    """
    size = len(runtime).to_bytes(2, "big").hex()
    return bytes.fromhex(f"61{size}61000e5f3961{size}5ff3fe") + runtime


def _at(code: bytes, address: str, fits: bool) -> str:
    said = f"{len(code):,} bytes at {address}"
    return said if fits else f"{said}, which is no hash of them"


def _content_check(name: str, stored: Data) -> Check:
    contracts = "a contract" if len(stored.addresses) == 1 else f"{len(stored.addresses)} contracts"
    detail = stored.fault or f"{len(stored.data):,} bytes in {contracts}"
    return Check(f"the {name} is what was deployed", not stored.fault, detail)
