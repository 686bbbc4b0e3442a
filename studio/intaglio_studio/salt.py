"""The artist's secret of a provenance edition: 32 random bytes of the system's, in a file that only the artist reads.

`new_salt(path)` makes one, `read_salt(path)` reads it back. What is shown is `commitment(salt)`, its hash: that goes
into the edition before the sale, the salt itself only after it. No message and no error holds a salt.
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from eth_hash.auto import keccak

from intaglio_studio.mistake import Mistake

SALT_BYTES = 32
_WHAT = "the secret of a provenance edition: keep a copy, show nobody, and reveal it after the sale"


def commitment(salt: bytes) -> bytes:
    """What an edition keeps of a salt until it is revealed: the 32 bytes of its keccak-256."""
    return keccak(salt)


def new_salt(path: Path) -> bytes:
    """Make a salt and write it to `path`, readable by its owner alone; its commitment. Never over another file.

    Raises `Mistake`.
    """
    salt = secrets.token_bytes(SALT_BYTES)
    content = {"what": _WHAT, "commitment": f"0x{commitment(salt).hex()}", "salt": f"0x{salt.hex()}"}
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(json.dumps(content, indent=1) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise Mistake(f"{path} is there already and is left as it is", help="choose another", code="exists") from None
    except OSError as error:
        raise Mistake(f"cannot write {path}: {error.strerror}", code="file") from None
    return commitment(salt)


def read_salt(path: Path) -> bytes:
    """The salt of a file that `new_salt` wrote. Raises `Mistake`, which never quotes the file."""
    try:
        content = json.loads(path.read_text("utf-8"))
        salt = bytes.fromhex(content["salt"].removeprefix("0x"))
        promised = content["commitment"]
    except OSError as error:
        raise Mistake(f"cannot read {path}: {error.strerror}", code="file") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Mistake(f"{path} holds no salt", help="`intaglio edition new-salt FILE` makes one", code="salt") from None
    if len(salt) != SALT_BYTES or promised != f"0x{commitment(salt).hex()}":
        raise Mistake(f"{path} was altered: its salt is not the one of its commitment", code="salt")
    return salt
