from intaglio import Canvas, Seed, art, tau

SIZE = 10
AREA = SIZE * tau
HALF = 1 / (SIZE - 10)
for i in range(3):
    SIZE = i


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, 20)
