"""Laid out by solc one word deeper than the stack reaches, with whatever steps: emitted flat then."""
from intaglio import Canvas, Seed, art, clamp, color, ease_back, exp, log, sprite, step
BASE = '#70A9A1'
RATIO = 1 / 3
LIMIT = 3 * 4 - 1
LABEL = 'é & <co>'
INKS = ('#f26430', '#fff', '#0b2027')
LEVELS = {'Low': 1, 'High & <dry>': 5, 'Über \\': -7}
RAGGED = ((1, 2, 3), (-4,), b'F+')
RECORDS = (('dot', 2, '#f00'), ('bär', 3.5, '#0f0'), ('<c>', -1, '#00f'))
THREE = (sprite('tests/sprites/Cap#3.png'), None, sprite('examples/menagerie/kinds/Cat#16.png'))

@art('Random', size=(100, 100), digits=5)
def piece(seed: Seed, canvas: Canvas):
    x, y = (seed.real('Real', -9, 9), seed.uniform(0, 1000))
    n = seed.below(10)
    on = seed.chance(0.5)
    ink = seed.choice(('#f26430', '#fff', '#0b2027'))
    y *= float(LIMIT)
    y %= 1000
    canvas.sprite(THREE[(LIMIT & LIMIT) % 3] if on else None, 2 + (-2.75 if on else RATIO), y % -(clamp(LIMIT * x, -1000, 1000) % 5 + 1))
    canvas.text(1.5 // max(123.456, 1) / max(exp(clamp(y, -100, 100) % 6), 1), log(abs(clamp(y, -100, 100)) + 0.25), LABEL if False else 'say "hi"', size=0.0 if on else x % (abs(1.5) + 0.5), family='monospace')
    canvas.text(step(123.456, min(y, RATIO) % 100), (n & 255) - x, LABEL, fill=ink, stroke=color(LIMIT), width=clamp(x * x, -1000, 1000), size=max(-100, min(100, y * x)) ** 0, anchor='middle', family='monospace')
    canvas.sprite(THREE[LIMIT % 3], x, -2.75, scale=(RATIO, -2.75))
    x, y = (y, x)
    path1 = canvas.path(stroke='#fff')
    path1.quad(-999.99, RATIO, RATIO, -999.99)
    pass
    n += LIMIT
    path2 = canvas.path(stroke=BASE)
    path2.curve(10.0, y, y, y, 123.456, x)
    path2.move(x, y)
    path2.move(RATIO, 0.1)
    path2.curve(RATIO, 123.456, x, 1.5, x, -999.99)
    canvas.sprite(seed.choice(THREE) if False else seed.choice(THREE), y, 0.1, opacity=1e-05)

# SolcError: Uncaught exception:
# /solidity/libyul/backends/evm/EVMObjectCompiler.cpp(132): Throw in function run
# Dynamic exception type: boost::wrapexcept<solidity::yul::StackTooDeepError>
# std::exception::what: Cannot swap Variable t$1 with Slot 0x0e: too deep in the stack by 1 slots in [ RET t$1 t$1 t$5 y n$2 t$1 y x$6 t$1 t$1 t$3 t$1 y on t$1 y out TMP[slt, 0] 0x0e ]
# memoryguard was present.
# [solidity::util::tag_comment*] = Cannot swap Variable t$1 with Slot 0x0e: too deep in the stack by 1 slots in [ RET t$1 t$1 t$5 y n$2 t$1 y x$6 t$1 t$1 t$3 t$1 y on t$1 y out TMP[slt, 0] 0x0e ]
# memoryguard was present.
# [solidity::langutil::tag_sourceLocation*] = renderer.yul[3140,3277]
