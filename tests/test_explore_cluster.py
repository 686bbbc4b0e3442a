"""Explorations on a real Dask cluster: the same bytes, and one sentence for each way in which a cluster can fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from intaglio_studio.command import main
from intaglio_studio.explore_cluster import open_cluster
from intaglio_studio.explore_draw import draw, identity
from intaglio_studio.explore_store import Store
from intaglio_studio.mistake import Mistake
from intaglio_studio.piece import Piece, open_piece
from intaglio_studio.progress import Silent
from tests.toy import write_toy

COUNT = 900


@pytest.fixture
def toy(tmp_path: Path) -> Piece:
    return open_piece(write_toy(tmp_path))


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WAIT", "_LOOK"):
        monkeypatch.setattr(f"intaglio_studio.explore_cluster.{name}", 0.5)


def local_cluster(workers: int, *, processes: bool) -> Any:
    """Dask's own cluster on this machine, reached by TCP like any other."""
    from distributed import LocalCluster

    cluster: Any = LocalCluster  # it has no types
    return cluster(
        n_workers=workers, threads_per_worker=2, processes=processes, protocol="tcp", dashboard_address=None
    )


class After(Silent):
    """Does something once so many tokens are drawn."""

    def __init__(self, tokens: int, action: Callable[[], object]) -> None:
        self._left, self._action = tokens, action

    def advance(self, label: str, steps: int = 1) -> None:
        before, self._left = self._left, self._left - steps
        if self._left <= 0 < before:
            self._action()


def drawn(piece: Piece, folder: Path, scheduler: str | None, board: After | None = None) -> str:
    """Draw into a folder; the digest of all tokens."""
    with Store.open(folder, identity(piece, pictures=True)) as store:
        draw(piece, store, COUNT, processes=None if scheduler else 1, scheduler=scheduler, board=board)
        return store.digest(COUNT)


@pytest.mark.slow
def test_two_processes_of_a_cluster_leave_the_same_bytes(toy: Piece, tmp_path: Path) -> None:
    one = drawn(toy, tmp_path / "one", None)
    with local_cluster(2, processes=True) as cluster:
        assert drawn(toy, tmp_path / "cluster", cluster.scheduler_address) == one
    for name in ("index", "pictures", "store.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "cluster" / name).read_bytes()


def test_a_scheduler_that_dies_and_a_run_that_goes_on(toy: Piece, tmp_path: Path) -> None:
    one = drawn(toy, tmp_path / "one", None)
    cluster = local_cluster(1, processes=False)
    with pytest.raises(Mistake, match=r"the scheduler at tcp://127\.0\.0\.1:\d+ is gone") as lost:
        drawn(toy, tmp_path / "two", cluster.scheduler_address, After(200, cluster.close))
    assert "go on" in lost.value.help
    with Store.open(tmp_path / "two", identity(toy, pictures=True)) as store:
        assert 200 <= len(store) < COUNT
    with local_cluster(1, processes=False) as other:
        assert drawn(toy, tmp_path / "two", other.scheduler_address) == one


def test_workers_that_leave(toy: Piece, tmp_path: Path) -> None:
    with local_cluster(1, processes=False) as cluster:
        leave = After(200, lambda: cluster.sync(cluster.workers[0].close))
        with pytest.raises(Mistake, match="has lost its workers"):
            drawn(toy, tmp_path / "two", cluster.scheduler_address, leave)


def test_no_workers() -> None:
    with (
        local_cluster(0, processes=False) as cluster,
        pytest.raises(Mistake, match="has no workers") as none,
        open_cluster(cluster.scheduler_address),
    ):
        pass
    assert none.value.help.startswith("`dask worker tcp://127.0.0.1:")


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "127.0.0.1:9", "nowhere", "tcp://[", "ftp://127.0.0.1:9", ""])
def test_no_scheduler(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_toy(tmp_path)
    assert main(["explore", "toy.py", "-n", "50", "--scheduler", address]) == 2
    said = capsys.readouterr().err
    assert f"no Dask scheduler answers at {address}" in said
    assert "Traceback" not in said
