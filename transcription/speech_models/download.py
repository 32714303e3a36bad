"""Fetches the National Library's Whisper models as `pins` lists them: that commit, those sizes, those checksums.

What comes is compared before it is kept, with our list and not with the hub's word. A broken download goes on where it
stopped. A model is whole or not there.
"""

import errno
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from toolkit import clock
from toolkit.errors import N_, InvalidInput, WrongState
from transcription.asr.model_files import list_missing
from transcription.asr.model_manifest import checksum
from transcription.speech_models import hub, pins, store
from transcription.speech_models.pins import Pin, PinnedFile

NAMES = ("kb-whisper-tiny", "kb-whisper-base", "kb-whisper-small", "kb-whisper-medium", "kb-whisper-large")
LICENCE = "apache-2.0"
OWNER = "KBLab"
SMALL = 16 * 1024 * 1024
"""Only a file below this may be without a checksum of ours. Weights never are."""

Progress = Callable[[int, int], None]
"""Told how many bytes of the model are here, and how many there will be."""


def fetch(models: Path, name: str, *, progress: Progress) -> store.Model:
    """Bring a model and check every file; what is here already is not fetched again.

    Raises InvalidInput for a name that is not on the list, WrongState when the net or the disk fails or a file is not
    what the list says; the part that came is kept, and the same command goes on from there.
    """
    pin = pins.get_pin(name)
    with store.gathering(models, name, resume=True) as draft:
        store.check_room(draft, pin.size - store.count_bytes(draft))
        before = 0
        for file, known in pin.files.items():
            report = partial(_report, progress, before, pin.size)
            with _explained():
                _bring(pin, file, known, draft, report)
            before += known.size
            progress(before, pin.size)
        if missing := list_missing(draft):
            raise WrongState(N_("The model’s repository lacks %(files)s."), files=", ".join(missing))
        origin = f"{pin.repository}@{pin.commit}"
        return store.keep(draft, name=name, origin=origin, practice=False, settings={}, licence=LICENCE)


def pin(name: str, *, folder: Path, progress: Progress) -> Pin:
    """Put a model on the list as the hub has it now. The small files are fetched into `folder` for their checksums.

    This trusts the hub, once: what it says today is what every later fetch is held to. Raises as `fetch`.
    """
    if name not in NAMES:
        raise InvalidInput(N_("Choose one of these models: %(names)s."), field="name", names=", ".join(NAMES))
    repository = f"{OWNER}/{name}"
    with _explained():
        commit, sizes = hub.get_newest(repository)
        wanted = [file for file in store.WANTED if file in sizes]
        files = {}
        for number, file in enumerate(wanted, 1):
            files[file] = _read_pinned(repository, file, commit=commit, folder=folder)
            progress(number, len(wanted))
    made = Pin(repository, commit, files)
    pins.save(name, made, read=f"{clock.now():%Y-%m-%d}, with model pin, from {hub.get_address()}")
    return made


def _read_pinned(repository: str, name: str, *, commit: str, folder: Path) -> PinnedFile:
    stated = hub.state(repository, name, commit=commit)
    if _is_sha256(stated.checksum):
        return PinnedFile(stated.size, stated.checksum)
    path = hub.bring(repository, name, commit=commit, size=stated.size, folder=folder, report=lambda _: None)
    if _git_checksum(path) != stated.checksum:
        raise _damaged(name)
    return PinnedFile(path.stat().st_size, checksum(path))


def _report(progress: Progress, before: int, whole: int, have: int) -> None:
    progress(before + have, whole)


@contextmanager
def _explained() -> Iterator[None]:
    """What the net and the disk refuse, said in a sentence."""
    try:
        yield
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise WrongState(
                N_("The disk is full. Make room and run the same command again; it goes on where it stopped.")
            ) from error
        raise WrongState(
            N_("The model could not be fetched (%(reason)s). Run the same command again to go on."),
            reason=type(error).__name__,
        ) from error


def _bring(pin: Pin, name: str, known: PinnedFile, draft: Path, report: Callable[[int], None]) -> None:
    """One file, whole and proved, in the draft. What is there from the last time is proved and not fetched again."""
    whole = draft / name
    stated = None
    if known.sha256 is None or not whole.is_file():
        stated = hub.state(pin.repository, name, commit=pin.commit)
        _check_stated(stated, known, pin, name)
    if not whole.is_file():
        hub.bring(pin.repository, name, commit=pin.commit, size=known.size, folder=draft, report=report)
    if not _is_right(whole, known, stated):
        whole.unlink()
        raise _damaged(name)


def _check_stated(stated: hub.Stated, known: PinnedFile, pin: Pin, name: str) -> None:
    """Refuse before anything is fetched what cannot become the file on the list."""
    if stated.commit != pin.commit:
        raise WrongState(
            N_("The hub answers with another commit than the one on our list (%(file)s). Nothing was fetched."),
            file=name,
        )
    wrong = _is_sha256(stated.checksum) and known.sha256 is not None and stated.checksum != known.sha256
    if stated.size != known.size or wrong:
        raise WrongState(N_("The hub has another %(file)s than the one on our list. Nothing was fetched."), file=name)


def _is_right(file: Path, known: PinnedFile, stated: hub.Stated | None) -> bool:
    if file.stat().st_size != known.size:
        return False
    if known.sha256 is not None:
        return checksum(file) == known.sha256
    if stated is None or known.size > SMALL:
        return False
    return stated.checksum in {_git_checksum(file), checksum(file)}


def _is_sha256(text: str) -> bool:
    return len(text) == hashlib.sha256().digest_size * 2


def _git_checksum(file: Path) -> str:
    content = file.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _damaged(name: str) -> WrongState:
    return WrongState(N_("%(file)s came damaged and was thrown away. Run the same command again."), file=name)
