"""The passes, one file each, every one `Module -> Module`. `intaglio.pipeline` lists them in order.

`rebuild` holds what they share: a tree with other parts in it, and fresh names.
"""
