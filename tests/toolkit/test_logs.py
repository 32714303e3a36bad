"""The log's lines: each says when, how grave and what, whatever else it has to tell."""

import json
import logging

from toolkit.logs import JsonLines, PlainLines


def a_record(**facts: object) -> logging.LogRecord:
    record = logging.LogRecord("barnens_roster", logging.ERROR, "here", 1, "failed", None, None)
    record.created = 1_800_000_000.5
    record.facts = facts
    return record


def test_no_fact_takes_the_place_of_time_level_or_event() -> None:
    line = json.loads(JsonLines().format(a_record(at="save:12", level="quiet", event="nothing", where="save:12")))
    assert line == {"at": "2027-01-15T08:00:00.500+00:00", "level": "error", "event": "failed", "where": "save:12"}


def test_for_the_eye_the_facts_follow_the_time() -> None:
    assert PlainLines().format(a_record(kind="x", outcome="done")) == "09.00.00 failed kind=x outcome=done"
