"""Start real servers for tests: on the loopback address, at free ports, in folders of their own, ended by process.

Each function is a context manager that gives a :class:`Server`, and raises :class:`Unavailable` with the reason where
the server is not installed or does not start. ``.ci/servers`` installs them.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "tests-only-password"
_START = 120.0


class Unavailable(Exception):
    """A server that cannot be started here, and why."""


@dataclass(frozen=True)
class Server:
    """A running server: the address to push to, its folder, its process."""

    url: str
    folder: Path
    process: subprocess.Popen[bytes]
    user: str | None = None
    password: str = ""

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()


def cache() -> Path:
    """Return where ``.ci/servers`` puts what it fetches."""
    base = os.environ.get("XDG_CACHE_HOME") or f"{os.environ.get('HOME') or '.'}/.cache"
    return (ROOT / base if base.startswith(".") else Path(base)) / "graphbuild" / "servers"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _jars(name: str) -> str:
    found = sorted(cache().glob(f"{name}-*/*.jar"))
    if not found:
        raise Unavailable(f"{name}: no jars in the cache; .ci/servers fetches them")
    return f"{found[0].parent}/*"


def _program(name: str) -> str:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.is_file() else shutil.which(name)
    if not found:
        raise Unavailable(f"{name} is not installed")
    return found


@contextmanager
def _running(
    name: str, command: Sequence[str], folder: Path, answers: Callable[[], bool]
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the block ends; the block begins when it answers."""
    if setpriv := shutil.which("setpriv"):  # a test run that is killed takes its servers along, where Linux can do that
        command = [setpriv, "--pdeathsig", "TERM", *command]
    with (folder / "output.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    try:
        end = time.monotonic() + _START
        while not answers():
            if process.poll() is not None or time.monotonic() > end:
                told = (folder / "output.log").read_text("utf-8", "replace").strip().splitlines()
                raise Unavailable(f"{name} does not start: {' / '.join(told[-3:])}")
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(url: str) -> Callable[[], bool]:
    def ask() -> bool:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    return ask


@contextmanager
def oxigraph(folder: Path, port: int | None = None) -> Iterator[Server]:
    """Start Oxigraph; its data lies in the folder, so that it can be started again."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    command = [_program("oxigraph"), "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    with _running("Oxigraph", command, folder, _answers(f"{url}/query?query=ASK%7B%7D")) as process:
        yield Server(url, folder, process)


@contextmanager
def fuseki(folder: Path) -> Iterator[Server]:
    """Start Apache Jena Fuseki with a data set on disk."""
    port = free_port()
    (folder / "data").mkdir(exist_ok=True)
    url = f"http://127.0.0.1:{port}/minutes"
    command = [
        *(_program("java"), "-Xmx512m", "-XX:+UseSerialGC", "-cp", _jars("fuseki")),
        "org.apache.jena.fuseki.main.cmds.FusekiMainCmd",
        *("--localhost", "--port", str(port), "--update"),
        # the default graph is all documents together, as the questions want it
        *("--tdb2", "--loc", str(folder / "data"), "--set", "tdb2:unionDefaultGraph=true", "/minutes"),
    ]
    with _running("Fuseki", command, folder, _answers(f"{url}/query?query=ASK%7B%7D")) as process:
        yield Server(url, folder, process)


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Start Virtuoso with a settings file and a database of its own. Writing needs Digest credentials."""
    port = free_port()
    (folder / "virtuoso.ini").write_text(
        f"""[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{free_port()}
DisableUnixSocket = 1
ServerThreads = 10
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 10000
DefaultQueryTimeout = 60
""",
        encoding="utf-8",
    )
    url = f"http://127.0.0.1:{port}/sparql"
    command = [_program("virtuoso-t"), "-f", "-c", str(folder / "virtuoso.ini")]
    with _running("Virtuoso", command, folder, _answers(f"{url}?query=ASK%7B%7D")) as process:
        yield Server(url, folder, process, "dba", "dba")


def neo4j_admin(folder: Path, *words: str, run_in: Path | None = None) -> str:
    """Run ``neo4j-admin`` on a server's folder while the server is down, and return what it prints."""
    done = subprocess.run(
        [
            *(_program("java"), "-Xmx512m", "-XX:+UseSerialGC", "-cp", _jars("neo4j")),
            *("org.neo4j.server.startup.Neo4jAdminCommand", *words),
        ],
        cwd=run_in or folder,
        env={**os.environ, "NEO4J_HOME": str(folder), "NEO4J_CONF": str(folder / "conf")},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode:
        raise Unavailable(f"neo4j-admin {words[0]} failed: {(done.stderr or done.stdout).strip()[-500:]}")
    return done.stdout


def lay_out_neo4j(folder: Path, port: int) -> None:
    """Make the folder of a Neo4j server that has not run yet, with a password."""
    for name in ("conf", "data", "logs", "plugins", "import", "run"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "conf" / "neo4j.conf").write_text(
        f"""server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.default_listen_address=127.0.0.1
dbms.usage_report.enabled=false
server.memory.heap.initial_size=256m
server.memory.pagecache.size=128m
dbms.security.auth_minimum_password_length=8
""",
        encoding="utf-8",
    )
    neo4j_admin(folder, "dbms", "set-initial-password", PASSWORD)


@contextmanager
def neo4j(folder: Path, port: int | None = None) -> Iterator[Server]:
    """Start a Neo4j community server; a folder that :func:`lay_out_neo4j` has not made is made."""
    jars = _jars("neo4j")
    if not (folder / "conf").is_dir():
        port = port or free_port()
        lay_out_neo4j(folder, port)
    settings = (folder / "conf" / "neo4j.conf").read_text(encoding="utf-8")
    address = settings.partition("server.bolt.listen_address=")[2].split("\n")[0]
    opened = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang")
    command = [
        *(_program("java"), "-Xmx1g", "-XX:+UseSerialGC", "-cp", jars),
        *(f"--add-opens=java.base/{one}=ALL-UNNAMED" for one in opened),
        *("-Dio.netty.tryReflectionSetAccessible=true", "-Dlog4j2.disable.jmx=true"),
        *("org.neo4j.server.CommunityEntryPoint", f"--home-dir={folder}", f"--config-dir={folder}/conf"),
        "--console-mode",
    ]

    def started() -> bool:
        return b"Started." in (folder / "output.log").read_bytes()

    with _running("Neo4j", command, folder, started) as process:
        yield Server(f"bolt://{address}", folder, process, "neo4j", PASSWORD)
