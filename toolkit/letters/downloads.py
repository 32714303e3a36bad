"""A file as the answer to a request: fetched, and kept by no browser."""

from io import BytesIO

from flask import Response, send_file

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
YAML = "application/yaml"


def answer_with(content: bytes, kind: str, name: str) -> Response:
    """The bytes as a file with this name; `kind` is its media type."""
    answer = send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer
