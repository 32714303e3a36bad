"""Texts that stand by themselves: what was found is marked, and neutral tokens are proposed in its place."""

from transcription.deidentification import short_texts
from transcription.deidentification.kinds import Known


def test_each_text_is_read_by_itself_and_nothing_of_it_is_lost() -> None:
    known = [Known("Majken Ollonqvist", "socialsekreteraren")]
    plain, named = short_texts.suggest(["Att vänta in svaret.", "Majken sa det, och Majken hade rätt."], known)
    assert (plain.finds, plain.proposed, plain.parts) == (0, "Att vänta in svaret.", (("Att vänta in svaret.", False),))
    assert named.finds == 2
    assert named.proposed == "[socialsekreteraren] sa det, och [socialsekreteraren] hade rätt."
    assert "".join(part for part, _ in named.parts) == "Majken sa det, och Majken hade rätt."
    assert [part for part, is_found in named.parts if is_found] == ["Majken", "Majken"]


def test_two_people_in_one_text_are_told_apart_and_lines_become_one() -> None:
    known = [Known("Majken", "kompis"), Known("Ollon", "kompis")]
    (one,) = short_texts.suggest(["Majken\noch   Ollon"], known)
    assert one.proposed == "[kompis 1] och [kompis 2]"


def test_nothing_to_read_is_nothing() -> None:
    assert short_texts.suggest([]) == []
    assert short_texts.suggest([""])[0].parts == ()
