"""Sends an invented file to the pages of the exchange, and opens what they answer; every page is inspected."""

import re
from collections.abc import Callable

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.inspection import inspect_page
from tests.transcription.interviews import Interview
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


def opened(client: FlaskClient, place: str) -> str:
    """The page at a place."""
    answer = client.get(place)
    assert answer.status_code == 200
    inspect_page(answer.text, answer.headers)
    return answer.text


def send(client: FlaskClient, interview: Interview, data: bytes, name: str = "Alva Sundin.txt") -> TestResponse:
    """The answer to a file that is chosen."""
    place = f"/interviews/{interview.assignment.id}/transcript/from-file"
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + data + b"\r\n--x--\r\n"
    answer = client.post(place, data=body, content_type="multipart/form-data; boundary=x")
    inspect_page(answer.text, answer.headers)
    return answer


def sealed_of(page: TestResponse) -> str:
    """What the page holds of the file."""
    found = re.search(r'name="sealed" value="([^"]+)"', page.text)
    assert found is not None
    return found[1]
