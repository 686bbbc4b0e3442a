"""Backends: typed IR in, source text of one target out."""
