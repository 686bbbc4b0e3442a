from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    secrets = canvas.__class__
    seed.random().real
    (lambda: 0)()
    canvas.circle(50, 50, __import__("os").getpid())
