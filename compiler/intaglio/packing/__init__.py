"""Packing: the bytes that are stored for a piece, and the page that they become."""
