from intaglio import Canvas, Seed, art, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    x = seed.random()
    label = f"at {x}"
    canvas.text(5, 5, f"{x:.2f}")
    canvas.text(5, 15, f"{(x, x)}")
    caption(canvas, f"at {x}")
    canvas.text(5, 35, "bell \a")
    canvas.text(5, 45, f"{x} \ud800")


@rule
def caption(canvas: Canvas, words):
    canvas.text(5, 25, words)
