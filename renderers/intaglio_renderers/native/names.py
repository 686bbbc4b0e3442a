"""Names in generated source: what it imports, what it uses itself, and what a piece's own names become."""

from __future__ import annotations

import builtins
import keyword
import re
from dataclasses import dataclass, field

# What generated source imports, and the other names that it uses itself. A piece's own names step aside.
IMPORTS = {
    "math": "inf nan",
    "numba": "boolean float64 int64",
    "numba.types": "Tuple",
    "intaglio_renderers.native.compiler": "Unit",
    "intaglio_renderers.native.doubles": "ceiled cut cyclic divided divided_above_zero divided_floor double exponent "
    "floored floored_both fraction greatest_double least_double load_double magnitude modulo_double nearest negated "
    "power2 square_root store_double straight_ceiled straight_cut straight_floored straight_nearest",
    "intaglio_renderers.native.intrinsics": "absolute entry_writer field greatest least load number_table plot "
    "quotient remainder rounded select shifted store text_writer truncated whole wrap",
    "intaglio_renderers.native.memory": "FAULT FUEL FUEL_PER_TOKEN HEIGHT SVG TRAITS WIDTH",
    "intaglio_renderers.native.word_type": "word256",
    "intaglio_renderers.native.words": "load_word256 store_word256 word_and word_below word_constant word_difference "
    "word_equal word_greatest word_least word_left word_limb word_low word_most word_negated word_not word_of word_or "
    "word_product word_right word_sum word_unequal word_xor",
    "intaglio_renderers.native.word_runtime": "keccak token word_divided word_modulo word_signed_divided "
    "word_signed_modulo word_written",
    "intaglio_renderers.native.runtime": "RUNTIME affordable color copied decimal_writer descend exhausted floordiv "
    "index integer modulo opened root serial spent start too_deep word zeroed",
}
OWN_NAMES = "m p q text decimal kernel seeds count ends done rules TEXTS pixels out first last"
RESERVED = frozenset([*" ".join([OWN_NAMES, *IMPORTS.values()]).split(), *keyword.kwlist, *dir(builtins)])


@dataclass
class Namer:
    """Gives each IR name one Python identifier, readable and free."""

    taken: set[str] = field(default_factory=lambda: set(RESERVED))
    names: dict[str, str] = field(default_factory=dict)

    def __call__(self, name: str) -> str:
        if name not in self.names:
            free = re.sub(r"\W", "_", name, flags=re.ASCII)
            if not free[:1].isalpha():
                free = f"x{free}"
            while free in self.taken:
                free += "_"
            self.names[name] = free
            self.taken.add(free)
        return self.names[name]
