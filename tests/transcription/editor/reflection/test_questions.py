"""Kinds of questions, on invented sentences. The second list was written after the rules, and not against them."""

import pytest

from transcription.editor.reflection.questions import Kind, find_kind, list_questions

WRITTEN_WITH_THE_RULES = """
open    Hur var det när du kom in?
open    Vad gör vi som jobbar här, tror du?
open    Berätta om en gång du var här.
open    Beskriv rummet.
open    Om du fick trolla, vad skulle du ändra?
open    Om du fick trolla vad skulle du ändra?
open    Okej, och hur kändes det då?
open    Kan du berätta mer?
open    På vilket sätt?
open    Alva, hur tänkte du då?
why     Varför sa du inte det?
why     Hur kommer det sig?
detail  Vem har berättat det för dig?
detail  Var vill du helst träffas?
detail  När fick du säga vad du tycker?
detail  Hur ofta vill du ses?
detail  I vilken skola går du?
choice  Vill du sitta eller stå?
choice  Var det bra eller dåligt?
choice  Pappa eller mamma?
closed  Är det något du undrar?
closed  När du kom hit, var det bra?
closed  Var du rädd?
closed  Det var bra, eller hur?
closed  Är det bra, eller?
closed  Vet du varför?
check   Du bor hos mormor?
check   Ja?
-       Vad bra att du kom.
-       Mm.
-       Var inte orolig.
"""
WRITTEN_AFTERWARDS = """
open    Hur skulle du vilja att vi hörde av oss?
open    Men vad hände sedan, när hon hade slutat?
open    Vad är viktigast av det du har sagt?
open    Förklara för mig hur ett möte går till.
open    Skulle du vilja berätta om ditt första möte här?
open    Innan ni träffades, vad hade du fått veta?
open    Jaha. Och hur var det?
why     Men varför det?
detail  Hur många gånger har ni setts?
detail  Vilka brukar vara med?
detail  Vem bestämde det?
detail  Hur gammal var du då?
choice  Ska vi fortsätta eller ta en paus?
choice  Skrev hon till dig eller ringde hon?
closed  Har du träffat någon annan?
closed  Fick du vara med och bestämma?
closed  Tycker du att de lyssnade?
closed  Kände du dig trygg där?
closed  Så ni sågs aldrig, inte sant?
check   Du menar att ingen frågade?
check   Så hon bara slutade?
-       Tack för att du berättade det.
-       Hej och välkommen.
"""


def cases(text: str) -> list[tuple[str, str]]:
    return [(line[:8].strip(), line[8:]) for line in text.strip().splitlines()]


@pytest.mark.parametrize(("kind", "sentence"), [*cases(WRITTEN_WITH_THE_RULES), *cases(WRITTEN_AFTERWARDS)])
def test_a_sentence_is_counted_as(kind: str, sentence: str) -> None:
    found = [one.kind.value for one in list_questions(sentence)]
    assert found == ([] if kind == "-" else [kind])


def test_a_turn_gives_its_questions_in_order() -> None:
    found = list_questions(
        "Okej. Hur var det? Var det roligt? Det var långt, kl. 10. Eller hur? Berätta. [ohörbart] Vem?"
    )
    assert [(one.text, one.kind) for one in found] == [
        ("Hur var det?", Kind.OPEN), ("Var det roligt?", Kind.CLOSED), ("10, eller hur?", Kind.CLOSED),
        ("Berätta.", Kind.OPEN), ("Vem?", Kind.DETAIL),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "?", "...", "?!?", "[tystnad]", "och", ", , ,", "och och och och?"])
def test_nothing_said_asks_nothing_much(text: str) -> None:
    assert [one.kind for one in list_questions(text)] in ([], [Kind.CHECK])


@pytest.mark.parametrize("hard", ["och " * 2500 + "?", "(" * 10_000, "[" * 10_000, "du, " * 2500, "a " * 5000 + "?"])
def test_no_text_takes_for_ever(hard: str) -> None:
    list_questions(hard)
    find_kind(hard)
