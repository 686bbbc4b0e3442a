"""The layers of Menagerie, drawn: `python examples/menagerie/draw.py` writes its PNG files anew.

Bodies are solids lit from the upper left, in ramps of four tones and an outline; all else is set pixel by pixel, a
letter for each ink. A picture has 32 × 32 pixels.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from pathlib import Path

from intaglio.pictures.png import CLEAR, Pixels, indexed

SIDE, AXIS = 32, 15.5
HERE = Path(__file__).parent

INKS = {
    "k": 0x1B1726, "K": 0x3A3146, "i": 0x585D82, "w": 0xFFFFFF, "W": 0xD9E2EC, "g": 0x9AA7B8, "G": 0x5F6B80,
    "r": 0xE0433C, "R": 0x9C2440, "o": 0xF58A3C, "O": 0xC0562B, "y": 0xFFD34E, "Y": 0xD9962B,
    "l": 0x8FD14F, "L": 0x4B9B54, "t": 0x55C4C0, "T": 0x2A7F96, "b": 0x4D8DE8, "B": 0x2F4FA8,
    "p": 0xF59BB6, "P": 0xC75B8C, "v": 0x8E63D2, "V": 0x54368F, "n": 0x8A5A3C, "N": 0x56352F,
    "c": 0xFFF1D6, "C": 0xE8C79A,
}  # fmt: skip

Ramp = tuple[int, int, int, int, int]  # outline, shadow, body, light, shine
COATS: dict[str, Ramp] = {
    "ginger": (0x6B2A2B, 0xC4572F, 0xF08A3C, 0xFBB25A, 0xFFD18A),
    "brown": (0x3A2228, 0x6B4434, 0x94613F, 0xB98455, 0xD6A873),
    "cream": (0x7A5A5E, 0xD9BFA8, 0xF3E2C8, 0xFFF5E3, 0xFFFFFF),
    "red": (0x5A1F2C, 0xA83A2E, 0xDB5A35, 0xF07F45, 0xFFA766),
    "plum": (0x33204A, 0x5B3F7D, 0x7D5BA6, 0xA184C9, 0xC7B0E6),
    "ink": (0x14131F, 0x2B2B40, 0x3F4260, 0x5A6086, 0x8088AE),
    "snow": (0x5D6780, 0xB9C4D6, 0xE6ECF3, 0xFFFFFF, 0xFFFFFF),
    "ash": (0x3B4252, 0x6C778C, 0x93A0B4, 0xB5C1D1, 0xD8E0EA),
    "rose": (0x7A2F5B, 0xD8709A, 0xF79CB8, 0xFFC1D1, 0xFFE3EA),
    "steel": (0x24324A, 0x4F6C8C, 0x7C9DBB, 0xA9C6DB, 0xDDF0FA),
}


class Picture:
    """A picture in the making. Coordinates are of pixel centres."""

    def __init__(self) -> None:
        self.inks = [[CLEAR] * SIDE for _ in range(SIDE)]

    def set(self, x: int, y: int, ink: int) -> None:
        if 0 <= x < SIDE and 0 <= y < SIDE:
            self.inks[y][x] = ink

    def rows(self, x: int, y: int, *rows: str, mirror: bool = False) -> Picture:
        """Letters of `INKS` from (x, y) on; a point leaves a pixel as it is. `mirror`: on the other side too."""
        for down, row in enumerate(rows):
            for along, letter in enumerate(row):
                if letter != ".":
                    self.set(x + along, y + down, INKS[letter])
                    if mirror:
                        self.set(SIDE - 1 - x - along, y + down, INKS[letter])
        return self

    def solid(self, ramp: Ramp, *shapes: Shape, outline: bool = True) -> Picture:
        """Shapes lit from the upper left, later ones in front, with a dark edge around all of them."""
        inside = [[any(shape.holds(x, y) for shape in shapes) for x in range(SIDE)] for y in range(SIDE)]
        for y in range(SIDE):
            for x in range(SIDE):
                if inside[y][x]:
                    front = next(shape for shape in reversed(shapes) if shape.holds(x, y))
                    around = ((x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1))
                    edge = any(0 <= a < SIDE and 0 <= b < SIDE and not inside[b][a] for a, b in around)
                    self.set(x, y, ramp[0] if edge and outline else ramp[front.tone(x, y)])
        return self

    def under(self, other: Picture) -> Picture:
        """What the other shows is put on top."""
        for y in range(SIDE):
            for x in range(SIDE):
                if other.inks[y][x] != CLEAR:
                    self.inks[y][x] = other.inks[y][x]
        return self

    def save(self, name: str) -> None:
        path = HERE / f"{name}.png"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(indexed(Pixels(SIDE, SIDE, tuple(ink for row in self.inks for ink in row))))


class Shape:
    """An ellipse, or what `cut` leaves of it."""

    def __init__(
        self, cx: float, cy: float, rx: float, ry: float, cut: Callable[[float, float], bool] | None = None,
        flat: int = 0,
    ) -> None:  # fmt: skip
        self.cx, self.cy, self.rx, self.ry, self.cut, self.flat = cx, cy, rx, ry, cut, flat

    def holds(self, x: float, y: float) -> bool:
        u, v = (x - self.cx) / self.rx, (y - self.cy) / self.ry
        return u * u + v * v <= 1 and (self.cut is None or self.cut(x, y))

    def tone(self, x: float, y: float) -> int:
        """1 in the shadow to 4 in the light."""
        if self.flat:
            return self.flat
        u, v = (x - self.cx) / self.rx, (y - self.cy) / self.ry
        light = -0.42 * u - 0.62 * v + 0.66 * sqrt(max(0.0, 1 - u * u - v * v))
        return 1 if light < 0.08 else 2 if light < 0.62 else 3 if light < 0.93 else 4


def pair(cx: float, cy: float, rx: float, ry: float, **more: object) -> tuple[Shape, Shape]:
    """A shape on both sides of the axis; `cx` is the distance from it."""
    return Shape(AXIS - cx, cy, rx, ry, **more), Shape(AXIS + cx, cy, rx, ry, **more)  # type: ignore[arg-type]


def wedge(tip_x: float, tip_y: float, left: float, right: float, base: float) -> Callable[[float, float], bool]:
    """The triangle from a tip down to a base line."""
    def holds(x: float, y: float) -> bool:
        down = (y - tip_y) / (base - tip_y)
        return 0 <= down <= 1 and tip_x + (left - tip_x) * down <= x <= tip_x + (right - tip_x) * down

    return holds


def ears(tip: float, top: float, near: float, far: float, base: float) -> tuple[Shape, Shape]:
    """Pointed ears; distances from the axis."""
    left = wedge(AXIS - tip, top, AXIS - far, AXIS - near, base)
    right = wedge(AXIS + tip, top, AXIS + near, AXIS + far, base)
    return (Shape(AXIS - tip, base, 9, base - top + 2, left), Shape(AXIS + tip, base, 9, base - top + 2, right))


BODY = Shape(AXIS, 32, 10.2, 8.2)
HEAD = Shape(AXIS, 16.4, 10.3, 8.6)


def kinds() -> None:
    """The animals, without eyes and mouth."""
    for animal in (cat, bear, rabbit, fox, owl, panda, koala, axolotl, automaton):
        animal()


def cat() -> None:
    it = Picture().solid(COATS["ginger"], BODY).solid(COATS["ginger"], *ears(8.5, 1.6, 1.4, 11.2, 13.5), HEAD)
    it.rows(6, 5, ".p.", ".pp", "ppP", "ppP", "pP.", mirror=True)
    it.rows(14, 8, "O..O", "O..O", "O..O", "....").rows(15, 9, "OO", "OO")
    it.rows(5, 15, "OO.", "...", "OO.", mirror=True)
    it.rows(11, 18, "...cccc...", "..cccccc..", ".cccccccc.", ".cccccccc.", "..cccccc..", "...CCCC...")
    it.rows(14, 18, "PPPP", ".PP.").rows(12, 26, "cccccccc", ".cccccc.", ".cccccc.", ".cccccc.", "..cccc..",
        "..cccc..")
    it.save("kinds/Cat#16")


def bear() -> None:
    it = Picture().solid(COATS["brown"], BODY).solid(COATS["brown"], *pair(7.6, 8.4, 3.9, 3.9), HEAD)
    it.rows(6, 7, ".nn", "nCn", "nC.", mirror=True)
    it.under(Picture().solid((0xB98455, 0xB98455, 0xE3B986, 0xF2D3A6, 0xF2D3A6), Shape(AXIS, 20, 5.4, 4.1),
        outline=False))
    it.rows(13, 17, ".kkkk.", "kkwkkk", ".kkkk.", "..kk..")
    it.save("kinds/Bear#16")


def rabbit() -> None:
    it = Picture().solid(COATS["cream"], BODY).solid(COATS["cream"], *pair(4.6, 7.4, 3, 7.6), HEAD)
    it.rows(10, 2, ".p.", "ppP", "ppP", "ppP", "ppP", "ppP", ".pP", mirror=True)
    it.rows(6, 19, "pp", "pp", mirror=True).rows(14, 18, "PppP", ".PP.")
    it.rows(12, 26, ".wwwwww.", "wwwwwwww", "wwwwwwww", "wwwwwwww", "wwwwwwww", "wwwwwwww")
    it.save("kinds/Rabbit#14")


def fox() -> None:
    it = Picture().solid(COATS["red"], BODY).solid(COATS["red"], *ears(8.8, 0.4, 1.6, 11.4, 13.4), HEAD)
    it.rows(5, 2, ".k", "kk", "kkk", "kkk.", mirror=True).rows(7, 6, ".cc", "ccc", "ccC", ".C.", mirror=True)
    cheek = Shape(AXIS - 6, 20.4, 5.6, 4.4, lambda x, y: HEAD.holds(x - 1, y + 1) and HEAD.holds(x, y + 1), flat=3)
    other = Shape(AXIS + 6, 20.4, 5.6, 4.4, lambda x, y: HEAD.holds(x + 1, y + 1) and HEAD.holds(x, y + 1), flat=3)
    snout = Shape(AXIS, 21, 3.6, 3.6, flat=3)
    it.under(Picture().solid(COATS["cream"], cheek, other, snout, outline=False))
    it.rows(14, 18, "kkkk", "kwkk", ".kk.").rows(12, 26, "cccccccc", "cccccccc", ".cccccc.", ".cccccc.", "..cccc..",
        "..cccc..")
    it.save("kinds/Fox#14")


def owl() -> None:
    it = Picture().solid(COATS["plum"], BODY).solid(COATS["plum"], *ears(8.4, 4.2, 3.4, 10.6, 12.5), Shape(AXIS,
        16.4, 10.6, 9))
    it.under(Picture().solid((0, 0xE8C79A, 0xFFF1D6, 0xFFF1D6, 0xFFFFFF), *pair(4.6, 16, 4.7, 4.9), outline=False))
    it.rows(14, 17, ".yy.", "yyYY", "yyYY", ".yY.", "..Y.").rows(14, 10, "vv..", "..vv", ".vv.")
    it.rows(9, 26, ".C..C..C..C..C", "C..C..C..C..C.", ".C..C..C..C..C", "C..C..C..C..C.")
    it.save("kinds/Owl#12")


def panda() -> None:
    it = Picture().solid(COATS["snow"], BODY)
    it.solid(COATS["ink"], Shape(AXIS, 32, 10.2, 8.2, lambda x, y: y > 24 and abs(x - AXIS) > 4 - (y - 25) / 3))
    it.solid(COATS["ink"], *pair(7.6, 8.4, 3.7, 3.7)).solid(COATS["snow"], HEAD)
    it.rows(8, 13, "..iii", ".iiii", "iiiii", "iiiii", "iiii.", ".ii..", mirror=True)
    it.rows(14, 18, "kkkk", ".kk.")
    it.save("kinds/Panda#12")


def koala() -> None:
    it = Picture().solid(COATS["ash"], BODY).solid(COATS["ash"], *pair(9.4, 11.6, 5, 5), HEAD)
    it.rows(2, 9, "..WW", ".WWp", "WWpp", "WWpp", ".Wpp", "..Wp", mirror=True)
    it.rows(13, 15, ".KKKK.", "KKgKKK", "KKKKKK", "KKKKKK", "KKKKKK", ".kKKk.")
    it.rows(12, 26, ".WWWWWW.", "WWWWWWWW", "WWWWWWWW", "WWWWWWWW", "WWWWWWWW", "WWWWWWWW")
    it.save("kinds/Koala#10")


def axolotl() -> None:
    it = Picture().solid(COATS["rose"], BODY).solid(COATS["rose"], Shape(AXIS, 16.6, 11, 8))
    frills = Picture()
    frills.rows(0, 7, "RR....", "rrR...", ".rrR..", "..rrR.", "...rrr", "....rr", mirror=True)
    frills.rows(0, 13, "RRRR..", "rrrrrR", "..rrrr", mirror=True)
    frills.rows(0, 18, "...rrr", ".rrrrR", "rrrR..", "RR....", mirror=True)
    it = frills.under(it)
    it.rows(7, 19, "PP.", "PP.", mirror=True).rows(9, 11, "P..", "..P", mirror=True)
    it.rows(12, 26, ".cccccc.", "cccccccc", "cccccccc", "cccccccc", "cccccccc", "cccccccc")
    it.save("kinds/Axolotl#5")


def automaton() -> None:
    it = Picture().solid(COATS["steel"], BODY)
    box = Shape(AXIS, 16, 30, 20, lambda x,
        y: abs(x - AXIS) < 10 and 8 <= y <= 24 and abs(x - AXIS) + abs(y - 16) < 17.2)
    it.solid(COATS["steel"], box)
    it.rows(8, 12, "kkkkkkkk", "kBBBBBBB", "kBBBBBBB", "kBBBBBBB", "kBBBBBBB", "kBBBBBBB", "kBBBBBBB", "kkkkkkkk",
        mirror=True)
    it.rows(3, 13, "GGG", "GgG", "GgG", "GgG", "GgG", "GGG", mirror=True).rows(14, 3, ".rr.", "rwrR", "rrrR", ".RR.",
        ".GG.", ".GG.")
    it.rows(10, 10, "g..", mirror=True).rows(12, 27, "kkkkkkkk", "kyk.klkr", "kkkkkkkk")
    it.save("kinds/Automaton#1")


def eyes() -> None:
    """Two of three by four pixels each, but for those that are not."""
    one = {
        "Bright#30": (".kk.", "kwkk", "kkkk", "kkkk", ".kk."),
        "Wide#16": (".ww.", "wwww", "wkkw", "wkkw", ".ww."),
        "Dreamy#18": ("....", "....", "k..k", ".kk.", "...."),
        "Drowsy#18": ("....", "kkkk", "kwkk", ".kk.", "...."),
        "Amber#10": (".yy.", "ywky", "ykkY", "ykkY", ".YY."),
        "Sea#10": (".tt.", "twkt", "tkkT", "tkkT", ".TT."),
        "Starry#4": (".yy.", "yyyy", "ywwy", "yyyY", "yY.Y"),
        "Ember#2": (".rr.", "ryyr", "rywr", "ryyr", ".RR."),
    }
    for name, rows in one.items():
        Picture().rows(9, 14, *rows).rows(19, 14, *rows).save(f"eyes/{name}")
    Picture().rows(9, 14, *one["Bright#30"]).rows(19, 14, "....", "....", ".kk.", "k..k").save("eyes/Winking#8")


def mouths() -> None:
    """Below the nose."""
    Picture().rows(13, 21, "k....k", ".kkkk.").save("mouths/Smile#30")
    Picture().rows(13, 21, "kkkkkk", "kRRRRk", ".kppk.", "..kk..").save("mouths/Laughing#12")
    Picture().rows(13, 21, "k....k", ".kkkk.", "..rpp.", "...pp.").save("mouths/Cheeky#12")
    Picture().rows(13, 21, "kkkkkk", ".w..w.").save("mouths/Fangs#6")
    Picture().rows(14, 21, "kkkk").save("mouths/Calm#20")
    Picture().rows(13, 21, "k....k", ".kkkkLl", "......L.rr", ".......rryr", "........rr").save("mouths/Poppy#4")
    Picture().rows(15, 21, ".kk.", "kRRk", "kppk", ".kk.").save("mouths/Surprised#8")


def clothes() -> None:
    """What is worn below the chin."""
    bodice = Shape(AXIS, 32, 10.2, 8.2, lambda x, y: y >= 26)
    def worn(ramp: Ramp) -> Picture:
        return Picture().solid(ramp, bodice)

    scarf = Picture().rows(6, 23, ".RRRRRRRRRRRRRRRRRR.", "RrrrrrrrrrrrrrrrrrrR", "RrwwrrwwrrwwrrwwrrwR",
        ".RrrrrrrrrrrrrrrrrR.", "..RRRRRRRRRRRRRRRR..")
    scarf.rows(19, 26, "RRRRR.", "RrrrR.", "RwwwR.", "RrrrR.", "RwwwR.", "RrrrR.")
    scarf.save("clothes/Scarf#12")

    Picture().rows(10, 24, "RR........RR", "rrRR.RR.RRrr", "rrrrRrrRrrrr", "rrrrRrrRrrrr", "rrRR.RR.RRrr",
        "RR........RR").save("clothes/Bow tie#10")

    hoodie = worn((0x23407F, 0x2F5BB0, 0x3F78D6, 0x62A0F0, 0x8CBEFA))
    hoodie.rows(7, 23, "BB", "BbB", ".BbbB", "..BBbB", "....BBb", "......BB", mirror=True).rows(12, 28, "w", "w",
        "W", mirror=True)
    hoodie.save("clothes/Hoodie#12")

    shirt = worn(COATS["cream"])
    for y in (27, 29, 31):
        for x in range(SIDE):
            if shirt.inks[y][x] != CLEAR and shirt.inks[y][x] != COATS["cream"][0]:
                shirt.set(x, y, INKS["T"])
    shirt.rows(10, 24, "TTTTTTTTTTTT", "tTtTtTtTtTtT").save("clothes/Sailor#10")

    robe = worn((0x33204A, 0x54368F, 0x6E49B5, 0x8E63D2, 0xB08CEB))
    robe.rows(9, 24, "Yy", "YyY", ".YyY", "..YyY", "...YyY", "....YyY", ".....Yy", "......Y", mirror=True)
    robe.rows(7, 29, "y", ".", "y", mirror=True).save("clothes/Robe#8")

    mail = worn(COATS["steel"])
    mail.rows(8, 24, "GWWWWWWW", "GgggWWWW", ".GGGGGGG", mirror=True).rows(14, 28, "yyyy", "yrRy", ".yy.")
    mail.save("clothes/Armor#5")

    suit = worn(COATS["snow"])
    suit.rows(6, 24, "GGGGGGGGGG", "GWWWwwwwww", "GooooooooO", ".GGGGGGGGG", mirror=True).rows(12, 29, "GGG.....",
        "GrG...bb", "GGG...bb")
    suit.save("clothes/Spacesuit#4")

    pearls = Picture()
    for at, y in enumerate((24, 25, 26, 26, 27, 27)):
        pearls.rows(8 + at + at // 3, y, "W" if at % 2 else "w", mirror=True)
    pearls.rows(15, 27, "tT", "TT").save("clothes/Pearls#6")


def hats() -> None:
    """What is worn on the head. The bubble belongs to the spacesuit."""
    Picture().rows(9, 2, "y.....yy.....y", "yy...yyyy...yy", "yyy.yyyyyy.yyY", "yyyyyyyyyyyyyY", "yryyytyyytyyrY",
        "yyyyyyyyyyyyyY", "YYYYYYYYYYYYYY").save("hats/Crown#3")

    beanie = Picture().solid((0x7A2340, 0xB83A4B, 0xE0433C, 0xF26A55, 0xFF9A80), Shape(AXIS, 10.4, 9.6, 7, lambda x,
        y: y <= 8))
    beanie.rows(6, 8, "RrRrRrRrRrRrRrRrRrRr", "RrRrRrRrRrRrRrRrRrRr", ".RRRRRRRRRRRRRRRRRR.").rows(13, 0, ".wwww.",
        "wwwwwW", "wwwwWW", ".WWWW.")
    beanie.save("hats/Beanie#12")

    cone = Shape(AXIS, 9, 12, 12, wedge(17.5, -3, 8.4, 22.6, 8.6))
    wizard = Picture().solid((0x241B4D, 0x35308A, 0x4B4BB8, 0x6A6FDB, 0x8F96F2), cone)
    wizard.rows(3, 8, "..VVVVVVVVVVVVVVVVVVVVVV..", "VBBBBBBBBBBBBBBBBBBBBBBBBV",
        ".VVVVVVVVVVVVVVVVVVVVVVVV.").rows(13, 4, "y", ".").rows(18, 3, ".y.", "yyy", ".y.").rows(9, 7,
        "YyyyyyyyyyyyyY")
    wizard.save("hats/Wizard#5")

    cap = Picture().solid((0x6E1A33, 0xB32B3C, 0xE0433C, 0xF2685A, 0xFF9C8C), Shape(AXIS, 9.6, 12, 8.8, lambda x,
        y: y <= 9))
    cap.rows(9, 3, ".ww.", "wwww", "wwwW", ".WW.").rows(18, 2, ".ww", "www", "wwW").rows(21, 6, "ww", "wW").rows(5,
        7, "ww", "wW").rows(15, 7, "ww", "wW")
    cap.rows(5, 10, "CccccccccccccccccccccC", ".CCCCCCCCCCCCCCCCCCCC.").save("hats/Toadstool#5")

    wreath = Picture()
    for x, y, petal in ((5, 9, "p"), (8, 7, "y"), (11, 6, "w"), (14, 5, "r"), (17, 6, "p"), (20, 6, "y"), (23, 9,
        "w")):
        center = "Y" if petal in "pw" else "R"
        wreath.rows(x, y, f".{petal}.", f"{petal}{center}{petal}", f".{petal}.")
    Picture().rows(5, 8, "...LLlLLLlLLLlLLLlLLL.", "LlLL.............LLlLL").under(wreath).save("hats/Garland#8")

    top = Picture().rows(9, 0, *("kKKKKKKKKKKKkk",) * 6, "rrrrrrrrrrrrRR", "RRRRRRRRRRRRRR").rows(5, 8,
        "kKKKKKKKKKKKKKKKKKKKKk", ".kkkkkkkkkkkkkkkkkkkk.").rows(11, 0, "GG", "GG", "GG", "GG", "GG", "GG")
    top.save("hats/Top hat#6")

    party = Picture().rows(10, 0, ".....yy.....", "....yyyy....", ".....bb.....", ".....bb.....", "....bbbB....",
        "....wwwW....", "...bbbbbB...", "...bbbbbB...", "..wwwwwwwW..", "..bbbbbbbB..", ".bbbbbbbbbB.")
    party.save("hats/Party#6")

    Picture().rows(9, 0, "..YyyyyyyyyY..", "YyyYYYYYYYYyyY", "Yy..........yY", "YyyYYYYYYYYyyY",
        "..YyyyyyyyyY..").save("hats/Halo#2")
    Picture().rows(10, 1, ".ll....lll.", "llll..lllll", "lLLll.lLLLl", ".lLLlll.LL.", "...Lll.....", "....LL.....",
        "....LL.....", "....LL.....").save("hats/Sprout#10")

    phones = Picture().rows(6, 5, "....kkkkkk", "..kkGGGGGG", ".kGGkkkkkk", ".kGk......", "kGk.......", "kGk.......",
        mirror=True)
    phones.rows(3, 12, ".kkk", "kttT", "kttT", "kttT", "kttT", "kttT", ".kkk", mirror=True).save("hats/Headphones#6")

    straw = Picture().solid((0x8A5A2B, 0xC9963F, 0xE8BF5E, 0xF7DB8A, 0xFFEFB5), Shape(AXIS, 8.6, 8, 7, lambda x,
        y: y <= 7))
    straw.rows(8, 6, "rrrrrrrrrrrrrrrR", "RRRRRRRRRRRRRRRR").rows(2, 8, "..YYyyyyyyyyyyyyyyyyyyyyyYY.",
        "YyyyyyyyyyyyyyyyyyyyyyyyyyyY", ".YYYYYYYYYYYYYYYYYYYYYYYYYY.")
    straw.save("hats/Straw hat#8")

    bubble = Picture()
    for y in range(SIDE):
        for x in range(SIDE):
            inner, outer = (((x - AXIS) / (r + 0.7)) ** 2 + ((y - 14.4) / r) ** 2 for r in (13.1, 14.2))
            if inner > 1 >= outer and y < 26:
                bubble.set(x, y, INKS["W"] if x + y < 30 else INKS["g"])
    bubble.rows(5, 5, "....ww", "..ww..", ".ww...", ".w....", "ww....", "w.....").rows(25, 18, ".w", "ww", "w.")
    bubble.save("hats/Bubble#12")


def glasses() -> None:
    """Over the eyes."""
    Picture().rows(7, 13, ".KKKKK.", "K.W...K", "KW....K", "K.....K", "K.....K", "K.....K", ".KKKKK.",
        mirror=True).rows(14, 15, "KKKK").save("glasses/Spectacles#10")
    Picture().rows(6, 13, "kkkkkkkkkk", ".kKKkkkkk.", ".kkKKkkkk.", ".kkkkkkk..", "..kkkkk...",
        mirror=True).save("glasses/Shades#6")
    Picture().rows(18, 13, ".YYYY.", "Y.w..Y", "Yw...Y", "Y....Y", "Y....Y", ".YYYY.", "....Y.", "....Y", ".....Y",
        ".....Y").save("glasses/Monocle#4")
    Picture().rows(6, 13, "wwwwwwwwww", "wrrrrrrrw.", "wrrrrrrrw.", "wrrrrrrrw.", "wwwwwwwww.").rows(16, 13,
        "wwwwwwwwww", ".wbbbbbbbw", ".wbbbbbbbw", ".wbbbbbbbw", ".wwwwwwwww").save("glasses/Two colors#2")


def company() -> None:
    """Who else is there."""
    Picture().rows(1, 3, "vv...vv", "vpv.vpv", "vppvppv", ".vpkpv.", ".vvkvv.", "vpvkvpv",
        "vv...vv").save("company/Butterfly#8")
    Picture().rows(24, 4, "..WW.W", ".WwWWw", ".kykyk", "kykykyk", ".kykyk").save("company/Bee#8")
    Picture().rows(25, 1, ".rrrr.", "rrwrrr", "rwrrrR", "rrrrrR", "rrrrRR", ".rrRR.", "..RR..", "..g...", "...g..",
        "..g...", "..g...", "...g..", "..g...", "...g..", "..g...", "..g...", "...g..", "...g..", "..g...", "..g...",
        "..g...", "..g...").save("company/Balloon#5")
    Picture().rows(0, 18, "..kk..", ".k..k.", "kkkkkk", "kYyyYk", "kyywyk", "kyywyk", "kYyyYk",
        "kkkkkk").save("company/Lantern#4")
    Picture().rows(24, 19, "..bbb..", ".bbbbb.", "ybkbbbb", "YbbbbB.", ".wwbBB.", ".wwBBB.", "..BBB..",
        "..Y.Y..").save("company/Bluebird#6")
    Picture().rows(1, 21, "...o...", "..oyo..", ".oowoo.", "..oyo..", "...o...", "...L...", ".LlL...", "..LL.l.",
        "...LlL.", "...LL..", "...L...").save("company/Lily#6")


if __name__ == "__main__":
    for old in HERE.glob("*/*.png"):
        old.unlink()
    for layer in (kinds, eyes, mouths, clothes, hats, glasses, company):
        layer()
