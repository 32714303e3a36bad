"""Days in words: a span names its year once, and both where they differ."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from toolkit import language


@pytest.mark.clock(datetime(2026, 11, 28, 12, tzinfo=UTC))
@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 8, 1), date(2026, 12, 31), "1 augusti till 31 december"),
        (date(2027, 8, 1), date(2027, 12, 31), "1 augusti till 31 december 2027"),
        (date(2025, 8, 1), date(2026, 12, 31), "1 augusti 2025 till 31 december 2026"),
        (date(2026, 8, 1), date(2027, 12, 31), "1 augusti 2026 till 31 december 2027"),
        (date(2026, 8, 1), date(2026, 8, 1), "1 augusti"),
    ],
)
def test_a_span_of_days(app: Flask, first: date, last: date, said: str) -> None:
    with app.test_request_context():
        assert language.span(first, last) == said


def test_a_language_that_is_forced_holds_in_the_block_and_no_longer(app: Flask) -> None:
    with app.test_request_context():
        template = app.jinja_env.from_string("{{ _('Save') }}")
        assert (language.gettext("Save"), template.render()) == ("Spara", "Spara")
        with language.force_locale("en"):
            assert (language.gettext("Save"), template.render()) == ("Save", "Save")
        assert (language.gettext("Save"), template.render()) == ("Spara", "Spara")


def test_outside_of_any_request_a_message_is_said_as_it_is_written() -> None:
    assert language.gettext("%(count)s left", count=2) == "2 left"
