"""What is secret stays secret, and a node that fails is a line: keys, passwords and addresses' tokens.

`Relay` is a node in front of an anvil: it wants a token in its path, counts requests, and can fail from any
of them on. A deployment and a verification run through it as a user's would, and everything that they print,
log or leave behind is searched.
"""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from eth_account import Account

from intaglio_renderers import rpc
from intaglio_renderers.patience import Patience
from intaglio_studio.anvil import LocalChain
from intaglio_studio.command import main
from intaglio_studio.fault import write_report
from tests.fake_signer import FakeSigner
from tests.toy import toy_bundle

KEY = "5ec2e7" + "4b" * 29
PASSWORD = "open-sesame-5ec2e7"
TOKEN = "t0ken5ec2e7"
SECRETS = re.compile("|".join((KEY, PASSWORD, TOKEN)), re.IGNORECASE)
ONE_LINE = re.compile(r"^error: ([^\n]+)\n(  help: [^\n]+\n)?\Z", re.MULTILINE)
MANNERS = ("hangs up", "is throttled", "talks nonsense", "refuses")
CONTRACT = "0x" + "11" * 20


@dataclass
class Relay:
    """A node with a token in its address. From request `last` on it fails in its `manner`."""

    target: str
    last: int = 10**9
    manner: str = "hangs up"
    seen: int = 0
    server: ThreadingHTTPServer = field(init=False)

    def __post_init__(self) -> None:
        relay = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                relay.answer(self)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Its address, with the token wherever people have to put one."""
        return f"http://me:{TOKEN}@127.0.0.1:{self.server.server_port}/v3/{TOKEN}?key={TOKEN}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Pass one request on, or fail."""
        self.seen += 1
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        if self.seen >= self.last and self.manner == "hangs up":
            handler.close_connection = True
            handler.connection.close()
            return
        status, said = 200, b""
        if self.seen < self.last:
            with urlopen(Request(self.target, body, {"Content-Type": "application/json"})) as answered:
                said = answered.read()
        elif self.manner == "is throttled":
            status = 429
        elif self.manner == "talks nonsense":
            said = b"<html>"
        elif self.manner == "refuses":
            error = {"code": -32000, "message": f"see https://node.example/v3/{TOKEN}"}
            said = json.dumps({"jsonrpc": "2.0", "id": json.loads(body)["id"], "error": error}).encode()
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(said)))
        handler.end_headers()
        handler.wfile.write(said)

    def close(self) -> None:
        """End it."""
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A node that fails here fails for good."""
    monkeypatch.setattr(rpc, "PATIENCE", Patience(first=0.001, seconds=0.01))


@pytest.fixture(scope="module")
def local() -> Iterator[LocalChain]:
    with LocalChain() as chain:
        chain.open().send(Account.from_key(KEY).address, b"", value=10**18)
        yield chain


@pytest.fixture
def relay(local: LocalChain) -> Iterator[Relay]:
    made = Relay(local.url)
    yield made
    made.close()


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("secrets")
    toy_bundle(folder).write(folder / "toy.build")
    return folder / "toy.build"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and the key in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INTAGLIO_PRIVATE_KEY", f"0x{KEY}")
    return tmp_path


def left_behind(folder: Path) -> str:
    """Names and contents of all files in a folder."""
    return "\n".join(f"{p.name}\n{p.read_text(errors='replace')}" for p in folder.rglob("*") if p.is_file())


@pytest.mark.chain
@pytest.mark.node
@pytest.mark.slow
def test_a_whole_run_leaves_no_secret(relay: Relay, build: Path, place: Path) -> None:
    """As processes, so that what libraries print by themselves is seen too."""

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "intaglio_studio", *arguments, "--rpc", relay.url]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        assert not SECRETS.search(done.stdout + done.stderr)
        return done.stdout

    told = json.loads(run("deploy", str(build), "--mint", "1", "--yes", "--json"))
    run("verify", "--contract", told["edition"], "--report", "report", "--browser", "0")
    assert (place / "report" / "report.json").exists()
    assert not SECRETS.search(left_behind(place))
    journals = left_behind(build.with_suffix(".deploy"))
    assert '"record":"signed"' in journals and not SECRETS.search(journals)


@pytest.mark.chain
@pytest.mark.node
def test_a_signer_and_a_fork_are_told_no_secret(
    relay: Relay, build: Path, place: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The signer's address has a token too. What a dry run starts has no token among its arguments."""
    monkeypatch.delenv("INTAGLIO_PRIVATE_KEY")
    started: list[str] = []

    class Popen(subprocess.Popen[bytes]):
        def __init__(self, command: list[str], **more: Any) -> None:
            started.append(" ".join(command))
            super().__init__(command, **more)

    monkeypatch.setattr("intaglio_studio.anvil.subprocess.Popen", Popen)
    with FakeSigner(f"0x{KEY}") as signer:
        address = f"{signer.url}/{TOKEN}?key={TOKEN}"
        for more in (["--plan"], ["--dry-run"], ["--yes"], ["--signer", address.replace("http", "ws")]):
            command = ["deploy", str(build), "--rpc", relay.url, "--signer", address, "--supply", "61", *more]
            assert main(command) == (2 if "--signer" in more else 0)
        signer.says = {"error": {"code": -32000, "message": f"ask http://clef.example/{TOKEN}"}}
        assert main(["deploy", str(build), "--rpc", relay.url, "--signer", address, "--supply", "62", "--yes"]) == 2
    said = capfd.readouterr()
    assert "the signer refuses: ask http://clef.example/…" in said.err
    assert any("--fork-url" in command for command in started)
    assert not SECRETS.search("\n".join((said.out, said.err, *started, left_behind(build.parent), left_behind(place))))


