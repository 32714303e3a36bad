"""A number that cannot be, in every form of every page: a sentence beside the field, never an error, never taken."""

import re
from collections.abc import Iterator
from itertools import cycle

import pytest

from tests.architecture.source import expect_none
from tests.fuzzing.calls import Call, Reply, send
from tests.fuzzing.running import Fuzzer
from tests.sweep import Town

ODD = ("9" * 21, "²", "1_0", "2026-11-31", "٣٣:٣٣")
NUMBER = re.compile(r"-?\d{1,6}|\d{4}-\d\d-\d\d|\d\d:\d\d", re.ASCII)
UNSEEN = frozenset({"version", "sure", "advised", "seen"})
"""Hidden, and of no weight: which state the page showed. Whatever else comes there stands for none."""
BUTTONS = frozenset({"more", "save", "finish", "for_child", "accept", "retired", "shown", "chosen", "card", "chunks"})
"""What is pressed: anything but the one word is a no. A card to go back to, and chunks of a recording that is whole."""
KINDLY = re.compile(r"/time$|^/components")
"""A script's own report of minutes, which counts as none; and the page of components, which saves nothing."""


def list_numbers(calls: list[Call]) -> Iterator[tuple[Call, int]]:
    """Each field that holds a number, a day or a time, once for every form that has the same fields."""
    known = set()
    for call in calls:
        names = tuple(name for name, _value in call.fields)
        for at, (name, value) in enumerate(call.fields):
            is_new = (names, name) not in known
            if call.method == "POST" and is_new and name not in UNSEEN | BUTTONS and NUMBER.fullmatch(value):
                known.add((names, name))
                yield call, at


def told(reply: Reply, name: str) -> str:
    """What is wrong with the answer to an odd number in this field; empty: nothing."""
    page = reply.body.decode("utf-8", "replace")
    if reply.status >= 500:
        return "an error"
    if reply.status in {200, 204, 303}:
        return "taken as it was"
    field = re.search(rf'<(?:input|select|textarea)[^>]*\bname="{re.escape(name)}"[^>]*>', page)
    if reply.status == 422 and field and 'type="hidden"' not in field[0] and "error-summary" in page:
        summary = page.partition("error-summary")[2].partition("</ul>")[0]
        if f'href="#{name}' not in summary:
            return f"no way to the field from the list of errors: {summary[-300:]}"
    return ""


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.timeout(900)
def test_a_number_that_cannot_be_is_said_beside_its_field(town: Town) -> None:
    fuzzer, odd, wrong, count = Fuzzer(town, seed=1), cycle(ODD), [], 0
    for call, at in list_numbers(fuzzer.harvest.calls):
        name, value = call.fields[at][0], next(odd)
        others = [pair for pair in call.fields if pair[0] not in {"more", name}]
        sent = call.with_changed("fields", (*others, (name, value)))
        reply = send(town.app, sent, fuzzer.harvest.cookies.get(call.who, ()))
        if (what := told(reply, name)) and not (KINDLY.search(call.path) and reply.status == 200):
            wrong.append(f"{fuzzer.named(call).path} {name}={value}: {reply.status}, {what}")
        if reply.status in {200, 204, 303}:
            town.restore()
        count += 1
    expect_none(wrong)
    assert count > 60, "the forms were not found"
