"""Sketches: scripts and pages that an artist wrote by hand, read, checked and made ready to be packed."""
