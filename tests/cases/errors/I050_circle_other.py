"""The other half of the circle: imported by I050_circle, which it imports."""
from I050_circle import COUNT
from intaglio import rule


@rule
def petals(n):
    return n * COUNT
