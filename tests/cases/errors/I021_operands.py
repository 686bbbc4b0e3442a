from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    name = "Ember"
    n = seed.random() * 10
    canvas.text(5, 5, name + 1)
    canvas.circle(50, 50, n << 2)
    canvas.circle(50, 50, -name)
    point = (n, n)
    canvas.circle(50, 50, point * 2)
    canvas.circle(50, 50, (n > 5) * 20)
