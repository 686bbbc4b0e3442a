"""A local chain of one's own: anvil, started on a free port, ended with the block.

    with LocalChain() as chain:
        deploy(deployable, chain.open())

It runs with osaka's rules and EIP-7825's limit on a transaction, as mainnet does.
"""

import atexit
import platform
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from web3 import IPCProvider, Web3

from intaglio.node_packages import PackageMissing, package_folder
from intaglio_studio.chain import RpcChain

HARDFORK = "osaka"
START_SECONDS = 20.0
_LISTENING = re.compile(r"Listening on (\S+)")  # on a free port that the system gave it
_MACHINES = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}


class AnvilMissing(Exception):
    """anvil is not installed, or does not start."""


def anvil_executable() -> str:
    """npm's anvil, else the one on PATH. Raises `AnvilMissing`."""
    system = "win32" if platform.system() == "Windows" else platform.system().lower()
    package = f"@foundry-rs/anvil-{system}-{_MACHINES.get(platform.machine().lower(), 'unknown')}"
    try:
        return str(package_folder(package) / "bin" / ("anvil.exe" if system == "win32" else "anvil"))
    except PackageMissing:
        on_path = shutil.which("anvil")
        if on_path is None:
            raise AnvilMissing(
                "anvil, the local chain, is not installed; run `make setup`, or `npm ci` in the project, "
                "or put an anvil on PATH"
            ) from None
        return on_path


class LocalChain:
    """An anvil for the time of a `with` block. `url` is its HTTP address, `account` its first funded
    account.
    """

    url: str
    web3: Web3
    account: str

    def __init__(self, *, options: tuple[str, ...] = ()) -> None:
        """`options` are further arguments of anvil's, for instance `("--disable-default-
        create2-deployer",)`.
        """
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        executable = anvil_executable()
        self._folder = tempfile.TemporaryDirectory(prefix="intaglio-anvil-")
        ipc = Path(self._folder.name) / "ipc"
        command = [executable, "--port", "0", "--ipc", str(ipc), "--hardfork", HARDFORK]
        command += ["--enable-tx-gas-limit", *self._options]
        log = Path(self._folder.name) / "log"
        with log.open("wb") as output:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        atexit.register(self.close)
        self.web3 = Web3(IPCProvider(str(ipc), timeout=120))
        try:
            self._wait(log)
        except BaseException:
            self.close()
            raise
        self.account = self.web3.eth.accounts[0]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> RpcChain:
        """The chain, sending from its first account."""
        return RpcChain(self.web3, self.account)

    def close(self) -> None:
        """End anvil. Harmless when repeated."""
        atexit.unregister(self.close)
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
        self._folder.cleanup()

    def _wait(self, log: Path) -> None:
        assert self._process is not None
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                said = log.read_text("utf-8", "replace").strip()[-500:]
                raise AnvilMissing(f"anvil ended while starting (status {self._process.returncode}): {said}")
            try:
                self.web3.eth.get_block_number()
                if listening := _LISTENING.search(log.read_text("utf-8", "replace")):
                    self.url = f"http://{listening[1]}"
                    return
            except Exception:  # no socket yet, or nobody behind it yet
                pass
            time.sleep(0.02)
        raise AnvilMissing(f"anvil did not answer within {START_SECONDS:.0f} s")

