"""Herbarium: a plant that grew from a few letters, pressed and labelled."""
from intaglio import Array, Canvas, Seed, array, art, blend, cos, extent, lsystem, rule, sin, tau

SHEETS = {  # paper, stem, leaf, blossom, ink
    "Linen": ("#f3ecdc", "#4c5b3a", "#7d8f55", "#c8553d", "#3b342b"),
    "Slate": ("#dfe3e1", "#3f4f4a", "#6f8f83", "#5b4b8a", "#2b3134"),
    "Frost": ("#eef1f3", "#4f6470", "#88a4ad", "#d9a441", "#2c3a44"),
    "Midnight": ("#17202b", "#8fa58a", "#5f8f7a", "#f0c15c", "#d8d4c4"),
}
HABITS = {  # what X, a bud, and F, a stem, grow into
    "broom": (b"X=F[+X]F[-X]+X", b"X=F[-X]F[+X]-X", b"F=FF"),
    "shrub": (b"X=F-[[X]+X]+F[+FX]-X", b"X=F+[[X]-X]-F[-FX]+X", b"F=FF"),
    "frond": (b"X=F[+LX][-LX]FX", b"X=F[+LX]F[-LX]X", b"F=FF"),
    "vetch": (b"X=F[+L]F[-L]X", b"X=F[+L][-X]FX", b"X=F[-L][+X]FX", b"F=FL"),
}
GENERA = ("Stellaria", "Umbra", "Caligo", "Filix", "Aurelia", "Vespera", "Hesperis", "Lunaria")
KINDS = ("tarda", "nivalis", "incerta", "vulgaris", "obscura", "gracilis", "errans", "noctis")


@art("Herbarium", size=(900, 1200), digits=1)
def herbarium(seed: Seed, canvas: Canvas):
    paper, stem, leaf, blossom, ink = seed.pick("Sheet", SHEETS, weights=(4, 3, 3, 2))
    habit = seed.pick("Habit", HABITS)
    turn = seed.real("Angle", 0.3, 0.52)
    petals = seed.integer("Petals", 3, 8)
    seasons = seed.integer("Seasons", 6, 8)
    genus, kind = seed.choice(GENERA), seed.choice(KINDS)
    seed.trait("Name", f"{genus} {kind}")
    word = array(int, 2000)   # a season that does not fit is left out
    used = lsystem(seed, word, b"X", habit, seasons)
    left, top, right, bottom = extent(word, used, 0, turn)
    step = min(640 / max(1, right - left), 860 / (bottom - top))
    canvas.background(paper)
    x = 450 - step * (left + right) / 2
    plant(seed, canvas, word, used, x, 990, step, turn, petals, paper, stem, leaf, blossom)
    canvas.rect(520, 1040, 310, 96, fill=blend(paper, "#ffffff", 0.35), stroke=ink)
    canvas.text(540, 1084, f"{genus} {kind}", size=30, family="serif", fill=ink)
    canvas.text(540, 1114, f"{used} letters, {petals} petals", size=18, family="serif", fill=blend(paper, ink, 0.7))


@rule
def plant(seed: Seed, canvas: Canvas, word: Array[int], used, x, y, step, turn, petals, paper, stem, leaf, blossom):
    """The library's turtle, with a hand that trembles, and leaves and blossoms to draw."""
    xs, ys, headings = array(float, 32), array(float, 32), array(float, 32)
    heading, depth, run = 0.0, 0, 0
    for i in range(used):
        letter = word[i]
        if letter == ord("F"):
            run += 1
        elif run > 0:
            bend = heading + seed.uniform(-0.12, 0.12)
            far_x, far_y = x + run * step * sin(heading), y - run * step * cos(heading)
            path = canvas.path(stroke=stem, width=max(1.0, 7 - 1.6 * depth), cap="round")
            path.move(x, y)
            path.quad(x + run * step * sin(bend) / 2, y - run * step * cos(bend) / 2, far_x, far_y)
            x, y, run = far_x, far_y, 0
        if letter == ord("+") or letter == ord("-"):
            heading += turn if letter == ord("-") else -turn
        elif letter == ord("["):
            xs[depth], ys[depth], headings[depth] = x, y, heading
            depth += 1
        elif letter == ord("]"):
            x, y, heading, depth = xs[depth - 1], ys[depth - 1], headings[depth - 1], depth - 1
        elif letter == ord("L"):
            blade(canvas, x, y, heading + seed.uniform(-0.3, 0.3), seed.uniform(22, 40), leaf)
        elif letter == ord("X"):
            r = seed.uniform(4, 8)
            for petal in range(petals):
                a = heading + tau * petal / petals
                canvas.circle(x + 0.7 * r * sin(a), y - 0.7 * r * cos(a), 0.5 * r, fill=blossom, opacity=0.85)
            canvas.circle(x, y, 0.3 * r, fill=paper)


@rule
def blade(canvas: Canvas, x, y, heading, long, ink):
    with canvas.group(translate=(x, y), rotate=heading * 57.29578):
        path = canvas.path(fill=ink, opacity=0.85)
        path.move(0, 0)
        path.quad(-0.45 * long, -0.6 * long, 0, -long)
        path.quad(0.45 * long, -0.6 * long, 0, 0)
