"""The intermediate representation: small, typed, structured and printable.

Read in this order: `span` (where a node came from), `types` (what a value is), `ops` (the one table of
operations, with their meaning), `nodes` (the tree), `text` (print and parse), `check` (what every pass
must leave true) and `interpret` (the tree's meaning, run directly).
"""
