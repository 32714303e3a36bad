"""Talking time, answers, several questions in a turn, silences, and when none of it should be trusted."""

import pytest

from transcription.editor.reflection.figures import Caveat, Utterance, compute, list_turns
from transcription.editor.reflection.questions import Kind
from transcription.transcripts.speaker_turns import Speaker

V, C, T, U = Speaker.INTERVIEWER, Speaker.CHILD, Speaker.INTERPRETER, Speaker.UNKNOWN


def said(*rows: tuple[Speaker, int, int, str]) -> list[Utterance]:
    """Times in whole seconds."""
    return [Utterance(speaker, start * 1000, end * 1000, text) for speaker, start, end, text in rows]


TALK = said(
    (V, 0, 4, "Hej. Hur var det på mötet?"),
    (C, 8, 10, "Bra."),
    (V, 11, 13, "Var det långt? Fick du säga något?"),
    (C, 14, 20, "Nej, det var bara de vuxna som pratade hela tiden."),
    (C, 20, 22, "Jag ritade [skrattar] en häst."),
    (V, 22, 23, "Mm."),
    (V, 30, 32, "Berätta om hästen."),
    (C, 37, 40, "Den var brun."),
)


def test_the_figures_of_a_small_talk() -> None:
    found = compute([TALK])
    assert found.talking_ms == {V: 9000, C: 13_000}
    assert [turn.words for turn in found.answers] == [1, 14, 3]
    assert (found.median_words, found.longest and found.longest.words, found.lengths) == (3, 14, (2, 0, 1, 0))
    assert [one.question.kind for one in found.asked] == [Kind.OPEN, Kind.CLOSED, Kind.CLOSED, Kind.OPEN]
    assert [turn.text for turn in found.turns_with_several] == ["Var det långt? Fick du säga något?"]
    assert found.silences is not None
    assert [(one.length_ms, one.then) for one in found.silences] == [(4000, C), (7000, V), (5000, C)]
    assert found.answered_silences == 2


def test_several_recordings_are_one_talk_without_a_silence_between_them() -> None:
    whole, parts = compute([TALK]), compute([TALK[:3], TALK[3:]])
    assert parts.talking_ms == whole.talking_ms
    assert len(parts.silences or ()) == len(whole.silences or ())
    assert len(parts.answers) == 3


def test_what_nobody_knows_who_said_is_nobody_s() -> None:
    turns = list_turns(said((U, 0, 1, "a"), (U, 1, 2, "b"), (C, 2, 3, "c"), (C, 3, 4, "d")))
    assert [(turn.speaker, turn.text) for turn in turns] == [(U, "a"), (U, "b"), (C, "c d")]


@pytest.mark.parametrize(
    ("rows", "caveat"),
    [
        (TALK, Caveat.FEW),
        (said((V, 0, 0, "Hur?"), (C, 0, 0, "Bra.")), Caveat.NO_TIMES),
        ([*TALK, *said((U, 40, 41, "någon sa något här som ingen vet"))], Caveat.UNKNOWN),
        ([*TALK, *said((T, 40, 41, "Hon säger ja."))], Caveat.INTERPRETER),
    ],
)
def test_when_not_to_trust_them(rows: list[Utterance], caveat: Caveat) -> None:
    assert caveat in compute([rows]).caveats


def test_a_long_talk_with_known_voices_has_no_doubts() -> None:
    rows = [(V if n % 2 == 0 else C, n * 5, n * 5 + 4, "Hur var det?" if n % 2 == 0 else "Bra.") for n in range(20)]
    assert compute([said(*rows)]).caveats == frozenset()
    assert compute([said(*rows)], caveats=[Caveat.DRAFT]).caveats == {Caveat.DRAFT}


def test_without_times_there_is_no_talking_time_and_no_silence() -> None:
    found = compute([said((V, 0, 0, "Hur?"), (C, 0, 0, "Bra."))])
    assert (found.talking_ms, found.silences) == (None, None)
    assert found.median_words == 1


@pytest.mark.parametrize("parts", [[], [[]], [said((C, 0, 1, "[tystnad]"))]])
def test_nothing_said_is_no_error(parts: list[list[Utterance]]) -> None:
    found = compute(parts)
    assert (found.answers, found.asked, found.median_words, found.longest) == ((), (), None, None)
