"""Fetches the National Library's Whisper models. This is the only code in the program that reaches the net.

Comes from the Hugging Face repositories KBLab/kb-whisper-* (Apache-2.0), which hold the CTranslate2 files. Sizes and
checksums are asked for first; a broken download goes on where it stopped.
"""

import hashlib
import json
import os
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from toolkit.errors import N_, InvalidInput, WrongState
from transcription.asr import model_manifest
from transcription.asr.model_files import list_missing
from transcription.speech_models import store

NAMES = ("kb-whisper-tiny", "kb-whisper-base", "kb-whisper-small", "kb-whisper-medium", "kb-whisper-large")
HUB = "https://huggingface.co"
REVISION = "main"
TIMEOUT = 30
TRIES = 3
BLOCK = 1024 * 1024
PART = ".part"

LICENCE = "apache-2.0"

Progress = Callable[[int, int], None]
"""Told how many bytes of the model are here, and how many there will be."""


@dataclass(frozen=True)
class Remote:
    """A file of the repository. Large ones have a SHA-256, small ones git's own checksum."""

    name: str
    size: int
    sha256: str | None
    git_sha1: str


def fetch(models: Path, name: str, *, progress: Progress, hub: str | None = None) -> store.Model:
    """Bring a model and check every file; what is here already is not fetched again.

    Raises InvalidInput for an unknown name, WrongState when the net or the disk fails or a file is not what the hub
    says; the part that came is kept, and the same command goes on from there.
    """
    if name not in NAMES:
        raise InvalidInput(N_("Choose one of these models: %(names)s."), field="name", names=", ".join(NAMES))
    hub = (hub or os.environ.get("HF_ENDPOINT") or HUB).rstrip("/")
    with store.gathering(models, name, resume=True) as draft:
        try:
            commit, remotes = _list_remotes(hub, f"KBLab/{name}")
            _check_room(draft, remotes)
            whole, before = sum(remote.size for remote in remotes), 0
            for remote in remotes:
                told = partial(_tell, progress, before, whole)
                _bring(f"{hub}/KBLab/{name}/resolve/{commit}/{remote.name}", remote, draft, told)
                before += remote.size
        except (OSError, ValueError, KeyError) as error:
            raise WrongState(
                N_("The model could not be fetched (%(reason)s). Run the same command again to go on."),
                reason=type(error).__name__,
            ) from error
        if missing := list_missing(draft):
            raise WrongState(N_("The model’s repository lacks %(files)s."), files=", ".join(missing))
        origin = f"KBLab/{name}@{commit}"
        return store.keep(draft, name=name, origin=origin, practice=False, settings={}, licence=LICENCE)


def _tell(progress: Progress, before: int, whole: int, have: int) -> None:
    progress(before + have, whole)


def _list_remotes(hub: str, repository: str) -> tuple[str, list[Remote]]:
    with _open(f"{hub}/api/models/{repository}/revision/{REVISION}?blobs=true") as answer:
        content: dict[str, Any] = json.load(answer)
    remotes = [
        Remote(file["rfilename"], int(file["size"]), (file.get("lfs") or {}).get("sha256"), file["blobId"])
        for file in content["siblings"]
        if file["rfilename"] in store.WANTED
    ]
    return str(content["sha"]), remotes


def _check_room(draft: Path, remotes: list[Remote]) -> None:
    needed = sum(remote.size for remote in remotes) - sum(file.stat().st_size for file in draft.iterdir())
    store.check_room(draft, needed)


def _bring(address: str, remote: Remote, draft: Path, told: Callable[[int], None]) -> None:
    whole, part = draft / remote.name, draft / f"{remote.name}{PART}"
    if whole.exists():
        told(remote.size)
        return
    for attempt in range(1, TRIES + 1):
        try:
            _download(address, remote, part, told)
            break
        except OSError as error:
            if attempt == TRIES or (isinstance(error, urllib.error.HTTPError) and error.code < 500):
                raise
    if not _is_right(part, remote):
        part.unlink()
        raise WrongState(N_("%(file)s came damaged and was thrown away. Run the same command again."), file=remote.name)
    part.rename(whole)


def _download(address: str, remote: Remote, part: Path, told: Callable[[int], None]) -> None:
    have = part.stat().st_size if part.exists() else 0
    if have >= remote.size:
        return
    with _open(address, start=have) as answer:
        goes_on = answer.status == 206
        have = have if goes_on else 0
        with part.open("ab" if goes_on else "wb") as out:
            while block := answer.read(BLOCK):
                out.write(block)
                have += len(block)
                told(have)
    if have < remote.size:
        raise ConnectionError(remote.name)


def _open(address: str, *, start: int = 0) -> Any:
    if not address.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise ValueError(address)
    request = urllib.request.Request(address, headers={"User-Agent": "barnens-roster"})  # noqa: S310 - checked above
    if start:
        request.add_header("Range", f"bytes={start}-")
    return urllib.request.urlopen(request, timeout=TIMEOUT)  # noqa: S310 - checked above


def _is_right(file: Path, remote: Remote) -> bool:
    if file.stat().st_size != remote.size:
        return False
    if remote.sha256:
        return model_manifest.checksum(file) == remote.sha256
    content = file.read_bytes()
    git = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False)
    return git.hexdigest() == remote.git_sha1
