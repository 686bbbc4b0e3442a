"""What people write who come from p5.js, Processing, Python or CSS: each gets one message, and a way out in it."""

import pytest

from intaglio.frontend import Refused, compile_text

HEAD = "from intaglio import Canvas, Seed, array, art, noise, rule, sin\n"
ART = '\n\n@art("Case", size=(100, 100))\ndef case(seed: Seed, canvas: Canvas):\n'

# Lines of a piece, and what the help of the one message says.
BODIES = [
    ("x = random()", "`seed.random()`"),
    ("x = random(0, 100)", "`seed.uniform(lo, hi)`"),
    ("n = seed.randint(1, 6)", "`seed.integer("),
    ("x = noise(1, 2, 3, 4)", "coordinates"),
    ('canvas.fill("#fff")', "canvas.circle(x, y, r, fill=ink"),
    ("fill(255, 0, 0)", "fill=ink"),
    ("noStroke()", "stroke=line"),
    ("ellipse(50, 50, 20, 20)", "canvas.ellipse(x, y, rx, ry)"),
    ("background(220)", "canvas.background("),
    ("canvas.push()", "with canvas.group("),
    ("canvas.rotate(0.5)", "rotate=45"),
    ("canvas.triangle(1, 1, 5, 5, 1, 5)", "canvas.polygon("),
    ("canvas.begin_shape()", "canvas.polygon("),
    ('c = lerpColor("#fff", "#000", 0.5)', "`mix(a, b, t)`"),
    ("x = map(5, 0, 10, 0, 100)", "`remap("),
    ("x = constrain(5, 0, 10)", "`clamp("),
    ("x = dist(0, 0, 3, 4)", "`hypot("),
    ("x = sin(PI)", "`pi`"),
    ("x = sin(radians(90))", "`tau`"),
    ("x = Math.sin(1)", "from intaglio import sin"),
    ("x = mouseX", "seed"),
    ("x = width / 2", "`canvas.width`"),
    ("print(3)", "seed.trait("),
    ("xs = [1, 2]", "tuple"),
    ("xs = array(float, 5)\nxs.append(3)", "keeps its size"),
    ("for x in [1, 2, 3]:\n    canvas.circle(x, 1, 1)", "tuple"),
    ("for i, x in enumerate((1, 2)):\n    canvas.circle(x, i, 1)", "range(len(table))"),
    ("for i in range(0, 1, 0.1):\n    canvas.circle(i, 1, 1)", "i / 10"),
    ("for i in range(10 / 2):\n    canvas.circle(i, 1, 1)", "`//`"),
    ("xs = [2 * i for i in range(3)]", "`for` loop"),
    ("double = lambda x: 2 * x\ncanvas.circle(double(2), 1, 1)", "`@rule`"),
    ('canvas.text(1, 1, "n: %d" % 3)', "f-string"),
    ('canvas.text(1, 1, "n: {}".format(3))', "f-string"),
    ('canvas.text(1, 1, "n: " + str(3))', "f-string"),
    ('canvas.text(1, 1, f"{seed.random():.2f}")', "`digits`"),
    ('canvas.text("hello", 1, 1)', "`x`, `y`, `content`"),
    ("x = None", "`None` is an entry of sprites"),
    ("done = true", "`True`"),
    ("x = 3,\ncanvas.circle(x, 1, 1)", "comma"),
    ('canvas.circle(1, 1, 1, fill="red")', '"#ff0000"'),
    ('canvas.circle(1, 1, 1, fill="rgba(255, 0, 0, 0.5)")', "`opacity=0.5`"),
    ('canvas.circle(1, 1, 1, fill="#ff000080")', "`opacity=`"),
    ("canvas.circle(1, 1, 1, fill=(255, 0, 0))", "`rgb(r, g, b)`"),
    ("canvas.circle(1, 1, 1, stroke_weight=3)", "`width`"),
    ("canvas.circle(x=1, y=1, radius=1)", "`r`"),
    ('canvas.circle(1, 1, 1).fill("#fff")', "fill=ink"),
    ("x = seed.choice((1, 2), weights=(1, 2))", "seed.pick("),
    ("x = 5\nwhile x:\n    x -= 1", "!= 0"),
    ("x = 2 ** 0.5", "`sqrt(x)`"),
    ("x = 5000000000", "with a point"),
    ("x = 3\nx == 2", "one `=`"),
    ("xs = (1, 2, 3)\nx = xs[-4]", "-1"),
    ("for x in (1, 2, 3)[1:]:\n    canvas.circle(x, 1, 1)", "range(start, stop)"),
    ("def spot(x):\n    canvas.circle(x, 1, 1)\nspot(3)", "top of the file"),
    ("try:\n    x = 1\nexcept ValueError:\n    x = 2", "verified"),
    ("p = (1, 2)\ncanvas.circle(*p, 3)", "one by one"),
]

