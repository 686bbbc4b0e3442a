"""Write what is known when the piece is compiled as text, and a whole number as an int.

    emit.decimal svg(12.5)        →   emit.text svg "12.5" ()
    emit.decimal svg(fixed(i))    →   emit.int svg(i)
"""

from __future__ import annotations

from dataclasses import replace

from intaglio.ir.nodes import Body, Const, Function, Module, Op, Perform, Statement
from intaglio.ir.ops import Fault, decimal
from intaglio.passes.rebuild import expand, with_functions


def write_constants(module: Module) -> Module:
    """Leave no emit of a constant."""

    def change(statement: Statement) -> Body:
        match statement:
            case Perform(effect="emit.decimal", args=(Op(name="fixed" | "double", args=(whole,)),)):
                return (replace(statement, effect="emit.int", args=(whole,)),)
            case Perform(args=(Const(value=value),)) if statement.stream:
                text = _text(module, statement, value)
                return (statement if text is None else _emit(statement, text),)
            case Perform(effect="emit.text", text=""):
                return ()
            case _:
                return (statement,)

    def change_function(function: Function) -> Function:
        return replace(function, body=expand(function.body, change))

    return with_functions(module, change_function)


def _emit(statement: Perform, text: str) -> Perform:
    return replace(statement, effect="emit.text", args=(), text=text)


def _text(module: Module, statement: Perform, value: int) -> str | None:
    match statement.effect:
        case "emit.int":
            return str(value)
        case "emit.decimal":
            try:
                return decimal(module.floats, value, module.digits)
            except Fault:
                return None  # for the run to find
        case "emit.color":
            return f"#{value & 0xFFFFFF:06x}"
        case "emit.entry":
            texts = module.table(statement.text).texts
            return texts[value] if 0 <= value < len(texts) else None
    return None
