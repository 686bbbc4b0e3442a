"""The pictures of an exploration on disk: `Store.open(folder, identity)`, `append`, `picture(number)`.

Three files. `store.json` says of which piece, and what is kept. `pictures` has each token's SVG and then its traits,
one token after another, from token 0 on. `index` has 64 bytes a token (`RECORD`): where its bytes lie, what was
measured, and the digest. Both only grow, the index last, so that an interrupted run leaves a shorter store, never a
wrong one; the next run goes on from there. The bytes depend on the piece alone: not on who drew, nor in what pieces.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import sys
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from intaglio_renderers.picture import Picture
from intaglio_studio.explore_work import PART, RECORD, Chunk
from intaglio_studio.mistake import Mistake

FORMAT = 1
NAMES = ("store.json", "pictures", "index")


@dataclass(frozen=True)
class Identity:
    """What a store is of: a title, the hash of a module, params; and whether it keeps SVGs or only measures."""

    title: str
    fingerprint: str
    params: str  # 0x and 64 digits
    pictures: bool


class Store:
    """An open store. One process writes; whoever opens it a second time is refused."""

    def __init__(self, folder: Path, identity: Identity) -> None:
        self.folder = folder
        self.identity = identity
        folder.mkdir(parents=True, exist_ok=True)
        for name in NAMES[1:]:
            (folder / name).touch()
        self._data = (folder / "pictures").open("r+b")
        self._index = (folder / "index").open("r+b")
        try:
            fcntl.flock(self._index, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.close()
            raise Mistake(
                f"another run is drawing into {folder}", help="wait for it, or use another --store"
            ) from None
        self._recover()

    @classmethod
    def open(cls, folder: Path, identity: Identity, *, fresh: bool = False) -> Store:
        """The store in a folder, or a new one. Raises `Mistake` where the folder has another piece's."""
        header = folder / NAMES[0]
        if folder.exists() and not header.exists() and any(folder.iterdir()):
            raise Mistake(f"{folder} is not empty and no store", help="give another folder with --store")
        if header.exists():
            found = json.loads(header.read_text("utf-8"))
            if found != {"format": FORMAT, **asdict(identity)} and not fresh:
                raise Mistake(
                    f"{folder} holds pictures of {_difference(found, identity)}",
                    help="`--fresh` draws it anew, `--store DIR` draws into another folder",
                )
            if fresh:
                for name in NAMES:
                    (folder / name).unlink(missing_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"format": FORMAT, **asdict(identity)}, indent=1, ensure_ascii=False)
        header.write_text(text + "\n", "utf-8")
        return cls(folder, identity)

    def __len__(self) -> int:
        return self._count

    @property
    def size(self) -> int:
        """Bytes on disk, index and header left out."""
        return self._end

    def append(self, chunk: Chunk) -> None:
        """Add the tokens of a chunk; they must be the next ones."""
        if chunk.first != self._count:
            raise ValueError(f"token {self._count} comes next, not {chunk.first}")
        records = np.frombuffer(chunk.records, RECORD).copy()
        records["offset"] += self._end
        self._write(chunk)
        self._index.write(records.tobytes())
        self._index.flush()
        self._end += chunk.size
        self._count += len(records)

    def records(self, count: int) -> NDArray[np.void]:
        """The records of the first `count` tokens."""
        return np.fromfile(self.folder / "index", RECORD, count)

    def picture(self, number: int) -> Picture:
        """A token's SVG (empty where only measures are kept) and its traits."""
        (record,) = np.fromfile(self.folder / "index", RECORD, 1, offset=number * RECORD.itemsize)
        return self._read(record)

    def traits(self, record: np.void) -> bytes:
        """A token's traits, by its record; where it failed, why."""
        return os.pread(self._data.fileno(), int(record["traits"]), int(record["offset"]) + self._svg_kept(record))

    def digest(self, count: int) -> str:
        """SHA-256 of the digests of the first `count` tokens: equal where all their bytes are."""
        return hashlib.sha256(np.ascontiguousarray(self.records(count)["digest"]).tobytes()).hexdigest()

    def close(self) -> None:
        """Write everything out to the disk."""
        for file in (self._data, self._index):
            file.flush()
            os.fsync(file.fileno())
            file.close()

    def _write(self, chunk: Chunk) -> None:
        if isinstance(chunk.data, bytes):
            self._data.write(chunk.data)
            self._data.flush()
            return
        with chunk.data.open("rb") as part:
            if sys.platform == "linux":  # within the kernel: half the time of reading it in here
                copied = 0
                while copied < chunk.size:
                    copied += os.sendfile(self._data.fileno(), part.fileno(), copied, chunk.size - copied)
            else:
                self._data.write(part.read())
                self._data.flush()
        chunk.data.unlink()

    def _svg_kept(self, record: np.void) -> int:
        return int(record["svg"]) if self.identity.pictures else 0

    def _read(self, record: np.void) -> Picture:
        svg = os.pread(self._data.fileno(), self._svg_kept(record), int(record["offset"]))
        return Picture(svg, self.traits(record))

    def _recover(self) -> None:
        """Drop what a run that was cut short had not finished: records without bytes, bytes without a record."""
        self._count = self._index.seek(0, os.SEEK_END) // RECORD.itemsize
        written = self._data.seek(0, os.SEEK_END)
        self._end = 0
        while self._count:
            (record,) = np.fromfile(self.folder / "index", RECORD, 1, offset=(self._count - 1) * RECORD.itemsize)
            self._end = int(record["offset"]) + self._svg_kept(record) + int(record["traits"])
            if self._end <= written and self._is_whole(record):
                break
            self._count, self._end = self._count - 1, 0
        for file, end in ((self._index, self._count * RECORD.itemsize), (self._data, self._end)):
            file.truncate(end)
            file.seek(end)
        for part in self.folder.glob(f"*{PART}"):
            part.unlink()

    def _is_whole(self, record: np.void) -> bool:
        if record["failed"] or not self.identity.pictures:
            return True
        picture = self._read(record)
        return zlib.crc32(picture.svg) == record["crc"] and picture.traits.endswith(b"]")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _difference(found: dict[str, object], identity: Identity) -> str:
    if found.get("format") != FORMAT:
        return "another format"
    if found.get("title") != identity.title:
        return f"another piece, {found.get('title')}"
    if found.get("fingerprint") != identity.fingerprint:
        return "another version of the piece"
    if found.get("params") != identity.params:
        return "this piece with other params"
    return "this piece, but without its SVGs" if identity.pictures else "this piece, with its SVGs"
