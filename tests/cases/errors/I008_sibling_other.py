"""Imported by I008_no_such_name."""
from intaglio import rule


@rule
def leaf(n):
    return n * 2
