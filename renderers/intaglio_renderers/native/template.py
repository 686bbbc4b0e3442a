"""What every generated kernel begins and ends with."""

HEAD = '''"""{title}: a kernel, generated. To read it see intaglio_renderers.native: emit, runtime, memory."""

{imports}

TEXTS = (
{texts})
rules = Unit("piece")
text = text_writer(TEXTS)
decimal = decimal_writer(rules, {digits}, "{numbers}")
'''

ENTRY = """

@rules.define(int64, int64, int64, int64, int64)
def kernel(m, seeds, count, ends):
    for done in range(count):
        if start(m, seeds + 32 * done):
            {main}(m)
        if load(m, FAULT) != 0:
            return done
        store(ends, 2 * done, load(m, SVG))
        store(ends, 2 * done + 1, load(m, TRAITS))
    return count
"""
