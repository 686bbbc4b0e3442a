"""Autoglyphs as published: the hashes of the first twenty results, and the algorithm once more, in plain Python.

The results are those of 0xtane/autoglyphs-revived (MIT), of the seeds 1 to 20. A draw of the original contract takes
2,293,087 to 3,155,745 gas.
"""

from __future__ import annotations

from eth_hash.auto import keccak

ORIGINAL_GAS = (2_293_087, 3_155_745)  # of its cheapest and its dearest draw
PUBLISHED = (  # SHA-256, from seed 1 on
    "5ad15401857d158772e2c974cfb57195d142b95175f10d2c28b549ad22dcf282",
    "4fb96cc94d44ee0b3657840fc052a26871a25d660f6a6cfdc4beb21b5a327ad8",
    "95ed28006f4a8853a2dc67b850261ed3e4958b29ebce984224d1a9b63a8b8ef9",
    "274bb4ef840f5c79363ac31bcb7da1d595500c04f251675dc23521d736d2a4de",
    "b4953fff91c2111a01b2f4f707b0fa6b83cc5c00ed9176f9b7534c6bb716a3e8",
    "e74f7d2528737f898b98a6f9001d9049e0f82dac475947ce66b33d91677870b8",
    "da25d3177377127c9582b79886cc96850fb9d5ef6ce692bec6bf1f11ac70fb18",
    "b031f3f882ab0a3004974ec8fbe5acd66618a0efbe3e3158cd7b603e1eeb4d38",
    "ec8cad64c1bab8162b18eb7c864df668f4f0dfac6288a5c84a5cbf933c32f6ad",
    "a43ae9a9996894b9c31ad140c1f9ef379f2fcf70094073a83c07f358f9daed4a",
    "aae7d06fbc900d704387d9d17288d75d77f0a8a87d3455697edbaf7411ea8ff3",
    "3f77051cceff979adc08aa59955a0cbaa7ed10d122a501427ade086e4ab4eda5",
    "3456aad1184e6854b6025d5c15fb1ee5dabfcec8ee226668a850ce6af14831ea",
    "4e888350dca4c0eafd1d46afc511f4aae1ebd52b10f4a1edd2cdd050dc29fbf1",
    "16cc6651ae3447aa7c7a7db1129ae07f0d292a2d4dc5e03539597e7f0d469ae3",
    "6d229451a231818ec7e9d1cb12eddeb939070f978e592b59f243529fe4e3dcfe",
    "d2de136ae6c89b58b9e402fdb1c95c60f2d539630a65b68989a5575240000a07",
    "0c09ae6f129e04c2abf841d394e6840f7e93f675b063eb790e4b8004f1d506b9",
    "d248f2b5be4d6193e3b056f54522df6115114f3cffc720bc93908e2e7078cc3c",
    "651e466b10a8ed55d5b7899dfd1b8f1f9492cef0787fe6f3993d2bd830e76f70",
)

_SYMBOLS = (r".X/\.", ".+-|.", r"./\..", r".\|-/", ".O|-.", r".\\..", ".#|-+", ".OO..", ".#...", ".#O..")
_UP_TO = (20, 35, 48, 59, 68, 73, 77, 80, 82, 83)
_SIZE, _WORD = 64, 1 << 256


def glyph(seed: int) -> bytes:
    """The text of a seed, computed as the contract does: in words of 256 bits."""
    a = int.from_bytes(keccak(seed.to_bytes(32, "big")), "big") % (1 << 160)
    symbols = _SYMBOLS[next(scheme for scheme, end in enumerate(_UP_TO) if a % 83 < end)]
    rows = (_row(a, 2 * (i - _SIZE // 2) + 1, symbols) for i in range(_SIZE))
    return ("data:text/plain;charset=utf-8," + "".join(f"{row}%0A" for row in rows)).encode()


def _row(a: int, y: int, symbols: str) -> str:
    y = (y, -y, abs(y))[a % 3] * a
    row = ""
    for j in range(_SIZE):
        x = 2 * (j - _SIZE // 2) + 1
        x = (abs(x) if a % 2 else x) * a
        product = x * y % _WORD
        product -= _WORD if product >= _WORD // 2 else 0
        quotient = abs(product) // 2**32 * (-1 if product < 0 else 1)
        value = quotient % _WORD % (a % 11 + 5)
        row += symbols[value] if value < 5 else "."
    return row
