from intaglio import Canvas, Seed, array, art, lsystem

RULES = (b"F=FF", b"X=F[X]")
BLANK = b""


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    word = array(int, 20)
    letter = ord("FX")
    other = ord(letter)
    used = lsystem(seed, word, "X", RULES, 3)
    used = lsystem(seed, word, b"X", b"F=FF", 3)
    used = lsystem(seed, word, b"X", ((1, 2.5), (3, 4)), 3)
    used = lsystem(seed, array(float, 20), b"X", RULES, 3)
    for code in b"":
        canvas.circle(code, other, used)
    canvas.text(50, 50, b"X")
