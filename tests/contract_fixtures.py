"""Small contracts and pieces that the contract tests deploy. No test in here."""

import zlib

from eth_abi.abi import encode

from intaglio_contracts.codestore import data_code
from intaglio_contracts.plan import Deployable

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'
TRAITS = b'[{"trait_type":"Palette","value":"Ember"}]'
HEAD = b"<script>head</script>"
BODY = b"draw(S)"


def returning(data: bytes) -> bytes:
    """Code that returns `data` whatever it is asked: ten bytes of prologue and the data.

    As initcode it deploys `data`; as a contract's code it answers every call with it.
    """
    return b"\x61" + len(data).to_bytes(2, "big") + bytes.fromhex("80600a3d393df3") + data


def constant_renderer(svg: bytes, traits: bytes) -> bytes:
    """Runtime code of a renderer that draws the same picture for every seed."""
    return returning(encode(["bytes", "bytes"], [svg, traits]))


def page_head(text: bytes) -> bytes:
    """A raw-deflate stream of `text` cut at a byte boundary, as the shared part of a page is."""
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(text) + stream.flush(zlib.Z_SYNC_FLUSH)


def page_body(text: bytes) -> bytes:
    """The rest of such a stream, to its end."""
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(text) + stream.flush()


def deployable(
    *,
    title: str = "Drift",
    description: str = "Strands carried by a noise field.",
    svg: bytes = SVG,
    traits: bytes = TRAITS,
    head: bytes = HEAD,
    body: bytes = BODY,
    supply: int = 100,
) -> Deployable:
    """A piece whose renderer is constant."""
    runtime = constant_renderer(svg, traits)
    return Deployable(
        title=title,
        symbol="DRIFT",
        description=description,
        runtime_part=page_head(head),
        script_part=page_body(body),
        renderer_initcode=returning(runtime),
        renderer_runtime=runtime,
        manifest_root=bytes(range(32)),
        supply=supply,
    )


def data_contract(data: bytes) -> bytes:
    """A data contract's code, also for no data at all, which a plan never deploys."""
    return data_code(data) if data else b"\x00"
