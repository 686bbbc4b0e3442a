"""`Damaged`: what every decoder raises for bytes that no encoder of ours gave."""

from __future__ import annotations


class Damaged(ValueError):
    """Packed bytes that were cut short, altered or continued. The text says how that shows."""
