"""The log: what happened and how long it took, as JSON lines in `instance/logs`. Ids, codes and numbers only.

On the terminal the worker also says how far it has come, in a line that a person can read.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from toolkit.clock import LOCAL_ZONE
from toolkit.config import MEGABYTE, Settings

log = logging.getLogger("barnens_roster")


class JsonLines(logging.Formatter):
    """A log line as JSON: time, level, event and facts. Anything else is not written."""

    def __init__(self, program: str = "") -> None:
        super().__init__()
        self._program = {"program": program} if program else {}

    def format(self, record: logging.LogRecord) -> str:
        line = {
            **self._program,
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        line = {**line, **getattr(record, "facts", {}), **line}  # in this order, and no fact takes the place of these
        return json.dumps(line, ensure_ascii=False)


class PlainLines(logging.Formatter):
    """The same for the eye: «14.06.12 job kind=transcription:transcribe outcome=done»."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, LOCAL_ZONE).strftime("%H.%M.%S")
        facts = " ".join(f"{name}={value}" for name, value in getattr(record, "facts", {}).items())
        return f"{at} {record.getMessage()} {facts}".rstrip()


class OwnFile(RotatingFileHandler):
    """A file for its owner alone, whatever the umask says."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).touch(mode=0o600)
        return super()._open()


def _to_person(*, aloud: bool) -> logging.Handler:
    handler = logging.StreamHandler()
    handler.setFormatter(PlainLines())
    handler.setLevel(logging.INFO if aloud else logging.WARNING)
    return handler


def _to_collector(program: str) -> logging.Handler:
    """The journal, a container's log or a SIEM: every line, and which program says it."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines(f"barnens-roster-{program}"))
    return handler


def begin(settings: Settings, program: str, *, aloud: bool) -> None:
    """Write this program's log to a file of its own; `aloud` also tells the terminal what it does.

    Warnings always reach the terminal; with BR_LOG=stdout everything does, as JSON. Five files of a megabyte are kept.
    """
    folder = settings.instance / "logs"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    to_file = OwnFile(folder / f"{program}.jsonl", maxBytes=MEGABYTE, backupCount=5, encoding="utf-8")
    to_file.setFormatter(JsonLines())
    to_terminal = _to_collector(program) if settings.monitoring.logs_to_stdout else _to_person(aloud=aloud)
    log.handlers[:] = [to_file, to_terminal]
    log.setLevel(logging.INFO)
    log.propagate = False
