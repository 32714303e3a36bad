"""Names get their capital letter in any text, from the words around; everyday words do not, shouted ones neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.deidentification import capitals, recognising
from transcription.deidentification.evaluation_results import Letters
from transcription.deidentification.kinds import Known
from transcription.deidentification.name_matching import Names

KNOWN = (Known("Linnéa Bergvall", "barnet"), Known("Bo", "morfar"))


def found(*lines: str, known: tuple[Known, ...] = ()) -> list[str]:
    return [lines[one.line][one.start : one.end] for one in recognising.suggest(lines, known)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("min kompis oddny kom hit", ["oddny"]),
        ("hon heter typ oddny tror jag", ["oddny"]),
        ("alla kallar honom tobbe", ["tobbe"]),
        ("jag bor hos oddny nu", ["oddny"]),
        ("då ringde oddnys mamma", ["oddnys"]),
        ("oddny sa att jag fick stanna", ["oddny"]),
        ("vi var hos anna-karin och oddny", ["anna-karin", "oddny"]),
        ("det var bo som hämtade", ["bo"]),
        ("min handläggare sara karlström ringde", ["sara karlström"]),
        ("vi bor i trångsviken nu", ["trångsviken"]),
        ("vi flyttade från kramfors till sollefteå", ["kramfors", "sollefteå"]),
        ("jag går på ekbackens skola", ["ekbackens skola"]),
        ("hon går i parkskolan", ["parkskolan"]),
        ("pappa jobbar på valmet", ["valmet"]),
        ("jag spelar i hallsta ik", ["hallsta ik"]),
        ("mamma jobbar på ica nära", ["ica nära"]),
        ("vi bor på björkvägen", ["björkvägen"]),
        ("han bor på storgatan 12 b", ["storgatan 12 b"]),
        ("mamma är sköterska i sundsvall", ["sköterska i sundsvall"]),
    ],
)
def test_what_stands_around_tells_of_a_name(text: str, hits: list[str]) -> None:
    assert found(text) == hits


@pytest.mark.parametrize(
    "text",
    [
        "mamma ville att vi skulle stanna hemma",
        "en dag sa mamma att vi skulle flytta",
        "min kompis brukar skjutsa mig till träningen",
        "jag vill bo hos någon snäll",
        "min lärare fattade ingenting",
        "vad heter det när man får bestämma",
        "pappa jobbar på lagret på nätterna",
        "vi bor i en lägenhet nära skolan",
        "sol och bad hela sommaren",
        "jag går på fotboll och musikskolan",
        "hon sa att jag kunde ringa till bup",
        "jag såg på instagram och spelade roblox",
    ],
)
def test_everyday_words_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_name_told_once_is_found_in_every_line() -> None:
    assert found("min kompis heter oddny", "sen gick jag till skolan med oddny") == ["oddny", "oddny"]


def test_known_names_are_found_bent_misheard_and_where_they_are_words() -> None:
    lines = ("jag var hos bo igår", "jag vill bo kvar", "linneas rum är stort", "och bärgvall ringde")
    assert found(*lines, known=KNOWN) == ["bo", "linneas", "bärgvall"]


@pytest.mark.parametrize(
    ("lines", "is_small"),
    [
        (["jag heter oddny", "och bor här"], True),
        (["Jag heter Oddny.", "och bor här"], False),
        (["jag gick hem med mamma och pappa och det var roligt sa hon till mig " * 3, "Ja."], True),
        (["123", "?"], False),
        ([], False),
    ],
)
def test_a_text_is_small_when_as_good_as_no_word_has_a_capital(lines: list[str], *, is_small: bool) -> None:
    assert capitals.is_written_small(lines) is is_small


@pytest.mark.parametrize(
    ("lines", "letters"),
    [
        (["JAG HETER LOVISA.", "OCH BOR HÄR"], Letters.CAPITALS),
        (["Jag heter Lovisa.", "NEJ DET FÅR DU INTE"], Letters.ORDINARY),
        (["jag heter lovisa", "och bor här"], Letters.SMALL),
    ],
)
def test_a_text_is_told_by_its_letters(lines: list[str], letters: Letters) -> None:
    assert capitals.letters_of(lines) is letters


def test_shouted_talk_is_read_as_if_it_were_small() -> None:
    lines = ("HEJ. VAD HETER DU?", "JAG HETER LOVISA.", "MIN BROR HETER OSKAR.", "KOMPISEN ALI SLOG MIG.")
    assert found(*lines) == ["LOVISA", "OSKAR", "ALI"]
    assert found("MIN LÄRARE HETER KARIN LINDSTRÖM.") == ["KARIN LINDSTRÖM"]


def test_a_line_of_20_000_words_and_a_word_of_20_000_letters_are_read() -> None:
    assert found("vi bor i trångsviken. " * 5000).count("trångsviken") == 5000
    assert capitals.restore(["heter " + "oddny" * 4000], Names()) != []


@given(st.lists(st.text(alphabet="abßŉåäöİǰ -.,1_ms", max_size=40), max_size=4))
def test_no_letter_moves(lines: list[str]) -> None:
    shown = [line.text for line in capitals.restore(lines, Names(KNOWN))]
    assert [len(line) for line in shown] == [len(line) for line in lines]
    assert [line.casefold() for line in shown] == [line.casefold() for line in map(capitals.lowered, lines)]
