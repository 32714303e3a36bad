"""The trained recogniser: the shipped model is the one that was noted, it is small, and reads at once."""

import time
from pathlib import Path

from transcription.deidentification import trained, training, word_features
from transcription.deidentification.name_matching import Names
from transcription.deidentification.tokens import cut

MOST_BYTES = 3_000_000
MOST_SECONDS = 2.0
"""It takes about 10 ms; so much time is only that a busy machine may be slow."""


def read(text: str) -> list[trained.Reading]:
    line = cut(text)
    return trained.read(word_features.of_line(line, line, [""] * len(line), Names(), cased=False))


def test_the_shipped_model_is_the_one_that_was_noted() -> None:
    note = training.note()
    assert training.digest(trained.MODEL) == note["model"]
    assert trained.MODEL.stat().st_size < MOST_BYTES


def test_it_was_trained_on_what_lies_here() -> None:
    note = training.note()
    made = training.made_from()
    assert {name: note[name] for name in made} == made, "run: python app.py deidentify train"


def test_it_is_loaded_at_once() -> None:
    trained.tagger.cache_clear()
    start = time.perf_counter()
    trained.tagger()
    assert time.perf_counter() - start < MOST_SECONDS


def test_it_says_of_each_word_how_likely_it_is_and_what_it_would_be() -> None:
    found = read("min handläggare heter zazu och hon lyssnar")
    assert len(found) == 7
    assert found[3].kind == "person"
    assert found[3].share > 0.5
    assert all(one.share < 0.2 for at, one in enumerate(found) if at != 3)


def test_nothing_is_read_in_nothing() -> None:
    assert trained.read([]) == []


def test_its_kinds_are_those_of_the_training_talk() -> None:
    assert set(trained.kinds()) == {"person", "place", "group", "day", "detail", "number"}


def test_the_model_lies_where_the_program_looks() -> None:
    assert trained.MODEL.parent == Path(training.NOTE).parent
