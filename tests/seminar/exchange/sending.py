"""Sends a file to the page of exchange as a browser does."""

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.inspection import inspect_page
from tests.seminar.making import Seminar


def send(client: FlaskClient, seminar: Seminar, data: bytes, name: str = "projekt.qdpx") -> TestResponse:
    """The answer to a file that is chosen."""
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    answer = client.post(
        f"/cycles/{seminar.cycle.id}/seminar/import", data=head.encode() + data + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )  # fmt: skip
    inspect_page(answer.text, answer.headers)
    return answer
