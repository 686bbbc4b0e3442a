"""Trisolar: three suns fall around each other in a bowl. One wrong bit, and they would end elsewhere."""

from intaglio import Canvas, Seed, array, art, cos, rule, sin, sqrt, tau

SKIES = {
    "Midnight": ("#0d1321", "#f0ebd8", "#e76f51", "#7fb7be"),
    "Paper": ("#f4efe6", "#22223b", "#c1121f", "#2a6f97"),
    "Dusk": ("#231942", "#f2d0a9", "#e56399", "#9fb8ad"),
    "Moss": ("#132a13", "#ecf39e", "#f4a261", "#90a955"),
}
SUNS = 3
KEPT = 600  # places of each sun that are drawn
EVERY = 2  # steps from one to the next
TAILS = 12
DT = 0.02


@art("Trisolar", size=(1000, 1000), numbers="double", digits=1)
def trisolar(seed: Seed, canvas: Canvas):
    sky = seed.pick("Sky", SKIES, weights=(4, 3, 2, 2))
    bowl = seed.pick("Bowl", {"Flat": 0.05, "Round": 0.12, "Steep": 0.3})
    heavy = seed.pick("First sun", {"As heavy": 1.0, "Twice as heavy": 2.0, "Thrice as heavy": 3.0})
    x, y, u, v = array(float, SUNS), array(float, SUNS), array(float, SUNS), array(float, SUNS)
    turn, spin = seed.uniform(0, tau), seed.uniform(0.5, 1.1)
    for i in range(SUNS):
        angle, far = turn + tau * i / SUNS + seed.uniform(-0.4, 0.4), seed.uniform(0.8, 2)
        x[i], y[i] = far * cos(angle), far * sin(angle)
        u[i], v[i] = -spin * sin(angle), spin * cos(angle)
    xs, ys = array(float, 1800), array(float, 1800)
    most = 1.0
    for k in range(KEPT):
        for _ in range(EVERY):
            fall(x, y, u, v, heavy, bowl)
        for i in range(SUNS):
            xs[i * KEPT + k], ys[i * KEPT + k] = x[i], y[i]
            most = max(most, max(abs(x[i]), abs(y[i])))
    canvas.background(sky[0])
    scale = 450 / most
    for tail in range(TAILS):
        for i in range(SUNS):
            path = canvas.path(stroke=sky[1 + i], width=0.8 + 0.4 * tail, opacity=0.3 + 0.06 * tail, cap="round")
            for k in range(KEPT // TAILS):
                at = i * KEPT + tail * (KEPT // TAILS) + k
                if k == 0:
                    back = at if tail == 0 else at - 1
                    path.move(500 + scale * xs[back], 500 + scale * ys[back])
                path.line(500 + scale * xs[at], 500 + scale * ys[at])
    for i in range(SUNS):
        size = 14 * sqrt(heavy) if i == 0 else 14.0
        canvas.circle(500 + scale * x[i], 500 + scale * y[i], size, fill=sky[1 + i])


@rule
def fall(x, y, u, v, heavy, bowl):
    """A step of the leapfrog: every two suns pull each other, the bowl pulls all to its middle."""
    for i in range(SUNS):
        u[i] -= DT * bowl * x[i]
        v[i] -= DT * bowl * y[i]
        for j in range(i):
            dx, dy = x[i] - x[j], y[i] - y[j]
            d = dx * dx + dy * dy + 0.02
            pull = DT / (d * sqrt(d))
            to_first = pull * heavy if j == 0 else pull
            u[i] -= dx * to_first
            v[i] -= dy * to_first
            u[j] += dx * pull
            v[j] += dy * pull
    for i in range(SUNS):
        x[i] += DT * u[i]
        y[i] += DT * v[i]