# Whole files, after the imports.
FILES = [
    ("import random\n" + ART + "    x = random.random()\n", "seed"),
    ("import math\n" + ART + "    x = math.sin(1)\n", "from intaglio import sin"),
    ("import numpy as np\n" + ART + "    x = np.zeros(3)\n", "array"),
    ("class Walker:\n    pass\n" + ART + "    w = Walker()\n", "`@rule`"),
    ("COUNT = 0\n@rule\ndef bump():\n    global COUNT\n    COUNT += 1\n" + ART + "    bump()\n", "return the new one"),
    ("COUNT = 0\n" + ART + "    COUNT += 1\n", "constants never change"),
    ("@rule\ndef spot(canvas: Canvas):\n    canvas.circle(seed.below(9), 1, 1)\n" + ART + "    spot(canvas)\n", "seed"),
    ("def spot(canvas, x):\n    canvas.circle(x, 1, 1)\n" + ART + "    spot(canvas, 3)\n", "`@rule`"),
    ("T = {'a': 1}\n" + ART + "    for k, v in T.items():\n        canvas.circle(v, 1, 1)\n", "tuple of rows"),
    (ART + "    canvas.circle(1, 1, 1)\n\nif __name__ == '__main__':\n    case()\n", "@art function"),
    (ART.replace("seed: Seed, canvas: Canvas", "canvas: Canvas, seed: Seed") + "    x = 1\n", "(seed: Seed, canvas"),
    ("def draw(seed, canvas):\n    canvas.circle(1, 1, 1)\n" + ART + "    pass\n", "draws once"),
    ("def piece(seed, canvas):\n    canvas.circle(1, 1, 1)\n", '@art("Title"'),
    # what is not Python
    (ART.rstrip(":\n") + "\n    pass\n", "ends with `:`"),
    (ART + "    x = 1\n\tcanvas.circle(x, 1, 1)\n", "without tabs"),
    (ART + "    x = 1\n  canvas.circle(x, 1, 1)\n", "same spaces"),
    (ART + "    let x = 3;\n", "`x = 3`"),
    (ART + "    for (let i = 0; i < 3; i++) {\n", "for i in range(3)"),
    (ART + "    i++\n", "`i += 1`"),
    (ART + "    if 1 > 0 && 2 > 1:\n        pass\n", "`and`"),
    (ART + "    if 1 > 0:\n        pass\n    else if 2 > 1:\n        pass\n", "`elif`"),
    (ART + "    i = 3\n    if i = 3:\n        pass\n", "`==`"),
    (ART + "    canvas.text(1, 1, “hi”)\n", "straight quotes"),
    (ART + '    canvas.text(1, 1, "it)\n', "same line"),
    (ART + "    canvas.circle(1, 1, (2 + 3)\n    x = 1\n", "closed"),
    (ART, "`pass`"),
]


def the_message(text: str) -> str:
    """The help of the one message about a piece."""
    with pytest.raises(Refused) as refused:
        compile_text(text)
    (one,) = refused.value.diagnostics
    assert one.message
    return one.help


@pytest.mark.parametrize(("body", "way_out"), BODIES, ids=[body.split("\n")[-1][:24] for body, _ in BODIES])
def test_way_out_of_a_line(body: str, way_out: str) -> None:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    assert way_out in the_message(f"{HEAD}{ART}{lines}    canvas.circle(1, 1, 1)\n")


@pytest.mark.parametrize(("file", "way_out"), FILES)
def test_way_out_of_a_file(file: str, way_out: str) -> None:
    assert way_out in the_message(HEAD + file)
