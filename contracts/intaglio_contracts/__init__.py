"""The Solidity sources of Intaglio and what compiles, loads and calls them."""
