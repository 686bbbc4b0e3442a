from intaglio import Canvas, Seed, art, keccak, sdiv, word

BROKEN = word(1) / 2


@art("Case", media="text")
def case(seed: Seed, canvas: Canvas):
    n, x = seed.below(9), 0.5
    token = seed.word()
    canvas.write(token + n)
    canvas.write(token * x)
    canvas.write(token / 2)
    canvas.write(n << token)
    canvas.write(token >> token)
    canvas.write(-token, ~token, token % 11)
    if token > n:
        canvas.write(keccak(n), sdiv(token, x))
    n += token
