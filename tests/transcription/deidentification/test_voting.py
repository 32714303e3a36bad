"""Rules and trained recogniser together: what is added, what is doubted, and that neither spoils the other's finds."""

from itertools import pairwise

import pytest

from transcription.deidentification import recognising, voting
from transcription.deidentification.kinds import Kind, Known
from transcription.deidentification.name_matching import Names
from transcription.deidentification.spans import Span
from transcription.deidentification.tokens import cut
from transcription.deidentification.trained import Reading

NOBODY = Names()


def readings(*said: tuple[str, float] | None) -> list[Reading]:
    """What the recogniser says of each word: nothing, or a kind and how likely it is."""
    return [Reading(*one) if one else Reading("", 0.0) for one in said]


def together(text: str, by_rules: list[Span], said: list[Reading], names: Names = NOBODY) -> list[tuple[str, Kind]]:
    line = cut(text)
    assert len(line) == len(said)
    return [(text[one.start : one.end], one.kind) for one in voting.together(line, by_rules, said, names, frozenset())]


def test_a_likely_word_is_added_and_an_unlikely_one_is_not() -> None:
    said = readings(None, ("place", 0.3), ("person", 0.7))
    assert together("hos zzy zazu", [], said) == [("zazu", Kind.NAME)]


def test_what_stands_beside_a_find_needs_less() -> None:
    said = readings(("person", 0.2), ("person", 0.9), None)
    assert together("zazu bang kom", [], said) == [("zazu bang", Kind.NAME)]


@pytest.mark.parametrize(
    ("words", "kind"), [("zaz skola", Kind.SCHOOL), ("zaz boende", Kind.WORKPLACE), ("zaz gymnasium", Kind.SCHOOL)]
)
def test_a_school_is_told_from_other_groups(words: str, kind: Kind) -> None:
    assert together(words, [], readings(("group", 0.9), ("group", 0.9))) == [(words, kind)]


def test_what_the_rules_found_is_dropped_only_where_the_recogniser_is_all_but_sure() -> None:
    spans = [Span(0, 4, Kind.NAME), Span(5, 9, Kind.NAME)]
    assert together("zazu mimi", spans, readings(("person", 0.01), ("person", 0.2))) == [("mimi", Kind.NAME)]


def test_nobody_who_is_believed_elsewhere_in_the_talk_is_doubted() -> None:
    lines = [cut("Oddny kom"), cut("Odny gick")]
    spans, said = [Span(0, 5, Kind.NAME)], readings(("person", 0.9), None)
    people = voting.list_people(lines, [spans, []], [said, readings(None, None)])
    doubted = [Span(0, 4, Kind.NAME)]
    assert [one.start for one in voting.together(lines[1], doubted, readings(None, None), NOBODY, people)] == [0]
    assert not voting.together(lines[1], doubted, readings(None, None), NOBODY, frozenset())


@pytest.mark.parametrize("kind", [Kind.PERSONAL_NUMBER, Kind.PHONE, Kind.MAIL, Kind.DATE, Kind.KNOWN, Kind.WEB])
def test_numbers_and_known_names_are_never_doubted(kind: Kind) -> None:
    assert together("zazu", [Span(0, 4, kind)], readings(("person", 0.0))) == [("zazu", kind)]


def test_two_people_stay_two_and_a_surname_joins_the_name_before() -> None:
    said = readings(*[("person", 0.9)] * 3)
    spans = [Span(0, 5, Kind.NAME), Span(11, 15, Kind.NAME)]
    assert together("Zazus bang mimi", spans, said) == [("Zazus bang", Kind.NAME), ("mimi", Kind.NAME)]


def test_a_phrase_takes_in_the_names_inside_it_and_keeps_its_little_words() -> None:
    said = readings(("detail", 0.6), ("detail", 0.6), ("detail", 0.6), ("place", 0.9), None)
    spans = [Span(11, 15, Kind.PLACE)]
    assert together("den enda i Zazu ,", spans, said) == [("den enda i Zazu", Kind.DETAIL)]


def test_little_words_and_what_everybody_speaks_of_are_not_added() -> None:
    said = readings(("person", 0.9), ("person", 0.9), ("person", 0.9))
    assert together("på minecraft och", [], said) == []


def test_a_known_name_is_found_as_the_interviews_own() -> None:
    names = Names((Known("Ek", "kompis"),))
    assert together("då kom ek", [], readings(None, None, ("person", 0.8)), names) == [("ek", Kind.KNOWN)]


def test_spans_are_in_order_and_never_overlap_whatever_is_read() -> None:
    text = "min bror som är målvakt i Zaz IF bor på Zazvägen 3 hos Mimi Zazu"
    for line in (text, text.lower(), text.upper()):
        found = recognising.suggest([line])
        assert all(one.end <= other.start for one, other in pairwise(found))
        assert all(0 <= one.likely <= 1 for one in found)


def test_what_is_unlikely_is_never_among_the_sure_ones() -> None:
    found = recognising.suggest(["Hej Alva, vad bra att du kom.", "Vi åt zaz och läste Zuz igår."])
    assert found
    assert all(one.likely >= recognising.LIKELY for one in found if one.sure)
