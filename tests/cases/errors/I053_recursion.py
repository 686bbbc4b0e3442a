from intaglio import Canvas, Seed, array, art, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    walk(canvas, 5)


@rule
def walk(canvas: Canvas, left):
    seen = array(int, 8)
    seen[left % 8] = 1
    canvas.circle(seen[0], seen[1], 5)
    if left > 0:
        walk(canvas, left - 1)
