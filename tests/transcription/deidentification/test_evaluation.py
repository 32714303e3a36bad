"""What the page says about the recognisers is true: measured anew on the held-out set, and good enough."""

import json

import pytest
from click.testing import CliRunner

from transcription.deidentification import commands, evaluation, evaluation_results, presentation
from transcription.deidentification.evaluation import Result, Share, Talk


@pytest.fixture(scope="module")
def talks() -> list[Talk]:
    return evaluation.read("held_out")


@pytest.fixture(scope="module")
def results(talks: list[Talk]) -> dict[str, Result]:
    return evaluation.measure_all(talks)


def test_the_goals_are_met_on_sentences_that_no_rule_was_written_against(results: dict[str, Result]) -> None:
    assert results["known"].recall.value >= 0.97
    assert results["unknown"].recall.value >= 0.90
    assert min(results[one].precision.value for one in ("known", "unknown")) >= 0.95


def test_a_text_without_capital_letters_is_read_nearly_as_well(results: dict[str, Result]) -> None:
    assert results["known_small"].recall.value >= 0.93
    assert results["unknown_small"].recall.value >= 0.90
    assert min(results[one].precision.value for one in ("known_small", "unknown_small")) >= 0.80


def test_the_kept_figures_are_those_of_a_fresh_measurement(talks: list[Talk], results: dict[str, Result]) -> None:
    measured = json.loads(json.dumps(evaluation.summary(talks, results)))
    assert evaluation_results.read() == measured, "run: python app.py deidentify measure --write"


def test_the_set_is_large_and_mostly_tempting(talks: list[Talk]) -> None:
    lines = [(talk, number) for talk in talks for number in range(len(talk.lines))]
    marked = {(id(talk), mark.line) for talk in talks for mark in talk.marks}
    assert len(lines) >= 400
    assert 1 - len(marked) / len(lines) >= 0.4
    kinds = {mark.kind for talk in talks for mark in talk.marks}
    assert {"name", "place", "school", "personal_number", "phone", "mail", "address", "profession", "age"} <= kinds


def test_the_two_sets_share_no_sentence_with_a_marked_word(talks: list[Talk]) -> None:
    def marked(all_talks: list[Talk]) -> set[str]:
        return {talk.lines[mark.line] for talk in all_talks for mark in talk.marks}

    assert not marked(talks) & marked(evaluation.read("development"))


def test_the_page_rounds_down(results: dict[str, Result]) -> None:
    for known in (True, False):
        for small in (True, False):
            measured = results[evaluation_results.situation(known=known, small=small)].recall.value
            assert presentation.found_of_hundred(known=known, small=small) == int(measured * 100)


def test_an_interval_holds_its_share() -> None:
    low, high = Share(9, 10).interval
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
    assert Share(0, 0).interval == (0.0, 1.0)


def test_a_developer_can_measure_by_a_command() -> None:
    told = CliRunner().invoke(commands.deidentify, ["measure", "--set", "development"])
    assert told.exit_code == 0, told.output
    assert "recall" in told.output
    assert "personal_number" in told.output
    assert "unknown_small" in told.output
