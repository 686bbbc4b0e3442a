"""The `intaglio` command: render, build, verify, deploy and cost a piece."""
