"""The engines: one `Renderer` interface over CPython, numba, node, Chromium and the EVM."""
