"""What the EVM backend does not take yet, and why."""

from __future__ import annotations

from intaglio.ir.nodes import Module


def refusal(module: Module) -> str | None:
    """Why there is no contract of a module, as a clause to follow its title; None where there is one."""
    if module.resolution is not None and module.chain_size is None:
        return "it has pixels and no `chain_size`"
    return None
