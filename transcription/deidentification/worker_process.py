"""The process that reads a transcript for names: `python -m transcription.deidentification.worker_process`.

It gets lines and known names as JSON on its input and answers with places. spaCy's 270 MB and its seconds of loading
live and end here, away from the web server. Its standard error is closed, so that no word can be written there.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import astuple

from transcription.deidentification import recognising
from transcription.deidentification.kinds import Found, Kind, Known


def to_json(found: Sequence[Found]) -> str:
    """Places as they travel and as they are kept, sealed."""
    return json.dumps([astuple(one) for one in found], ensure_ascii=False)


def from_json(kept: str) -> list[Found]:
    """The way back. Raises ValueError or TypeError for anything else."""
    return [Found(line, start, end, Kind(kind), *rest) for line, start, end, kind, *rest in json.loads(kept)]


def main() -> None:
    """Read once, answer once."""
    asked = json.load(sys.stdin)
    known = [Known(name, role) for name, role in asked["known"]]
    sys.stdout.write(to_json(recognising.suggest(asked["lines"], known)))


if __name__ == "__main__":
    main()
