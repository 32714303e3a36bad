"""Files that are handed out: named in the words of the page that they were fetched from, and kept by no browser."""

import re
import unicodedata
from io import BytesIO

from flask import Response, send_file

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CSV = "text/csv"
YAML = "application/yaml"


def file_name(*words: object, ending: str) -> str:
    """A name that every system can keep: small letters without marks, numbers, and a hyphen between words.

    «Brev till barnet, 9–12 år» becomes `brev-till-barnet-9-12-ar`. `words` are in the page's language and name nobody.
    """
    plain = unicodedata.normalize("NFKD", " ".join(str(word) for word in words)).casefold()
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return f"{re.sub(r'[^a-z0-9]+', '-', kept).strip('-')}.{ending}"


def hand_out(content: bytes, *words: object, kind: str, ending: str) -> Response:
    """The bytes as a file of this media type, named by `file_name`."""
    return hand_out_as(content, file_name(*words, ending=ending), kind=kind)


def hand_out_as(content: bytes, name: str, *, kind: str) -> Response:
    """The same with a name that a program looks for. People get `hand_out`."""
    answer = send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name, etag=False)
    answer.headers["Cache-Control"] = "no-store"
    return answer
