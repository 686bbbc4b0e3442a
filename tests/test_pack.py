"""`intaglio pack`: the same pixels in fewer bytes, a bundle like any other, and a token whose page is the sketch."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from intaglio.bundle import read as read_bundle
from intaglio.packing.codecs import Target
from intaglio.packing.page import data_uri, joined
from intaglio.sketches.prepare import source_of, texts, title_of, written_page
from intaglio.sketches.refusals import examine
from intaglio.sketches.source import read
from intaglio_renderers.browsers import kept_open
from intaglio_renderers.evm import PYREVM_AVAILABLE
from intaglio_renderers.sketch import SketchPictures
from intaglio_studio.anvil import LocalChain
from intaglio_studio.build import deployable
from intaglio_studio.command import main
from intaglio_studio.deploy import deploy
from intaglio_studio.edition import Edition
from intaglio_studio.pyrevm_chain import PyrevmChain
from intaglio_studio.seeds import sample
from intaglio_studio.sketch_card import card, card_text
from intaglio_studio.sketch_pack import How, pack_sketch

pytestmark = pytest.mark.node


@pytest.fixture(scope="module", autouse=True)
def one_browser() -> Iterator[None]:
    """One Chromium for all tests here."""
    with kept_open():
        yield

DOTS = """\
// Dots that follow the token's hash.
class Painter {
  constructor(hash) { this.state = parseInt(hash.slice(2, 10), 16) || 1; }
  randomNumber() { return (this.state = Math.imul(this.state, 48271) >>> 1) / 2147483648; }
  paintEverything(context) {
    for (let index = 0; index < 40; index++) {
      context.fillStyle = `hsl(${this.randomNumber() * 360}, 70%, 50%)`;
      context.fillRect(this.randomNumber() * 300, this.randomNumber() * 300, 40, 40);
    }
  }
}
window.onload = () => {
  const canvas = document.createElement("canvas");
  document.body.appendChild(canvas);
  canvas.width = canvas.height = 300;
  new Painter(tokenData.hash).paintEverything(canvas.getContext("2d"));
};
"""
SVG = """\
<!doctype html><title>Half a plate</title>
<style>body { margin: 0 } p { color: #333 }</style>
<svg id="plate" width="200" height="120"></svg><p>under it</p>
<script>
  plate.innerHTML = `<circle cx="${parseInt(S.slice(-2), 16) % 200}" cy="60" r="50" fill="tomato"/>`;
</script>
"""
FRAMES = """\
const o = document.createElement("canvas"), t = o.getContext("2d");
document.body.append(o);
let frame = 0;
function step(time) {
  t.fillStyle = `hsl(${fxrand() * 360} 60% 60%)`;
  t.fillRect(frame * 3, time / 10, 9, 9);
  if (frame++ < 60) requestAnimationFrame(step);
}
setTimeout(() => requestAnimationFrame(step), 100);
"""


def pack(folder: Path, name: str, text: str, *more: str) -> dict[str, object]:
    """Run the command on a sketch; its JSON."""
    (folder / name).write_text(text, "utf-8")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = main(["pack", str(folder / name), "-n", "3", "--json", *more])
    assert status == 0, said.getvalue()
    found: dict[str, object] = json.loads(said.getvalue())
    return found


@pytest.mark.browser
@pytest.mark.parametrize(("name", "text"), [("dots.js", DOTS), ("plate.html", SVG), ("frames.js", FRAMES)])
def test_a_sketch_shows_the_same_from_its_bundle(tmp_path: Path, name: str, text: str) -> None:
    found = pack(tmp_path, name, text)
    bundle = read_bundle(tmp_path / f"{Path(name).stem}.build")
    assert bundle.is_sketch and bundle.sources[name] == text
    assert found["own_bytes"] == len(bundle.script_part) < len(text)
    sketch = read(name, text)
    with SketchPictures() as pictures:
        for seed in sample(6)[3:]:  # none of those that the command compared
            as_written = pictures.draw(data_uri(written_page(sketch, examine(sketch), seed)))
            page = joined(bundle.runtime_part, seed, bundle.script_part)
            assert pictures.draw(data_uri(page), until=as_written.until) == as_written
            assert not as_written.errors


@pytest.mark.browser
def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    first = pack(tmp_path, "plate.html", SVG)
    (tmp_path / "plate.build").rename(tmp_path / "elsewhere")
    assert pack(tmp_path, "plate.html", SVG)["manifest"] == first["manifest"]


@pytest.mark.browser
def test_a_page_that_brings_all_it_needs(tmp_path: Path) -> None:
    sketch = read("plate.html", SVG)
    packed = pack_sketch(sketch, sample(3), How(Target.SELF_CONTAINED))
    assert packed.form.packed.codec == "self-inflating"
    assert packed.form.label.endswith("page written anew")  # with the doctype that its margins depend on


@pytest.mark.browser
def test_one_picture_for_all_seeds_is_warned_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "still.js").write_text("document.body.append('always')", "utf-8")
    assert main(["pack", str(tmp_path / "still.js"), "-n", "2"]) == 0
    said = capsys.readouterr()
    assert "2 seeds show one picture" in said.err
    assert "same pixels as written for 2 seeds" in said.out


@pytest.mark.browser
@pytest.mark.skipif(not PYREVM_AVAILABLE, reason="no pyrevm for this Python")
def test_a_token_is_the_sketch_and_its_image_a_card(tmp_path: Path) -> None:
    pack(tmp_path, "plate.html", SVG, "--description", "A plate, half of it.")
    bundle = read_bundle(tmp_path / "plate.build")
    chain = PyrevmChain()
    edition = Edition(chain, deploy(deployable(bundle, supply=2), chain).edition)
    (token,) = edition.mint(1)
    metadata = edition.metadata(token)
    assert metadata.page == joined(bundle.runtime_part, edition.seed(token), bundle.script_part)
    assert (metadata.name, metadata.description) == ("Half a plate #1", "A plate, half of it.")
    assert b"Half a plate" in metadata.svg and metadata.attributes == b"[]"
    assert edition.manifest_root() == bundle.root


@pytest.mark.browser
@pytest.mark.parametrize("more", [(), ("--self-contained",)], ids=["runtime", "self-contained"])
def test_verify_compares_the_pixels_of_a_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]
) -> None:
    pack(tmp_path, "plate.html", SVG, *more)
    given = ["verify", str(tmp_path / "plate.build"), "--seeds", "1,0xfe", "--report", str(tmp_path / "report")]
    assert main(given) == 0
    said = capsys.readouterr().out
    assert "2 engines, 2 seeds" in said and "packed" in said
    folder = tmp_path / "plate.build"
    other = replace(read_bundle(folder), sources={"plate.html": SVG.replace("tomato", "teal"), "card.py": ""})
    other.write(folder)
    assert main([*given, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [failure["cause"] for failure in found["failures"]] == ["it shows other pixels than the sketch"] * 2


@pytest.mark.browser
@pytest.mark.chain
def test_an_edition_of_a_sketch_is_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack(tmp_path, "plate.html", SVG)
    bundle = read_bundle(tmp_path / "plate.build")
    with LocalChain() as local:
        edition = Edition(local.open(), deploy(deployable(bundle, supply=2), local.open()).edition)
        edition.mint(2)
        node = ["--rpc", local.url, "--contract", edition.address, "--report", str(tmp_path / "report"), "--json"]
        for against in ([], [str(tmp_path / "plate.build")]):
            assert main(["verify", *against, *node]) == 0
            found = json.loads(capsys.readouterr().out)
            drew = {engine["engine"]: engine["pictures"] for engine in found["engines"]}
            assert drew == {"evm": 2, "ethereumjs": 2, "rpc": 2, "tokenURI": 2}
            checks = {check["check"] for check in found["checks"]}
            assert "the promised pictures, by the stored renderer" in checks
            assert ("the script is the build's" in checks) == bool(against)
            assert any(note.startswith("A sketch: ") for note in found["notes"])


def test_what_is_no_sketch_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("piece.py", "missing.js"):
        assert main(["pack", str(tmp_path / name)]) == 2
        assert "error: " in capsys.readouterr().err
    (tmp_path / "latin.js").write_bytes(b"'\xe9'")
    assert main(["pack", str(tmp_path / "latin.js")]) == 2
    assert "UTF-8" in capsys.readouterr().err


def test_properties_are_renamed_where_nothing_else_can_mean_them() -> None:
    sketch = read("dots.js", DOTS)
    shortest = min((each.script for each in texts(sketch, examine(sketch))), key=len)
    assert "paintEverything" not in shortest and "randomNumber" not in shortest
    assert "fillRect" in shortest and "slice" in shortest


@pytest.mark.parametrize(
    "script",
    [
        "const shape = { corners: 3 }; out(Object.keys(shape), shape)",
        "const shape = { corners: 3 }; out(shape['corn' + 'ers'], 'corners')",
        "canvas.getContext('2d', { alphabetical: false })",
    ],
)
def test_properties_that_a_text_or_the_page_may_mean_stay(script: str) -> None:
    kept = "alphabetical" if "alphabetical" in script else "corners"
    sketch = read("a.js", f"self.out = (...all) => {{}}; var canvas = document.body; {script}")
    assert all(kept in each.script for each in texts(sketch, examine(sketch)))


def test_declarations_are_left_out_at_the_top_level() -> None:
    start = "let first = S.length; class Thing { go() { first++ } } const all = [new Thing, new Thing];"
    loops = "for (const each of all) each.go(); for (const each of all) setTimeout(() => each.go(first))"
    sketch = read("a.js", start + loops)
    for form in texts(sketch, examine(sketch)):
        declared = form.script.replace("for(let ", "for(const ")
        assert "let " not in declared and "class " not in declared, form
        assert declared.count("const ") <= 2  # of loops: a name that stands above too, one that a timer still holds


def test_own_names_that_a_page_gives_a_meaning_are_called_otherwise() -> None:
    script = "let o = S.length, t = [o]; document.title = t; function again() { o++; return { o, t } } again()"
    sketch = read("a.js", script)
    for form in texts(sketch, examine(sketch)):
        bare = form.script.replace("o:", "").replace("t:", "")
        assert "t=[" not in bare and "o=S" not in bare


def test_what_is_reached_through_the_page_is_put_there() -> None:
    page = """<button onclick="paint(2)">x</button><script>
      function setup() { paint(1); } function paint(n) { document.title += n + S; } function spare() {}
      var shade = 3; window.setup(); paint(window.shade);
    </script>"""
    sketch = read("a.html", page)
    for form in texts(sketch, examine(sketch)):
        assert "self.paint=" in form.script and "self.setup=" in form.script, form
        assert "shade=3" in form.script and "var " not in form.script and "spare" not in form.script, form


def test_titles() -> None:
    assert title_of(read("low-tide.js", ""), "low-tide") == "Low tide"
    assert title_of(read("a.html", "<title> Ebb &amp; flow </title>"), "a") == "Ebb & flow"


def test_a_card_with_a_title_of_any_characters_compiles() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (4, 4), (250, 250, 240)).save(stream, "PNG")
    for title in ("Plain", 'With "quotes" and \\', "Größe <b>", 'a """ b"', "x" * 60):
        assert card(card_text(title, stream.getvalue())).title == title


def test_shaders_lose_what_says_nothing() -> None:
    shader = "\n#define A 1.50\nvoid main() { // here\n  gl_FragColor = vec4(0.50 * - -A, 1.0, 1.0, 1e3); }\n"
    sketch = read("a.js", f"document.title = S + `{shader}`")
    (form, *_) = texts(sketch, examine(sketch))
    assert "#define A 1.50\nvoid main(){gl_FragColor=vec4(.5*- -A,1.,1.,1e3);}" in form.script.replace("\\n", "\n")


def test_every_form_is_one_of_the_same_script() -> None:
    sketch = read("dots.js", DOTS)
    examined = examine(sketch)
    assert "tokenData" in source_of(sketch, examined)
    forms = texts(sketch, examined)
    assert len({form.script for form in forms}) == len(forms) > 5
