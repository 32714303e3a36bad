"""Prepares `.venv` with the pinned packages of one set: `run`, `machines` or `test`; the second call is instant.

Standard library only, for it runs before anything is installed. Debian's Python comes without pip and
ensurepip, so pip's own wheel lies beside this file and is used on every machine: one way for all, without
any rights.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "prepared.json"
REQUIREMENTS = ROOT / "requirements"
TORCH = REQUIREMENTS / "torch.txt"
SETS = {
    "run": REQUIREMENTS / "run.txt",
    "machines": REQUIREMENTS / "machines.txt",
    "test": REQUIREMENTS / "test.txt",
}


class CannotInstallError(Exception):
    """A step failed; the message is for the person at the keyboard and says what to do."""


def main(arguments: list[str]) -> int:
    """Prepare the set named in `arguments` and return the exit status."""
    name = arguments[0] if arguments else "run"
    if name not in SETS:
        print(f"There is no set called {name!r}. Choose between: {', '.join(SETS)}.", file=sys.stderr)
        return 2
    wanted = fingerprint(name)
    if read_stamp().get(name) == wanted and works():
        return 0
    try:
        prepare(name, wanted)
    except CannotInstallError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command takes it up again.", file=sys.stderr)
        return 130
    return 0


def fingerprint(name: str) -> str:
    """Name the content of a set: its pins, and the Python version that they were installed for."""
    files = dict.fromkeys([SETS["run"], *([TORCH] if name == "test" else []), SETS[name]])
    digest = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for path in [*files, pip_wheel()]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def pip_wheel() -> Path:
    """Return pip's wheel, which VERSIONS names."""
    return ROOT / ".setup" / vendored()[0]


def vendored() -> tuple[str, str]:
    """Return file name and SHA-256 of the one file that `.setup/VERSIONS` lists."""
    lines = (ROOT / ".setup" / "VERSIONS").read_text(encoding="utf-8").splitlines()
    file, _version, digest = next(line.split()[:3] for line in lines if line and not line.startswith("#"))
    return file, digest


def read_stamp() -> dict[str, str]:
    """Return what `.venv` was prepared for: a fingerprint per set. Empty when nothing was finished."""
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def works() -> bool:
    """Tell whether `.venv` has a living Python of the same version."""
    question = "import sys; print(sys.prefix, *sys.version_info[:2], sep='\\n')"
    try:
        answer = subprocess.run([PYTHON, "-I", "-c", question], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return answer.stdout.splitlines() == [str(VENV), *map(str, sys.version_info[:2])]


def prepare(name: str, wanted: str) -> None:
    """Build `.venv` as far as needed. The stamp goes first and returns last: a broken half never counts."""
    started = time.monotonic()
    stamp = read_stamp()
    STAMP.unlink(missing_ok=True)
    print(
        f"Preparing .venv for `make {name}` with Python {sys.version.split()[0]}. This is done once.",
        flush=True,
    )
    total = 3 if name == "run" else 4
    create_environment(f"1/{total}")
    install_pip(f"2/{total}")
    if name == "test":
        install(f"3/{total}", TORCH, "--no-deps", what="torch, the reference engine (large)")
        stamp = {"run": fingerprint("run")}  # the test pins hold all of the run pins
    if name == "machines":  # its pins are those beside the run pins
        install(f"3/{total}", SETS["run"], "--require-hashes", "--no-deps", what="packages")
        stamp["run"] = fingerprint("run")
    install(f"{total}/{total}", SETS[name], "--require-hashes", "--no-deps", what="packages")
    STAMP.write_text(json.dumps(stamp | {name: wanted}), encoding="utf-8")
    print(f"Ready after {time.monotonic() - started:.0f} seconds.", flush=True)


def create_environment(step: str) -> None:
    """Create `.venv` unless a working one is there; a broken one is replaced."""
    if works():
        print(f"  {step}  .venv is there already", flush=True)
        return
    print(f"  {step}  Creating .venv", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        run([sys.executable, "-I", "-m", "venv", "--without-pip", str(VENV)])
    except CannotInstallError as problem:
        shutil.rmtree(VENV, ignore_errors=True)
        ways_out = "Is the folder yours, and is there room on the disk?"
        raise CannotInstallError(f"Python could not create .venv here.\n{problem}\n{ways_out}") from None


def install_pip(step: str) -> None:
    """Install pip into `.venv` from the wheel beside this file, once it is seen to be the one we know."""
    wheel, digest = pip_wheel(), vendored()[1]
    print(f"  {step}  Adding pip from {wheel.relative_to(ROOT)}", flush=True)
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != digest:
        message = f"{wheel.name} is not the file that .setup/VERSIONS describes."
        raise CannotInstallError(f"{message}\nFetch it again:  git checkout .setup")
    options = ["--no-index", "--no-deps", "--quiet", "--disable-pip-version-check"]
    run([str(PYTHON), "-I", f"{wheel}/pip", "install", *options, str(wheel)])


def install(step: str, pins: Path, *options: str, what: str) -> None:
    """Install the pins of one file with pip, telling how far it has come."""
    total = sum(1 for line in pins.read_text(encoding="utf-8").splitlines() if re.match(r"[a-z0-9]", line))
    started = time.monotonic()
    count = 0
    begin(f"  {step}  Installing {what}")
    command = [str(PYTHON), "-I", "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    for line in output([*command, "--progress-bar=off", *options, "--requirement", str(pins)]):
        if line.startswith(("Collecting ", "Requirement already satisfied: ")):
            count += 1
            tell(f"  {step}  Fetching {what}: {min(count, total)} of {total}, {name_in(line)}")
        elif line.startswith("Installing collected packages"):
            tell(f"  {step}  Unpacking {what}")
    finish(f"  {step}  Installed {what} in {time.monotonic() - started:.0f} s")


def name_in(line: str) -> str:
    """Return the name of the package that a line of pip is about."""
    return re.split(r"[=<>~! ;(]", line.rpartition(": ")[2].removeprefix("Collecting "))[0]


def begin(text: str) -> None:
    """Show the line that a step starts with."""
    print(text, end="" if sys.stdout.isatty() else "\n", flush=True)


def tell(text: str) -> None:
    """Show progress: on one line that renews itself in a terminal, quietly elsewhere."""
    if sys.stdout.isatty():
        print(f"\r\033[K{text}", end="", flush=True)


def finish(text: str) -> None:
    """Show the line that stays."""
    print(f"\r\033[K{text}" if sys.stdout.isatty() else text, flush=True)


def output(command: list[str]) -> Iterator[str]:
    """Yield what a command says, line by line; when it fails, raise with its last lines and the ways out."""
    last: deque[str] = deque(maxlen=12)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT) as process:
        for line in process.stdout or ():
            last.append(line.rstrip())
            yield line
    if process.returncode:
        said = "\n".join(f"    {line}" for line in last)
        raise CannotInstallError(f"The packages could not be installed. pip said:\n{said}\n{WAYS_OUT}")


WAYS_OUT = """What usually helps:
  - No net?          This first step needs one. Later starts do not.
  - Behind a proxy?  Type:  export HTTPS_PROXY=http://address:port
  - Your own index?  Type:  export PIP_INDEX_URL=https://address/simple
  - Disk full?       `make run` needs 1 GB, `make test` 8 GB.
Then run the same command again; it goes on from where it stopped."""


def run(command: list[str]) -> None:
    """Run a command in silence; raise with what it said when it fails."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise CannotInstallError((done.stderr or done.stdout).strip())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
