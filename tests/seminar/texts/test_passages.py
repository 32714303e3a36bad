"""A passage is read from the lines around it, and stands where it stands in the whole text."""

import random
from typing import Any

import pytest
from flask import Flask

from seminar.coding import marked_texts, marking
from seminar.texts import anchors, passages
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.db import db
from toolkit.vault import columns, texts
from transcription.transcripts.models import DeidentifiedTranscript

WORDS = ("Åsså", "🙂", "hej", "e\u0301n", "jo.", "…", "Ja")
LINES = tuple(("child", " ".join(WORDS[number % 7 :][: 1 + number % 3])) for number in range(60))


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


@pytest.fixture
def text(seminar: Seminar) -> DeidentifiedTranscript:
    return making.a_handed_over(seminar.cycle, seminar.unit, lines=LINES)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The labels of the sealed texts that are opened from now on."""
    labels: list[str] = []
    real = texts.open_text

    def count(keyring: Any, label: str, blob: bytes, *, row: str) -> str:
        labels.append(label)
        return real(keyring, label, blob, row=row)

    monkeypatch.setattr(columns, "open_text", count)
    return labels


def test_it_stands_where_it_does_in_the_whole_text(text: DeidentifiedTranscript) -> None:
    lines = [segment.text for segment in text.segments]
    whole, starts, chance = anchors.join(lines), anchors.starts_of(lines), random.Random(7)
    for _ in range(60):
        first = chance.randrange(len(lines))
        last = min(len(lines) - 1, first + chance.randrange(4))
        end = anchors.join([lines[last]])
        place = passages.read(text, (first, 0), (last, anchors.to_utf16(end, len(end))))
        assert place == anchors.anchor(whole, starts[first], starts[last] + len(end))


def test_every_line_is_where_its_length_says(text: DeidentifiedTranscript) -> None:
    whole = anchors.join([segment.text for segment in text.segments])
    places = passages.list_places(text)
    assert [whole[start:end] for start, end in places.values()] == [
        anchors.join([segment.text]) for segment in text.segments
    ]


def test_a_mark_opens_the_lines_around_it_and_no_other(
    seminar: Seminar, text: DeidentifiedTranscript, opened: list[str]
) -> None:
    theme_id = making.a_theme(seminar).id
    db.session.commit()
    opened.clear()
    made = marking.mark(seminar.leads, seminar.cycle.id, text.id, theme_id=theme_id, start=(30, 0), end=(30, 3))
    assert marked_texts.place_of(made) == (text.id, 30)
    assert opened.count("deidentified_segment.text") < 15


def test_what_stands_around_an_excerpt_is_opened_when_the_text_has_changed_and_not_before(
    seminar: Seminar, text: DeidentifiedTranscript, opened: list[str]
) -> None:
    theme_id = making.a_theme(seminar).id
    for line in (2, 9, 16):
        marking.mark(seminar.leads, seminar.cycle.id, text.id, theme_id=theme_id, start=(line, 0), end=(line, 3))
    for revision, times in ((1, 0), (2, 3)):
        text.revision = revision
        db.session.commit()
        opened.clear()
        page = marked_texts.open_page(seminar.leads, seminar.cycle.id, text.id)
        assert len({each for line in page.lines for each in line.codings} | {*page.lost}) == 3
        assert opened.count("excerpt.before") == opened.count("excerpt.after") == times


def test_a_mark_that_ends_inside_a_word_is_of_whole_words_unless_just_that_is_meant(seminar: Seminar) -> None:
    words = making.a_handed_over(
        seminar.cycle, seminar.unit, lines=(("child", "🙂 Andra familjer"), ("child", "har fler"))
    )
    inside = ((0, 4), (1, 6))
    assert passages.read(words, *inside).quote == "Andra familjer\nhar fler"
    assert passages.read(words, *inside, exact=True).quote == "ndra familjer\nhar fl"
    assert passages.read_told(words, *inside).place.quote == "Andra familjer\nhar fler"