@pytest.mark.chain
@pytest.mark.node
def test_no_log_of_any_level_has_a_key(
    relay: Relay, build: Path, place: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever turns all logging on finds no key and no password there, of a signer's or of the node's address."""
    keystore = place / "keystore.json"
    keystore.write_text(json.dumps(Account.encrypt(bytes.fromhex(KEY), PASSWORD, kdf="pbkdf2", iterations=1000)))
    monkeypatch.setenv("INTAGLIO_KEYSTORE_PASSWORD", PASSWORD)
    with caplog.at_level(logging.DEBUG):
        for more in ([], ["--keystore", str(keystore)]):
            command = ["deploy", str(build), "--rpc", relay.url, *more, "--yes", "--supply", str(40 + len(more))]
            assert main(command) == 0
    assert len(caplog.records) > 10
    assert not SECRETS.search(caplog.text)


def fails(relay: Relay, capsys: pytest.CaptureFixture[str], last: int, *command: str) -> int:
    """Run a command on a node that fails from request `last` on, each time in another manner; its status."""
    relay.seen, relay.last, relay.manner = 0, last, MANNERS[last % len(MANNERS)]
    status = main([*command, "--rpc", relay.url])
    said = capsys.readouterr()
    assert not SECRETS.search(said.out + said.err), (last, said)
    assert status in (0, 1, 2), (last, said.err)
    if status == 2:
        assert said.out == "" and ONE_LINE.search(said.err), (last, said.err)
    return status


@pytest.mark.chain
@pytest.mark.node
@pytest.mark.slow
def test_a_node_may_fail_at_any_request(
    relay: Relay, build: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Deploy: one line and status 2. Verify: the same, or status 1 and a report where drawing had begun."""
    for last in range(1, 100):
        status = fails(relay, capsys, last, "deploy", str(build), "--yes", "--mint", "1", "--supply", str(last))
        if relay.seen < last:
            break
        assert status == 2, last
    assert status == 0 and last > 10
    relay.last = 10**9
    assert main(["deploy", str(build), "--rpc", relay.url, "--yes", "--json", "--supply", str(last)]) == 0
    edition = json.loads(capsys.readouterr().out)["edition"]
    statuses: list[int] = []
    while not statuses or relay.seen >= len(statuses):
        statuses.append(fails(relay, capsys, len(statuses) + 1, "verify", "--contract", edition, "--engines", "evm"))
    assert statuses[0] == 2 and 1 in statuses and statuses[-1] == 0
    assert not SECRETS.search(left_behind(place))


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line that a command says which the user has to mend, its help left out."""
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == "" and not SECRETS.search(said.err)
    match = ONE_LINE.fullmatch(said.err)
    assert match, said.err
    return match[1]


@pytest.mark.node
@pytest.mark.parametrize(
    "address, words",
    [
        ("http://127.0.0.1:9", "no node answers at http://127.0.0.1:9: connection refused"),
        (f"http://127.0.0.1:9/v3/{TOKEN}", "no node answers at http://127.0.0.1:9/…: connection refused"),
        (f"http://me:{TOKEN}@127.0.0.1:9", "no node answers at http://127.0.0.1:9: connection refused"),
        (f"https://no-such-host.invalid/{TOKEN}", "no node answers at https://no-such-host.invalid/…: "),
        (f"http:///{TOKEN}", "no node answers at http:///…: that is no address"),
        (f"http://me:{TOKEN}@/x", "no node answers at http:///…: that is no address"),
        (f"http://me:{TOKEN[:4]}/{TOKEN}@host/x", "no node answers at http:///…: that is no address"),
        (f"http://127.0.0.1:99999/{TOKEN}", "no node answers at http://127.0.0.1:99999/…: that is no address"),
        (f"http://[/{TOKEN}", "no node answers at http://[/…: that is no address"),
        (f"ws://127.0.0.1/{TOKEN}", "`ws://127.0.0.1/…` is neither an http or https address nor a socket's path"),
        (f"node.example/v3/{TOKEN}", "`node.example/…` is neither an http or https address nor a socket's path"),
        ("localhost:8545", "`localhost:8545` is neither an http or https address nor a socket's path"),
        ("./no.ipc", "no node answers at ./no.ipc: no such socket"),
    ],
)
def test_a_dead_address_is_one_line(
    build: Path, place: Path, capsys: pytest.CaptureFixture[str], address: str, words: str
) -> None:
    assert refused(capsys, "verify", "--rpc", address, "--contract", CONTRACT).startswith(words)
    assert refused(capsys, "deploy", str(build), "--rpc", address).startswith(words)
    assert list(place.iterdir()) == []


def test_a_node_that_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A server that takes the request and never answers costs seconds, not minutes."""
    monkeypatch.setattr(rpc, "FIRST_ANSWER_SECONDS", 0.2)
    silent = Relay("http://127.0.0.1:9")
    done = threading.Event()
    monkeypatch.setattr(silent, "answer", lambda handler: done.wait(5))
    words = refused(capsys, "verify", "--rpc", silent.url, "--contract", CONTRACT)
    assert words == f"no node answers at http://127.0.0.1:{silent.server.server_port}/…: it took too long to answer"
    done.set()
    silent.close()


@pytest.mark.chain
@pytest.mark.node
def test_a_key_that_is_none_is_not_repeated(
    place: Path, relay: Relay, build: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INTAGLIO_PRIVATE_KEY", f"0x{KEY}zz")
    words = refused(capsys, "deploy", str(build), "--rpc", relay.url)
    assert words == "INTAGLIO_PRIVATE_KEY is no private key; one has 64 hexadecimal digits"


def test_a_fault_report_hides_what_an_exception_quotes(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAGLIO_KEYSTORE_PASSWORD", PASSWORD)
    for command in (
        ["verify", "--rpc", f"https://node.example/v3/{TOKEN}"],
        ["verify", f"--rpc=https://me:{TOKEN}@node.example/"],
        ["verify", "--rpc", f"node.example/v3/{TOKEN}"],
        ["verify", "--rp", f"http://[/{TOKEN}"],
    ):
        error = ValueError(f"0x{KEY} and {PASSWORD} at url: /v3/{TOKEN} of {command[-1].removeprefix('--rpc=')}")
        text = write_report(error, command).read_text()
        assert "command: intaglio verify" in text and "ValueError" in text
        if command[-1].endswith(f"/v3/{TOKEN}"):
            assert not SECRETS.search(text)
        else:
            assert not SECRETS.search(text.replace(f"url: /v3/{TOKEN}", ""))
