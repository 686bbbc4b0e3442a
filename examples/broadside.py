"""Broadside: one word, set until it becomes a picture."""
from intaglio import Canvas, Seed, art, blend, cos, noise, rule, sin, tau

WORDS = {
    "tide": ("t", "i", "d", "e"),
    "ember": ("e", "m", "b", "e", "r"),
    "echo": ("e", "c", "h", "o"),
    "murmur": ("m", "u", "r", "m", "u", "r"),
    "still": ("s", "t", "i", "l", "l"),
    "orbit": ("o", "r", "b", "i", "t"),
    "and": ("a", "n", "d"),
}
PAPERS = {  # paper, ink, second ink
    "News": ("#efe9dc", "#1c1b1a", "#c8321f"),
    "Night": ("#14161c", "#e9e4d6", "#f2b950"),
    "Riso": ("#f4f1ea", "#1f5fbf", "#ff5a5f"),
    "Proof": ("#ffffff", "#111111", "#9a9a9a"),
    "Moss": ("#e6eadf", "#24452f", "#d0752c"),
}
SETTINGS = ("wave", "whirl", "weather", "column")


@art("Broadside", size=(1000, 1400), digits=1)
def broadside(seed: Seed, canvas: Canvas):
    word = seed.pick("Word", WORDS)
    paper, ink, second = seed.pick("Paper", PAPERS, weights=(4, 3, 3, 1, 2))
    setting = seed.pick("Setting", SETTINGS, weights=(3, 2, 3, 2))
    rows = seed.integer("Rows", 18, 34)
    slant = seed.uniform(-0.6, 0.6)
    canvas.background(paper)
    size = 1120 / rows
    across = 840 * rows * 5 // (1120 * 3)
    for row in range(rows):
        for column in range(across):
            u, v = (column + 0.5) / across, (row + 0.5) / rows
            lift = strength(setting, u, v, slant)
            if lift > 0.04:
                glyph = word[(column + row * (1 if setting == "column" else 2)) % len(word)]
                color = blend(ink, second, lift * lift * 1.2 - 0.2)
                letter(canvas, glyph, 80 + 840 * u, 90 + 1120 * v + size * 0.3, size * (0.25 + 1.15 * lift), color)
    canvas.line(80, 1268, 920, 1268, stroke=ink, width=2)
    canvas.text(80, 1310, f"{rows} × {across}", size=26, family="serif", fill=ink)
    canvas.text(920, 1310, setting, size=26, family="serif", anchor="end", fill=second)


@rule
def strength(setting, u, v, slant):
    """How large a letter is set at a place of the page, 0 to 1."""
    if setting == "wave":
        return 0.5 + 0.5 * sin(tau * (2 * v + slant * u + 0.35 * sin(tau * u)))
    if setting == "whirl":
        x, y = u - 0.5, (v - 0.5) * 1.3333
        d = x * x + y * y
        return 0.5 + 0.5 * cos(26 * d + 3 * slant * (x + y) * 4)
    if setting == "column":
        return max(0.0, 1 - 5 * abs(u - 0.5 - 0.25 * sin(tau * (v + slant))))
    return 0.5 + 0.8 * noise(3 * u, 4 * v + slant)


@rule
def letter(canvas: Canvas, glyph, x, y, size, ink):
    canvas.text(x, y, glyph, size=size, anchor="middle", family="monospace", fill=ink)
