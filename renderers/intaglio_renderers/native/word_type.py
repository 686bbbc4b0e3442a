"""The type of a word in kernels: LLVM's own integer of 256 bits, which it cuts into the processor's limbs itself."""

# numba's types have no types.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,misc,untyped-decorator"

from __future__ import annotations

from llvmlite import ir
from numba.core.types import Type
from numba.extending import models, register_model

I256 = ir.IntType(256)


class WordType(Type):
    """Unsigned, 256 bits."""

    def __init__(self) -> None:
        super().__init__("word256")


@register_model(WordType)
class WordModel(models.PrimitiveModel):
    """As LLVM has it, wherever it is kept."""

    def __init__(self, manager, kind) -> None:
        super().__init__(manager, kind, I256)


word256 = WordType()
