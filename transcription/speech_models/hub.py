"""The model hub (huggingface.co), by way of `huggingface_hub`. This is the only code in the program that asks the net.

Nothing is told to the hub: no token, no telemetry. What it says is believed by nobody here; `download` compares it.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import N_, WrongState

ADDRESS = "https://huggingface.co"
TIMEOUT = 30
SAFE = ("https://", "http://127.0.0.1:", "http://localhost:")
PART = ".part"


@dataclass(frozen=True, slots=True)
class Stated:
    """What the hub says about a file at a commit. `checksum`: SHA-256 of a large file, git's own of a small one."""

    commit: str
    size: int
    checksum: str


def get_address() -> str:
    """Where the hub is: HF_ENDPOINT for a copy of it, else the real one. Raises WrongState for one that is not safe."""
    address = (os.environ.get("HF_ENDPOINT") or ADDRESS).rstrip("/")
    if not address.startswith(SAFE):
        raise WrongState(N_("HF_ENDPOINT must begin with https://, so that nobody on the way can change a model."))
    return address


@contextmanager
def _asking() -> Iterator[None]:
    """The library's settings, which it reads when it is loaded: it sends nothing about us, and goes by plain HTTP.

    Whatever its libraries raise for a net that fails becomes a ConnectionError.
    """
    for name in ("DISABLE_TELEMETRY", "DISABLE_XET", "DISABLE_IMPLICIT_TOKEN"):
        os.environ[f"HF_HUB_{name}"] = "1"
    os.environ["HF_HUB_OFFLINE"] = "0"
    try:
        yield
    except (OSError, ValueError):
        raise
    except Exception as error:  # each version of the library brings another HTTP library with errors of its own
        raise ConnectionError(type(error).__name__) from error


def state(repository: str, name: str, *, commit: str) -> Stated:
    """What the hub says about a file. Raises OSError or ValueError."""
    address = get_address()
    with _asking():
        from huggingface_hub import get_hf_file_metadata, hf_hub_url

        url = hf_hub_url(repository, name, revision=commit, endpoint=address)
        found = get_hf_file_metadata(url, token=False, timeout=TIMEOUT, endpoint=address)
    return Stated(str(found.commit_hash), int(found.size or 0), str(found.etag))


def bring(repository: str, name: str, *, commit: str, size: int, folder: Path, report: Callable[[int], None]) -> Path:
    """Download a file into a folder. `report` is told its bytes so far. Raises OSError.

    What has come stays beside it as a part, and the next try goes on there; the library's own download would not.
    """
    address, part = get_address(), folder / f"{name}{PART}"
    folder.mkdir(parents=True, exist_ok=True)
    have = part.stat().st_size if part.exists() else 0
    if have > size:
        part.unlink()
        have = 0
    with _asking():
        from huggingface_hub import hf_hub_url
        from huggingface_hub.file_download import http_get
        from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]  # in their manual
        from huggingface_hub.utils.tqdm import tqdm

        class Reporting(tqdm):
            """The library's progress bar, that draws nothing and reports."""

            def __init__(self, *args: Any, **options: Any) -> None:
                super().__init__(*args, **{**options, "disable": True})  # type: ignore[no-untyped-call]  # theirs
                self.bytes = int(options.get("initial") or 0)

            def update(self, n: float | None = 1) -> bool | None:
                self.bytes += int(n or 0)
                report(self.bytes)
                return None

        url = hf_hub_url(repository, name, revision=commit, endpoint=address)
        headers = build_hf_headers(token=False)
        with part.open("ab") as out:
            http_get(url, out, resume_size=have, headers=headers, expected_size=size, tqdm_class=Reporting)
    return part.rename(folder / name)


def get_newest(repository: str) -> tuple[str, Mapping[str, int]]:
    """The repository's newest commit, and its files with their sizes. Raises OSError or ValueError."""
    address = get_address()
    with _asking():
        from huggingface_hub import HfApi

        found = HfApi(endpoint=address, token=False).model_info(repository, files_metadata=True, timeout=TIMEOUT)
    return str(found.sha), {one.rfilename: int(one.size or 0) for one in found.siblings or ()}
