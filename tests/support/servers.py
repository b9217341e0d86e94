"""A real PostgreSQL and a real Chroma server on loopback, in temporary folders, for one test session."""

import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

USER, PASSWORD = "keeper", "not-a-real:pass/word%"
QUOTED = "not-a-real%3Apass%2Fword%25"
"""The password as an address writes it."""

SETTINGS = {
    "fsync": "off",  # processes are killed here, never the machine
    "shared_buffers": "16MB",
    "max_connections": "60",
    "autovacuum": "off",
    "listen_addresses": "127.0.0.1",
}


class NotInstalled(Exception):
    """The server is not on this machine; the message says how to get it."""


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class Server:
    """A process that says when it is ready; `stop` ends it as a crash would, and `start` begins it again."""

    _at_once = signal.SIGKILL  # others are ignored where a shell started the tests in the background

    def __init__(self, command: list[str | Path], ready: str, user: pwd.struct_passwd | None = None) -> None:
        self._command = list(map(str, command))
        self._ready = ready
        self._user = user
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd="/",
            **_as(self._user),
        )
        assert self._process.stdout
        said = []
        for line in self._process.stdout:
            said.append(line)
            if self._ready in line:
                break
        else:
            raise AssertionError(f"the server ended: {''.join(said)}")
        self._reading = threading.Thread(target=self._process.stdout.read, daemon=True)
        self._reading.start()  # else it would wait for somebody to read

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(self._at_once)
            process.wait()
            self._reading.join()
            assert process.stdout
            process.stdout.close()


class Postgres(Server):
    """A cluster of its own; `database` makes an empty database and returns its address."""

    _at_once = signal.SIGQUIT  # its immediate shutdown, which takes its children along

    def __init__(self, folder: Path, user: pwd.struct_passwd | None) -> None:
        self._port = free_port()
        told = SETTINGS | {"port": str(self._port), "unix_socket_directories": str(folder)}
        options = [word for name, value in told.items() for word in ("-c", f"{name}={value}")]
        command = [_tool("postgres"), "-D", folder / "data", *options]
        super().__init__(command, "ready to accept connections", user)
        self._numbers = itertools.count(1)

    def database(self, options: str = "") -> str:
        import psycopg

        name = f"archive_{next(self._numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} {options}")
        return self.url(name)

    def url(self, name: str, *, password: str = QUOTED) -> str:
        return f"postgresql://{USER}:{password}@127.0.0.1:{self._port}/{name}"


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Yield a running server.

    Raises:
        NotInstalled: there is no PostgreSQL on this machine.
    """
    initdb = _tool("initdb")
    user = _other_user()
    folder = Path(tempfile.mkdtemp(prefix="gw-pg-"))  # short: a socket's path is bounded
    try:
        secret = folder / "password"
        secret.write_text(PASSWORD)
        if user:
            for path in (folder, secret):
                os.chown(path, user.pw_uid, user.pw_gid)
        words = [
            "-D",
            folder / "data",
            "-U",
            USER,
            "--pwfile",
            secret,
            "-A",
            "scram-sha-256",
            "-N",
            "-E",
            "UTF8",
        ]
        made = subprocess.run(
            list(map(str, [initdb, *words])), capture_output=True, text=True, cwd="/", **_as(user)
        )
        assert made.returncode == 0, made.stderr
        server = Postgres(folder, user)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class ChromaServer(Server):
    """`chroma run`; `url` is its address."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        code = "import sys; from chromadb_rust_bindings import cli; cli(['chroma', *sys.argv[1:]])"
        words = ["run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)]
        super().__init__([sys.executable, "-c", code, *words], "listening on address")


@contextmanager
def chroma() -> Iterator[ChromaServer]:
    """Yield a running Chroma server."""
    with tempfile.TemporaryDirectory(prefix="gw-chroma-", ignore_cleanup_errors=True) as folder:
        server = ChromaServer(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _tool(name: str) -> Path:
    """Return a program of PostgreSQL; Debian keeps most of them off the path."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / name).is_file():
            return folder / name
    if found := shutil.which(name):
        return Path(found)
    raise NotInstalled(f"PostgreSQL's {name} is not on this machine; Debian has it in the package postgresql")


def _other_user() -> pwd.struct_passwd | None:
    """Return whom the server runs as, since it refuses to run as root; None for ourselves."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _as(user: pwd.struct_passwd | None) -> dict[str, Any]:
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
