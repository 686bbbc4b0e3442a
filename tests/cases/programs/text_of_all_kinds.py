"""Text is escaped alike: markup, quotes, newlines, letters beyond the basic plane; in titles, tables, traits, f-strings."""
from intaglio import Canvas, Seed, art

ODD = ("<>&\"'", "a\nb\tc\rd", "]]> <!--", "${x}`\\ \\n", "\u2028\u2029\x7f\x85", "😀𝒳 é\u0301 日本", "</text>'+o+'", "%3C#")
NAMED = {"<>&\"'\n": 1, "${x}`\\": 2, "😀\u2028": 3}


@art("<\"'&> \\ ${x}` 😀", size=(100, 100))
def piece(seed: Seed, canvas: Canvas):
    n = seed.below(len(ODD))
    word = seed.pick("<>&\"' \\ 😀", ODD)
    number = seed.pick("`${x}`", NAMED, weights=(1, 2, 3))
    seed.trait("Both", f"{word}\"\\{ODD[n]}😀\n{number}")
    canvas.text(1, 1, ODD[n])
    canvas.text(1, 2, f"<{word}>&\"'\n\\{ODD[0]}{number}😀")
    canvas.text(1, 3, "<>&\"'\n\\ `${x}` 😀 ]]>")
    canvas.text(1, 4, word if number == 1 else ODD[5])
