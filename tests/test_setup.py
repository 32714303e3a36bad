"""Preparing .venv: once, again when the pins change, never half, and with a way out when it fails."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
SETUP = ROOT / ".setup"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout of the installer and nothing else, in a folder whose name has spaces and an ö."""
    root = tmp_path / "barnens röster på prov"
    shutil.copytree(SETUP, root / ".setup", ignore=shutil.ignore_patterns("__pycache__"))
    requirements = root / "requirements"
    requirements.mkdir()
    for name in ("run", "machines", "test", "torch"):
        (requirements / f"{name}.txt").write_text("# nothing\n", encoding="utf-8")
    return root


@pytest.fixture
def installer(checkout: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("install", checkout / ".setup" / "install.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pin(checkout: Path, name: str, text: str) -> None:
    (checkout / "requirements" / f"{name}.txt").write_text(text, encoding="utf-8")


def wheel(folder: Path) -> str:
    """Make the smallest wheel there can be, and return the pin that names it."""
    record = "tiny-1.0.dist-info"
    shutil.rmtree(folder / "tiny", ignore_errors=True)
    (folder / "tiny" / record).mkdir(parents=True)
    (folder / "tiny" / "tiny.py").write_text("answer = 42\n", encoding="utf-8")
    (folder / "tiny" / record / "METADATA").write_text("Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
    (folder / "tiny" / record / "WHEEL").write_text("Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
    (folder / "tiny" / record / "RECORD").write_text(f"tiny.py,,\n{record}/METADATA,,\n{record}/WHEEL,,\n")
    archive = shutil.make_archive(str(folder / "tiny"), "zip", folder / "tiny")
    made = Path(archive).rename(folder / "tiny-1.0-py3-none-any.whl")
    return f"tiny @ {made.as_uri()} --hash=sha256:{hashlib.sha256(made.read_bytes()).hexdigest()}\n"


def test_it_installs_once_without_ensurepip_and_then_at_once(
    checkout: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pin(checkout, "run", wheel(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    first = prepare(checkout, "run")
    assert first.returncode == 0, first.stderr
    assert re.search(
        r"1/3 .*\n.*2/3 .*\n.*3/3 .*\n.*Installed packages in \d+ s\nReady after \d+ seconds\.", first.stdout
    )
    answer = subprocess.run(
        [checkout / ".venv" / "bin" / "python", "-c", "import tiny; print(tiny.answer)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout == "42\n"
    second = prepare(checkout, "run")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_a_failed_install_is_not_counted_and_says_what_to_do(
    checkout: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    pin(checkout, "run", f"missing==1.0 --hash=sha256:{'0' * 64}\n")
    failed = prepare(checkout, "run")
    assert failed.returncode == 1
    assert "No matching distribution found for missing==1.0" in failed.stderr
    assert "HTTPS_PROXY" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert not (checkout / ".venv" / "prepared.json").exists()
    pin(checkout, "run", wheel(tmp_path))
    assert prepare(checkout, "run").returncode == 0


def test_a_changed_package_is_refused(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    pin(checkout, "run", re.sub(r"sha256:.{4}", "sha256:0000", wheel(tmp_path)))
    failed = prepare(checkout, "run")
    assert failed.returncode == 1
    assert "DO NOT MATCH THE HASHES" in failed.stderr


def prepare(checkout: Path, name: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-I", checkout / ".setup" / "install.py", name],
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_unknown_set_is_refused(checkout: Path) -> None:
    refused = prepare(checkout, "everything")
    assert refused.returncode == 2
    assert "run, machines, test" in refused.stderr


def test_a_changed_pip_is_refused(checkout: Path) -> None:
    wheel_of_pip = next((checkout / ".setup").glob("pip-*.whl"))
    wheel_of_pip.write_bytes(wheel_of_pip.read_bytes() + b"x")
    refused = prepare(checkout, "run")
    assert refused.returncode == 1
    assert "is not the file that .setup/VERSIONS describes" in refused.stderr


def test_a_change_of_pins_changes_what_depends_on_them(installer: ModuleType, checkout: Path) -> None:
    before = {name: installer.fingerprint(name) for name in ("run", "machines", "test")}
    pin(checkout, "test", "# more\n")
    assert installer.fingerprint("run") == before["run"]
    assert installer.fingerprint("test") != before["test"]
    pin(checkout, "test", "# nothing\n")
    pin(checkout, "run", "# more\n")
    for name, earlier in before.items():
        assert installer.fingerprint(name) != earlier


def test_a_dead_environment_does_not_count(installer: ModuleType) -> None:
    python = installer.PYTHON
    python.parent.mkdir(parents=True)
    python.symlink_to("/nowhere/python3")
    assert not installer.works()


@pytest.fixture
def path_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that leaves only `dirname` and the given programs on PATH."""

    def leave(**programs: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        (folder / "dirname").symlink_to(shutil.which("dirname") or "")
        for name, script in programs.items():
            (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
            (folder / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))

    return leave


def search(checkout: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["/bin/sh", checkout / ".setup" / "prepare", "run"],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
    )


def test_no_python_is_said_in_a_sentence(checkout: Path, path_with: Callable[..., None]) -> None:
    path_with()
    said = search(checkout)
    assert said.returncode == 1
    assert "this machine has no Python" in said.stderr
    assert "sudo apt-get install python3" in said.stderr


def test_an_old_python_is_said_in_a_sentence(checkout: Path, path_with: Callable[..., None]) -> None:
    path_with(python3='[ "$1" = --version ] && echo Python 3.9.2 && exit 0; exit 1')
    said = search(checkout)
    assert said.returncode == 1
    assert "this machine has Python 3.9.2" in said.stderr


def test_the_newest_python_is_chosen(checkout: Path, path_with: Callable[..., None]) -> None:
    path_with(**{"python3": 'echo "not me: $*"', "python3.12": 'echo "me: $*"'})
    said = search(checkout)
    assert said.stdout == "".join(
        ("me: -c import sys; sys.exit(sys.version_info < (3, 11))\n", "me: -I .setup/install.py run\n")
    )


def test_the_lean_set_has_nothing_that_weighs(installer: ModuleType) -> None:
    lean = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    names = set(re.findall(r"(?m)^([a-z0-9-]+)==", lean))
    assert {"flask", "faster-whisper", "python-docx", "spacy"} <= names
    assert not names & {"torch", "triton", "openai-whisper", "pytest", "playwright", "boto3", "celery", "redis"}


def test_the_test_set_holds_the_lean_set_and_names_no_index() -> None:
    pins = {
        name: (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        for name in ("run", "machines", "test", "torch")
    }
    found = {name: set(re.findall(r"(?m)^\S+==\S+", text)) for name, text in pins.items()}
    assert found["run"] | found["machines"] <= found["test"]
    assert not found["run"] & found["machines"], "one machine needs nothing of what several need"
    assert not re.search(r"://|index-url|find-links", "".join(pins.values()))
