from intaglio import Array, Canvas, Seed, art, array, keccak, rule, word


@art("Case", media="text")
def case(seed: Seed, canvas: Canvas):
    token = keccak(seed.word())
    canvas.write(word(0.5), float(token), abs(token), round(token))
    canvas.write(keccak(1, 2), word())
    canvas.write(max(token, 5))
    numbers = array(word, 4)
    numbers[0] = 7
    numbers[1] = numbers[0] + 7
    total(canvas, numbers)
    shown(canvas, 5)
    huge = 123456789012345678901234567890
    too_long = word(2000000000000000000000000000000000000000000000000000000000000000000000000000000)


@rule
def total(canvas: Canvas, numbers: Array[int]):
    canvas.write(len(numbers))


@rule
def shown(canvas: Canvas, w: word):
    canvas.write(w)
