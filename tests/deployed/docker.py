"""A Docker of the test's own, in a folder that goes away, and the images that `deploy/` names, of Debian's packages.

The daemon gets a mount name space in which control groups are of version 2 alone: where both versions are mounted runc
and crun refuse to begin.
"""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tests.packages import NoMeansError, install_debian_package
from toolkit.config import ROOT

PACKAGES = {
    "dockerd": "docker.io",
    "docker-compose": "docker-compose",
    "mmdebstrap": "mmdebstrap",
    "iptables": "iptables",
}
IMAGES = Path(__file__).parent / "images"
OWN_GROUPS = 'umount -R /sys/fs/cgroup && mount -t cgroup2 none /sys/fs/cgroup && exec "$@"'
START_S = 60
TARGETS = {
    "python": "python",
    "postgres": "postgres",
    "rabbitmq": "rabbitmq",
    "nginx": "nginx",
    "chrislusf/seaweedfs": "seaweedfs",
}


class Docker:
    """A daemon that answers, by its command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ, "DOCKER_HOST": f"unix://{folder}/docker.sock",
            "DOCKER_BUILDKIT": "0", "COMPOSE_DOCKER_CLI_BUILD": "0",
        }  # fmt: skip

    def run(self, *command: object, cwd: Path | None = None, typed: str = "") -> str:
        """What a command says to what is typed. Raises `RuntimeError` with its last words."""
        done = subprocess.run(
            [str(word) for word in command], env=self.environment, cwd=cwd or self.folder, input=typed,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout[-4000:]}")
        return done.stdout


@contextmanager
def running(folder: Path) -> Iterator[Docker]:
    """A daemon in a folder. Raises `NoMeansError` with what is missing where it cannot be started."""
    if os.geteuid() != 0:
        raise NoMeansError("Containers are started by root only: they need mounts and a network of their own.")
    for program, package in PACKAGES.items():
        if shutil.which(program) is None:
            install_debian_package(package, why="the compose file is started with it")
    docker = Docker(folder)
    with (folder / "daemon.log").open("wb") as log:
        daemon = subprocess.Popen(
            ["unshare", "--mount", "--propagation", "private", "sh", "-c", OWN_GROUPS, "sh", "dockerd",
             "--data-root", folder / "data", "--exec-root", folder / "exec", "--pidfile", folder / "pid",
             "--host", docker.environment["DOCKER_HOST"]],
            stdout=log, stderr=log,
        )  # fmt: skip
    try:
        _wait(docker, daemon)
        yield docker
    finally:
        daemon.terminate()
        daemon.wait(60)


def _wait(docker: Docker, daemon: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and daemon.poll() is None:
        try:
            docker.run("docker", "info")
        except RuntimeError:
            time.sleep(0.5)
        else:
            return
    said = [
        line
        for line in (docker.folder / "daemon.log").read_text("utf-8", "replace").splitlines()
        if "level=info" not in line
    ]
    raise NoMeansError("Docker's daemon does not start here. Its last words: " + "\n".join(said[-3:]))


def make_images(docker: Docker) -> None:
    """Every image that `deploy/` names, under its own name."""
    context = docker.folder / "images"
    shutil.copytree(IMAGES, context)
    shutil.copy("/etc/ssl/certs/ca-certificates.crt", context)
    shutil.copy(ROOT / ".venv" / "bin" / "weed", context)
    with debian_sources() as mirrors:
        subprocess.run(
            ["mmdebstrap", "--quiet", "--variant=minbase", "--include=ca-certificates", "bookworm",
             docker.folder / "base.tar", "-"],
            stdin=mirrors, check=True,
        )  # fmt: skip
    docker.run("docker", "import", docker.folder / "base.tar", "roster-debian")
    for name in named_images():
        docker.run("docker", "build", "--quiet", "--target", TARGETS[name.partition(":")[0]], "--tag", name, context)


def debian_sources() -> BinaryIO:
    """This machine's own list of Debian's mirrors."""
    listed = Path("/etc/apt/sources.list.d/debian.sources")
    return (listed if listed.exists() else Path("/etc/apt/sources.list")).open("rb")


def named_images() -> set[str]:
    """The images in compose files and Containerfile."""
    texts = [
        path.read_text("utf-8")
        for path in (ROOT / "deploy").iterdir()
        if path.suffix == ".yaml" or path.name == "Containerfile"
    ]
    return {name for text in texts for name in re.findall(r"^(?:FROM| *image:) (\S+)", text, re.MULTILINE)}
