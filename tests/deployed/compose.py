"""The compose files, started for true: two workers, one interview, and everything killed at once.

What the top of each file asks for is put there word by word, in a copy of the checkout.
"""

import json
import os
import secrets
import shutil
import signal
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tests.deployed import interview
from tests.deployed.docker import Docker, make_images, running
from toolkit.config import ROOT

ADDRESS = "https://roster.example"
COMPOSE = (
    "docker-compose",
    "--project-name",
    "roster",
    "-f",
    "deploy/compose.yaml",
    "-f",
    "deploy/compose.machines.yaml",
)
PYTHON = ".venv/bin/python"
SECRETS = ("database-password", "broker-password", "store-secret")
WELL = {"status": "ok", "disk": "ok", "database": "ok", "store": "ok", "worker": "ok", "broker": "ok"}
Tell = Callable[[str], None]


def start(folder: Path, tell: Tell) -> None:
    """Start it, hold an interview, kill what works, and look again. Raises when something is not as it should be."""
    with running(folder) as docker:
        tell("the images, of Debian's packages")
        make_images(docker)
        checkout = _checkout(folder)
        try:
            tell("docker compose up --build --detach")
            _compose(docker, checkout, "up", "--build", "--detach")
            _walk(docker, checkout, tell)
        finally:
            _compose(docker, checkout, "down", "--volumes", "--timeout", "5")


def _walk(docker: Docker, checkout: Path, tell: Tell) -> None:
    _expect_health()
    tell(_ours(docker, checkout, "app.py", "doctor", "--language", "en").strip())
    path = _fill(docker, checkout)
    _ours(docker, checkout, "app.py", "model", "add", "transcription/practice_model/practice.pt", "--name", "tried")
    tell(f"an interview: {interview.hold(ADDRESS, path):.0f} s into the sound")
    tell("every container is killed at once, and comes back by itself")
    for container in docker.run("docker", "ps", "--quiet").split():
        os.kill(int(docker.run("docker", "inspect", "--format", "{{.State.Pid}}", container)), signal.SIGKILL)
    _expect_health()
    tell("docker compose up once more changes nothing and goes through")
    _compose(docker, checkout, "up", "--detach", "--no-build")
    _expect_health()
    tell("new passwords of database, broker and store, by docs/en/administrators.md")
    _change_passwords(docker, checkout)
    _expect_health()
    said = _ours(docker, checkout, "app.py", "doctor", "--language", "en")
    assert "Nothing is wrong" in said, said


def _change_passwords(docker: Docker, checkout: Path) -> None:
    """All three files, the two commands of the table, and everything anew; the old ones open nothing any more."""
    old = {name: _secret(checkout, name).read_text("ascii") for name in SECRETS}
    new = {name: _write_secret(checkout, name) for name in SECRETS}
    typed = 2 * f"{new['database-password']}\n"
    _compose(docker, checkout, "exec", "-T", "database", "psql", "-U", "roster", "-c", r"\password roster", typed=typed)
    typed = f"{new['broker-password']}\n"
    _compose(docker, checkout, "exec", "-T", "broker", "rabbitmqctl", "change_password", "roster", typed=typed)
    _compose(docker, checkout, "up", "--detach", "--no-build", "--force-recreate")
    refused = _compose(
        docker, checkout, "exec", "-T", "database", "sh", "-c",
        f"PGPASSWORD={old['database-password']} psql -h 127.0.0.1 -U roster -c 'select 1' 2>&1 || true",
    )  # fmt: skip
    assert "authentication failed" in refused, refused


def _checkout(folder: Path) -> Path:
    """What is committed, and what the top of the compose files asks for."""
    checkout = folder / "checkout"
    subprocess.run(["git", "clone", "--quiet", ROOT, checkout], check=True)
    deploy = checkout / "deploy"
    for name in SECRETS:
        _write_secret(checkout, name)
    proxy = deploy / "proxy"
    proxy.mkdir()
    nginx = (deploy / "nginx.conf").read_text("utf-8").replace("http://127.0.0.1:8400", "http://web:8400")
    (proxy / "nginx.conf").write_text(nginx, encoding="utf-8")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=roster.example", "-keyout", proxy / "key.pem", "-out", proxy / "certificate.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return checkout


def _secret(checkout: Path, name: str) -> Path:
    return checkout / "deploy" / f"{name}.txt"


def _write_secret(checkout: Path, name: str) -> str:
    """A new long word, for the program's account alone."""
    file, word = _secret(checkout, name), secrets.token_urlsafe(24)
    file.write_text(word, encoding="ascii")
    shutil.chown(file, 10001)
    file.chmod(0o400)
    return word


def _compose(docker: Docker, checkout: Path, *words: object, typed: str = "") -> str:
    return docker.run(*COMPOSE, *words, cwd=checkout, typed=typed)


def _ours(docker: Docker, checkout: Path, *words: str) -> str:
    return _compose(docker, checkout, "exec", "-T", "web", PYTHON, *words)


def _fill(docker: Docker, checkout: Path) -> str:
    """An interview whose child has said yes; the path of its page. The image holds no tests: they are mounted."""
    tests = f"{checkout}/tests:/opt/barnens-roster/tests:ro"
    said = _compose(
        docker, checkout, "run", "--rm", "--no-deps", "-v", tests, "prepare", PYTHON, "-m", "tests.deployed.fill"
    )
    return said.strip().splitlines()[-1].strip()


def _expect_health() -> None:
    """Through the proxy, from this machine."""
    trusting = ssl._create_unverified_context()  # noqa: S323 - its certificate is made for the test
    asking = urllib.request.Request("https://127.0.0.1/health", headers={"Host": "roster.example"})
    found: object = None
    for _ in range(60):
        try:
            with urllib.request.urlopen(asking, timeout=10, context=trusting) as answer:  # noqa: S310 - loopback
                found = json.load(answer)
        except OSError as error:
            found = error
        if found == WELL:
            return
        time.sleep(2)
    raise AssertionError(found)
