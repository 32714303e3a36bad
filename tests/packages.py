"""Debian packages that only the tests need: installed when this user may, explained otherwise."""

import os
import shutil
import subprocess


class NoMeansError(Exception):
    """Something the tests need is missing and cannot be installed; the message says what to type."""


def in_ci() -> bool:
    """Tell whether a build server runs us: there, a missing browser or server fails and never skips."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def install_debian_package(name: str, *, why: str) -> None:
    """Install a package as root or with password-less sudo. Raises `NoMeansError` saying what to type."""
    way_out = f"{why}. Type:  sudo apt-get install {name}"
    if shutil.which("apt-get") is None:
        message = f"{name} is missing: {why}. Install it with this system's package manager."
        raise NoMeansError(message)
    rights = _rights()
    if rights is None:
        message = f"{name} is missing: {way_out}"
        raise NoMeansError(message)
    print(f"Installing {name}: {why} …", flush=True)
    if not (_apt(rights, "install", name) or (_apt(rights, "update") and _apt(rights, "install", name))):
        message = f"{name} could not be installed: {way_out}"
        raise NoMeansError(message)


def _rights() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def _apt(rights: list[str], *words: str) -> bool:
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y", "-o", "DPkg::Lock::Timeout=120"]
    done = subprocess.run(
        [*rights, *quiet, "--no-install-recommends", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0
