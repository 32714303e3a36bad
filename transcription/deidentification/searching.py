"""Has a transcript searched for identifying words, in a process of its own, and keeps what was found, sealed.

Where spaCy is loaded already (a command, a test) the search is done in place.
"""

import hashlib
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path

from toolkit.access import Actor
from toolkit.db import db
from toolkit.errors import N_, WrongState
from toolkit.transactions import paused
from transcription.deidentification import known_names, recognising, worker_process
from transcription.deidentification.kinds import Found, Known
from transcription.transcripts import access, segment_rows
from transcription.transcripts.models import Segment, Transcript

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_S = 120
WORKER_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "HOME", "TMPDIR")


def search(actor: Actor, transcript_id: uuid.UUID) -> Transcript:
    """Search the transcript anew, unless it has not changed. What is kept says which text it was found in.

    Raises `NotFound`, and `WrongState` when the search failed.
    """
    transcript = access.get_own(actor, transcript_id)
    segments = segment_rows.list_segments(transcript)
    if is_current(transcript, segments):
        return transcript
    known = known_names.list_known(transcript.assignment)
    lines, seal = [one.text for one in segments], _seal_of(segments)
    with paused():
        found = _found_in(lines, known)
    kept = {"lines": seal, "known": _seal_of_names(known), "found": worker_process.to_json(found)}
    transcript = access.get_own(actor, transcript_id, to_change=True)
    transcript.suggestions = json.dumps(kept, ensure_ascii=False)
    db.session.flush()
    return transcript


def is_current(transcript: Transcript, segments: Sequence[Segment]) -> bool:
    """Whether the search was made in this very text with the names that are known now."""
    kept = _kept(transcript)
    names = known_names.list_known(transcript.assignment)
    return kept.get("lines") == _seal_of(segments) and kept.get("known") == _seal_of_names(names)


def list_found(transcript: Transcript, segments: Sequence[Segment]) -> list[Found]:
    """What the last search found, if the text is still the same; nothing otherwise."""
    kept = _kept(transcript)
    return worker_process.from_json(kept["found"]) if kept.get("lines") == _seal_of(segments) else []


def _kept(transcript: Transcript) -> dict[str, str]:
    kept: dict[str, str] = json.loads(transcript.suggestions or "{}")
    return kept


def _seal_of(segments: Sequence[Segment]) -> str:
    return hashlib.sha256("\n".join(segment.text for segment in segments).encode()).hexdigest()


def _seal_of_names(known: Sequence[Known]) -> str:
    return hashlib.sha256(repr([(one.name, one.role) for one in known]).encode()).hexdigest()


def _found_in(lines: Sequence[str], known: Sequence[Known]) -> Sequence[Found]:
    if "spacy" in sys.modules:
        return recognising.suggest(lines, known)
    asked = json.dumps({"lines": lines, "known": [(one.name, one.role) for one in known]})
    try:
        done = subprocess.run(
            [sys.executable, "-m", "transcription.deidentification.worker_process"],
            input=asked.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={name: os.environ[name] for name in WORKER_ENVIRONMENT if name in os.environ},
            timeout=TIMEOUT_S,
            check=True,
        )
        return worker_process.from_json(done.stdout.decode())
    except (subprocess.SubprocessError, ValueError, TypeError) as error:
        raise WrongState(
            N_("The computer could not search the text. Try again, or replace the words by hand.")
        ) from error
