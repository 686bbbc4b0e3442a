"""Amounts of ether and moments, as people write them: `0.05`, `30 gwei`, `2026-12-01T18:00Z`, `in 2 days`.

`parse_amount` gives wei, `shown_amount` is its inverse; `parse_moment` gives seconds since 1970, as blocks count them.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from intaglio_studio.mistake import Mistake

UNITS = {"ether": 10**18, "eth": 10**18, "gwei": 10**9, "wei": 1}
MOST_WEI = 10**27  # a billion ether: more than there is
_AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?|\.[0-9]+) *([A-Za-z]*)")
_SPANS = {"minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800}
_FROM_NOW = re.compile(r"in ([0-9]{1,6}) (minute|hour|day|week)s?")


def parse_amount(text: str) -> int:
    """An amount in wei; a bare number is ether. Raises `Mistake`.

    >>> parse_amount("0.05"), parse_amount("30 gwei"), parse_amount("1wei")
    (50000000000000000, 30000000000, 1)
    """
    match = _AMOUNT.fullmatch(text.strip())
    unit = UNITS.get(match[2].lower() or "ether") if match else None
    if match is None or unit is None:
        raise Mistake(f"`{text}` is no amount", help="for instance `0.05` for ether, `30 gwei` or `100 wei`")
    wei = Decimal(match[1]) * unit
    if wei != int(wei) or wei > MOST_WEI:
        raise Mistake(f"`{text}` is no whole number of wei" if wei <= MOST_WEI else f"`{text}` is more than there is")
    return int(wei)


def shown_amount(wei: int) -> str:
    """An amount in ether, whatever its size, without loss.

    >>> shown_amount(50000000000000000), shown_amount(0), shown_amount(2 * 10**18)
    ('0.05 ether', '0 ether', '2 ether')
    """
    whole, rest = divmod(wei, 10**18)
    digits = f"{rest:018d}".rstrip("0")
    return f"{whole:,}.{digits} ether" if digits else f"{whole:,} ether"


def parse_moment(text: str, now: datetime | None = None) -> int:
    """A moment in seconds since 1970: `now`, `in 2 days`, or ISO 8601 with its time zone. Raises `Mistake`.

    >>> parse_moment("2026-12-01T18:00Z"), parse_moment("2026-12-01T19:00+01:00")
    (1796148000, 1796148000)
    """
    current = now or datetime.now(UTC)
    if text == "now":
        return int(current.timestamp())
    if match := _FROM_NOW.fullmatch(text):
        return int((current + timedelta(seconds=int(match[1]) * _SPANS[match[2]])).timestamp())
    help = "for instance `2026-12-01T18:00Z`, `2026-12-01T19:00+01:00` or `in 2 days`"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Mistake(f"`{text}` is no moment", help=help) from None
    if moment.tzinfo is None:
        raise Mistake(f"`{text}` says no time zone, and collectors live in all of them", help=help)
    return int(moment.timestamp())


def shown_moment(seconds: int) -> str:
    """A moment in UTC.

    >>> shown_moment(1796148000)
    '2026-12-01 18:00:00 UTC'
    """
    try:
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S} UTC"
    except (ValueError, OverflowError, OSError):
        return f"second {seconds:,}"  # later than year 9999
