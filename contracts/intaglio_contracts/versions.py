"""Which release's contracts an edition runs: `VERSIONS`, by the address of the code that it shares.

An address is a hash of what was created there, the same on every chain. A release whose contracts differ adds a row and
keeps the old ones, so that `intaglio verify` knows an edition of any release; until it is released its row is today's,
and a test holds the last row to the sources.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Version:
    """The shared contracts of a release: `codes` has the Keccak-256 of each contract's code in hex, by address."""

    name: str
    codes: dict[str, str]


# By the address of the implementation, oldest first.
VERSIONS = {
    "0x5e08544e31531a691D9D4be94caEBCCBcD057FfA": Version(
        "0.1.0",
        {
            "0x5e08544e31531a691D9D4be94caEBCCBcD057FfA": (  # Edition
                "fe9b854fb19e232ee43ea63ee385f56616d35c463393311b5cbd5407e3e8c338"
            ),
            "0x3Fe1b6d53A56e03131396e2a2d9e2a7ce5450a98": (  # Display
                "783c4cb65f91c3c559517623f90fc9b3bfb64854529b1709a650ae1cb6f0277d"
            ),
        },
    )
}
