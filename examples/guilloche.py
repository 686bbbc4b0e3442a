"""Guilloche: the rosette of a banknote that nobody issued."""
from intaglio import Canvas, Seed, art, blend, cos, rule, sin, tau

NOTES = {  # paper, two inks, numeral
    "Ten": ("#eef1ea", "#1b6f5c", "#c2522b", "#12343b"),
    "Twenty": ("#f3eee4", "#3b4c9b", "#a8324a", "#23244a"),
    "Fifty": ("#f1ece4", "#8a3b12", "#2b6f77", "#3b2412"),
    "Hundred": ("#e9eef2", "#5a2a72", "#1f7a8c", "#2a1438"),
    "Specimen": ("#14181d", "#e2b65a", "#5fb0a5", "#f4ead2"),
}


@art("Guilloche", size=(1200, 800), digits=1)
def guilloche(seed: Seed, canvas: Canvas):
    paper, first, second, dark = seed.pick("Note", NOTES, weights=(5, 4, 3, 2, 1))
    lobes = seed.integer("Lobes", 5, 12)
    weave = 2 * seed.integer("Weave", 1, 3)
    threads = seed.param("Threads", 14, 24, default=22)
    depth = seed.param("Depth", 0.3, 0.5, default=0.42)
    number = seed.below(9000000) + 1000000
    canvas.background(paper)
    for i in range(24):
        wave(canvas, 55 + 30 * i, lobes, weave, 0.24 * i, blend(paper, first, 0.34))
    with canvas.group(translate=(600, 400)):
        canvas.circle(0, 0, 338, fill=paper)
        for layer in range(3):
            t = layer / 2
            rosette(canvas, 322 - 92 * layer, depth + 0.1 * layer, lobes + 2 * layer, weave + 2 * layer,
                    threads - 4 * layer, blend(first, second, t))
        canvas.circle(0, 0, 58, fill=paper, stroke=dark, width=1.5)
        canvas.circle(0, 0, 53, stroke=dark, width=0.5)
        canvas.text(0, 17, lobes * weave, size=50, anchor="middle", family="serif", fill=dark)
    canvas.rect(18, 18, 1164, 764, stroke=dark, width=2)
    canvas.rect(25, 25, 1150, 750, stroke=first, width=0.7)
    plate(canvas, 46, 46, lobes * weave, paper, dark)
    plate(canvas, 1044, 684, lobes * weave, paper, dark)
    canvas.text(1150, 90, f"{number}", size=30, anchor="end", family="monospace", fill=second)
    canvas.text(50, 748, f"{number}", size=30, family="monospace", fill=second)


@rule
def wave(canvas: Canvas, y, lobes, weave, phase, ink):
    """A line of the ground, from edge to edge."""
    path = canvas.path(stroke=ink, width=0.8)
    path.move(26, y + 14 * sin(phase))
    for i in range(1, 97):
        t = tau * i / 96
        path.line(26 + 1148 * i / 96, y + 14 * sin(lobes * t + phase) * cos(weave * t / 2))


@rule
def rosette(canvas: Canvas, radius, depth, lobes, weave, threads, ink):
    """Threads of one wave, each a little further on, between an outer and an inner edge."""
    for thread in range(threads):
        path = canvas.path(stroke=ink, width=0.9)
        phase = tau * thread / threads
        for i in range(140):
            turn = tau * i / 140
            edge = 1 - 0.07 * cos(lobes * turn)
            r = radius * edge * (1 - depth * (0.5 + 0.5 * sin(lobes * weave * turn / 2 + phase)))
            if i == 0:
                path.move(r * sin(turn), -r * cos(turn))
            else:
                path.line(r * sin(turn), -r * cos(turn))
        path.close()


@rule
def plate(canvas: Canvas, x, y, value, paper, ink):
    canvas.rect(x, y, 110, 70, round=8, fill=paper, stroke=ink)
    canvas.text(x + 55, y + 49, value, size=42, anchor="middle", family="serif", fill=ink)
