"""Training: the talk is as the sentences say, and the same seed gives the same model, bit by bit."""

from pathlib import Path
from random import Random

import pytest

from transcription.deidentification import evaluation, evaluation_results, training, training_talk
from transcription.deidentification.evaluation import Marked as Mark
from transcription.deidentification.evaluation import Talk
from transcription.deidentification.kinds import Known
from transcription.deidentification.tokens import cut
from transcription.deidentification.training_slots import SLOTS
from transcription.deidentification.training_talk import (
    SLOT,
    Drawn,
    Marked,
    fill,
    of_interview,
    of_sentences,
    sentences,
)


def test_nothing_is_learnt_from_a_set_whose_figures_are_shown() -> None:
    assert not set(training.SETS) & set(evaluation_results.HONEST)


def test_no_sentence_of_an_honest_set_is_among_those_to_learn_from() -> None:
    own = {one.casefold().strip(" .?!") for one in sentences() if not SLOT.search(one)}
    for name in evaluation_results.HONEST:
        marked = {
            talk.lines[mark.line].casefold().strip(" .?!") for talk in evaluation.read(name) for mark in talk.marks
        }
        assert not own & marked, name


def test_every_slot_of_the_sentences_can_be_filled() -> None:
    used = {found for one in sentences() for found in training_talk.WITHIN.findall(one)}
    assert {one for one in used if not one.startswith("V")} <= set(SLOTS)
    for one in sentences():
        text = fill(one, Random(3)).text
        assert "<" not in text
        assert "|" not in text


def test_a_filled_slot_is_marked_where_it_stands() -> None:
    line = fill("hos <N> i <P>", Random(1))
    spans = list(line.spans())
    assert [kind for _, _, kind in spans] == ["person", "place"]
    start, end, _ = spans[0]
    assert line.text.startswith(f"hos {line.text[start:end]} i ")


def test_a_phrase_is_marked_as_a_whole() -> None:
    line = fill("han är [den enda i <P>|detail] tror jag", Random(1))
    ((start, end, kind),) = line.spans()
    assert kind == "detail"
    assert line.text[start:end].startswith("den enda i ")
    assert line.text[end:] == " tror jag"


def test_labels_tell_where_something_begins() -> None:
    line = Marked([("hos ", ""), ("Zaz Mimi", "person"), (" ", ""), ("Zuz", "person"), (" idag", "")])
    assert training.labels(cut(line.text), line) == ["O", "B-person", "I-person", "B-person", "O"]


def test_a_name_gets_the_same_other_name_throughout_a_talk() -> None:
    lines = ["Hamid kom.", "Hamids hund skällde.", "hamid gick"]
    marks = [Mark(0, 0, 5, "person_name"), Mark(1, 0, 6, "person_name"), Mark(2, 0, 5, "person_name")]
    talk = Talk([Known("Hamid", "kompis")], lines, marks)
    for seed in range(20):
        drawn = of_interview(talk, Random(seed))
        names = [line.text[: next(line.spans())[1]].casefold() for line in drawn.lines]
        assert names[1] in {f"{names[0]}s", names[0]}
        assert names[2] == names[0]


def test_a_line_in_a_grey_zone_is_left_out() -> None:
    talk = Talk([], ["en gråzon", "en annan"], [], optional=[Mark(0, 3, 9, "optional")])
    assert [line.text.casefold().rstrip(".") for line in of_interview(talk, Random(1)).lines] == ["en annan"]


def test_the_same_seed_gives_the_same_talk_and_another_seed_another() -> None:
    def told(seed: int) -> list[str]:
        return [line.text for talk in of_sentences(sentences()[:40], Random(seed)) for line in talk.lines]

    assert told(5) == told(5)
    assert told(5) != told(6)


@pytest.fixture(scope="module")
def rows() -> list[training.Row]:
    dice = Random(2)
    return [row for talk in of_sentences(sentences()[:30], dice) for row in training.rows_of(talk, dice)]


def test_a_model_is_the_same_bit_by_bit(rows: list[training.Row], tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    training.learn(rows, one)
    training.learn(rows, other)
    assert one.read_bytes() == other.read_bytes()


def test_every_word_has_its_features_and_its_label(rows: list[training.Row]) -> None:
    assert all(len(features) == len(labels) for features, labels in rows)
    assert {label for _, labels in rows for label in labels} >= {"O", "B-person"}


def test_some_lines_are_told_without_the_rules_and_without_capitals() -> None:
    talk = Drawn([Marked([("jag såg ", ""), ("Hamid", "person")])] * 40)
    told = [features[2] for features, _ in training.rows_of(talk, Random(1))]
    assert {next(one for one in features if one.startswith("r=")) for features in told} == {"r=", "r=name"}
