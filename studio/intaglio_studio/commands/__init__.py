"""One file a command. Each has `SUMMARY`, `arguments(parser)` and `run(options) -> Outcome`.

They are imported for `--help` too, so at the top they import nothing but the standard library and what
is as light; the work's modules are imported where the work is done.
"""
