"""Intaglio: generative art from one Python file, the same bytes on every engine."""
