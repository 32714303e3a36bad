"""Files that are handed out: named in the words of the page that they were fetched from, and kept by no browser."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO

from flask import Response, send_file

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ZIP = "application/zip"
JSON = "application/json"
CSV = "text/csv"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
YAML = "application/yaml"
CALENDAR = "text/calendar; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that a file is UTF-8."""
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def file_name(*words: object, ending: str) -> str:
    """A name that every system can keep: small letters without marks, numbers, and a hyphen between words.

    «Brev till barnet, 9–12 år» becomes `brev-till-barnet-9-12-ar`. `words` are in the page's language and name nobody.
    """
    plain = unicodedata.normalize("NFKD", " ".join(str(word) for word in words)).casefold()
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return f"{re.sub(r'[^a-z0-9]+', '-', kept).strip('-')}.{ending}"


def as_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as a list that a Swedish spreadsheet opens with a click: semicolons, UTF-8, and no cell that is a formula.

    A cell that a spreadsheet would take for one gets an apostrophe in front (OWASP ASVS 1.2.10).
    """
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(DANGEROUS) else cell for cell in row])
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def hand_out(content: bytes, *words: object, kind: str, ending: str) -> Response:
    """The bytes as a file of this media type, named by `file_name`."""
    return hand_out_as(content, file_name(*words, ending=ending), kind=kind)


def hand_out_as(content: bytes, name: str, *, kind: str) -> Response:
    """The same with a name that a program looks for. People get `hand_out`."""
    answer = send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name, etag=False)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def hand_out_stream(parts: Iterator[bytes], *words: object, kind: str, ending: str, length: int | None) -> Response:
    """A file that is made while it is sent, named by `file_name`; its length in bytes is told where it is known."""
    answer = Response(parts, mimetype=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=file_name(*words, ending=ending))
    answer.headers["Cache-Control"] = "no-store"
    if length is not None:
        answer.content_length = length
    return answer
