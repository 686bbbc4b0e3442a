"""One script of a whole sketch: `assemble(sketch)`. What was markup and style becomes a statement that puts it there.

    <style>canvas { width: 90% }</style><canvas id=c></canvas><script>draw(c)</script>
    ->  document.body.innerHTML = "<style>canvas{width:90%}</style><canvas id=c></canvas>"
        draw(c)
"""

from __future__ import annotations

import json

from intaglio.sketches.source import Sketch, shorten_style


def assemble(sketch: Sketch) -> str:
    """The script that does what the sketch's file does in a page whose body is empty."""
    styles = "".join(shorten_style(part.text) for part in sketch.styles)
    markup = (f"<style>{styles}</style>" if styles else "") + sketch.markup
    lines = [f"document.body.setAttribute({_text(name)}, {_text(value)});" for name, value in _kept(sketch)]
    if markup:
        lines.append(f"document.body.innerHTML = {_text(markup)};")
    lines += [part.text for part in sketch.scripts]
    started = dict(sketch.body).get("onload")
    if started:
        lines.append(f"setTimeout(() => {{ {started} }});")
    return "\n".join(lines)


def _kept(sketch: Sketch) -> list[tuple[str, str]]:
    """The attributes of the body but what starts the script."""
    return [(name, value) for name, value in sketch.body if name != "onload"]


def _text(value: str) -> str:
    """A string literal. `</script>` ends nothing here: the script is not in a page."""
    return json.dumps(value, ensure_ascii=False)
