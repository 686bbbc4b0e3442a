from intaglio import Array, Canvas, Seed, array, art, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    a = array(int, 8)
    canvas.circle(50, 50, larger(a))


@rule
def larger(a: Array[int]):
    more = array(int, len(a) + 1)
    more[0] = a[0]
    return larger(more) if more[0] > 3 else a[1]
