"""Julia: the plane, squared and moved again and again; where it gets away, and how soon."""

from intaglio import Canvas, Seed, art, color, cos, mix, sin, tau

INKS = {  # far, near, within
    "Copper": ("#10141c", "#f2a65a", "#772f1a"),
    "Lichen": ("#141b15", "#d8e08a", "#3f6b52"),
    "Iris": ("#15101f", "#f7c6d9", "#5b3f8c"),
    "Frost": ("#0e1726", "#f4f9fb", "#3f7cac"),
}


@art("Julia", size=(1000, 1000), resolution=(800, 800), chain_size=(32, 32), numbers="double")
def julia(seed: Seed, canvas: Canvas):
    far, near, within = seed.pick("Ink", INKS)
    turn = seed.integer("Turn", 20, 340)
    out = seed.integer("Out", 102, 112) / 100
    a = tau * turn / 360   # around the edge of the main bulb, a little outside
    cx = out * (0.5 * cos(a) - 0.25 * cos(2 * a))
    cy = out * (0.5 * sin(a) - 0.25 * sin(2 * a))

    @canvas.pixels
    def shade(x: float, y: float) -> color:
        u, v = (x - 500) / 330, (y - 500) / 330
        uu, vv, steps = u * u, v * v, 0
        while uu + vv < 4 and steps < 20:
            v = 2 * u * v + cy
            u = uu - vv + cx
            uu, vv, steps = u * u, v * v, steps + 1
        if steps == 20:
            return mix(near, within, (uu + vv) / 2)
        return mix(far, near, (steps - (uu + vv) / 24) / 18)
