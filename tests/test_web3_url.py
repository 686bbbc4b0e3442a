"""An edition as a web site: asked as gateways ask (ERC-6860, ERC-5219), and its page opened in Chromium from one."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from intaglio_contracts.artifacts import SeedMode
from intaglio_contracts.plan import Settings
from intaglio_renderers.browser import picture_of
from intaglio_renderers.browsers import KINDS
from intaglio_renderers.native import NativeRenderer
from intaglio_studio.anvil import LocalChain
from intaglio_studio.build import deployable as deployable_of
from intaglio_studio.chain import RpcChain
from intaglio_studio.deploy import deploy
from intaglio_studio.edition import Edition
from intaglio_studio.piece import open_piece
from intaglio_studio.works import open_bundle
from tests.conftest import ROOT
from tests.contract_fixtures import deployable
from tests.metadata import schema
from tests.web3_gateway import Gateway, UnsupportedMode, answer, resolve_mode

pytestmark = [pytest.mark.chain, pytest.mark.node]

PIECE = ROOT / "examples" / "guilloche.py"  # it has params
PARAMS = 5


@pytest.fixture(scope="module")
def chain() -> Iterator[RpcChain]:
    with LocalChain() as local:
        yield local.open()


@pytest.fixture(scope="module")
def edition(chain: RpcChain) -> Edition:
    """Two tokens, the second with params of its collector's."""
    edition = Edition(chain, deploy(deployable_of(open_bundle(PIECE)), chain).edition)
    edition.mint(1)
    edition.mint(1, params=PARAMS)
    return edition


def test_what_lies_where(chain: RpcChain, edition: Edition) -> None:
    site = f"web3://{edition.address}:31337"
    assert resolve_mode(chain, edition.address) == "5219"
    collection = answer(chain, f"{site}/")
    assert (collection.status, collection.headers) == (200, {"content-type": "application/json"})
    schema("erc7572-contract").validate(json.loads(collection.body))
    assert answer(chain, site) == answer(chain, f"{site}/?a=b#c") == collection
    token = answer(chain, f"{site}/token/2")
    assert (token.status, token.headers) == (200, {"content-type": "application/json"})
    schema("opensea-metadata").validate(json.loads(token.body))
    assert json.loads(token.body)["name"] == "Guilloche #2"
    image = answer(chain, f"{site}/image/2")
    assert (image.status, image.headers) == (200, {"content-type": "image/svg+xml"})
    assert image.body == edition.image(2)
    page = answer(chain, f"{site}/page/2")
    assert (page.status, page.headers) == (200, {"content-type": "text/html"})
    assert page.body == page.encoded == edition.page(2)
    assert answer(chain, f"{site}/%69mage/%32") == image


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/token", "/token/", "/token/0", "/token/3", "/token/01", "/token/+1", "/token/1/", "/token/1/2",
     "/Token/1", "/token/x", "//token/1", "/token/4294967297", f"/token/{2**256 + 1}"],
)  # fmt: skip
def test_what_is_not_there(chain: RpcChain, edition: Edition, path: str) -> None:
    found = answer(chain, f"web3://{edition.address}{path}")
    assert (found.status, found.headers) == (404, {"content-type": "text/plain;charset=utf-8"})
    assert found.body == b"There is nothing here."


def test_what_is_not_revealed(chain: RpcChain) -> None:
    settings = Settings(seeds=SeedMode.COMMIT_REVEAL, delay=5)
    piece = replace(deployable(title="Hidden"), settings=settings)
    hidden = Edition(chain, deploy(piece, chain).edition)
    hidden.mint(1)
    site = f"web3://{hidden.address}"
    token = answer(chain, f"{site}/token/1")
    fields = json.loads(token.body)
    schema("opensea-metadata").validate(fields)
    assert token.status == 200 and fields["description"].startswith("Not revealed yet. ") and not fields["attributes"]
    for path in ("page", "image"):
        found = answer(chain, f"{site}/{path}/1")
        assert (found.status, found.body) == (404, b"Not revealed yet.")


def test_a_contract_that_is_no_site(chain: RpcChain, edition: Edition) -> None:
    assert resolve_mode(chain, edition.renderer()) == "auto"
    with pytest.raises(UnsupportedMode):
        answer(chain, f"web3://{edition.renderer()}/")


@pytest.mark.browser
@pytest.mark.parametrize(("token", "params"), [(1, 0), (2, PARAMS)])
def test_the_page_shows_the_picture_in_a_browser(chain: RpcChain, edition: Edition, token: int, params: int) -> None:
    with NativeRenderer(open_piece(PIECE).module) as native:
        expected = native.render(edition.seed(token), params)
    browser = KINDS["chromium"].start()
    try:
        with Gateway(chain, edition.address) as gateway:
            shown = picture_of(browser.outcome(f"{gateway.url}/page/{token}", 60, sandbox=False))
    finally:
        browser.close()
    assert shown == expected
    assert answer(chain, f"web3://{edition.address}/image/{token}").body == shown.svg
