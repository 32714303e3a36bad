"""Numbers that point at somebody, in digits and spoken; and counting, which does not."""

import pytest

from transcription.deidentification import dates, numbers
from transcription.deidentification.kinds import Kind


def found(text: str) -> set[tuple[str, Kind]]:
    return {(text[start:end], kind) for find in (numbers.find, dates.find) for start, end, kind in find(text)}


@pytest.mark.parametrize(
    ("text", "hit", "kind"),
    [
        ("Numret är 070-123 45 67 hemma.", "070-123 45 67", Kind.PHONE),
        ("Numret är +46 70 123 45 67.", "+46 70 123 45 67", Kind.PHONE),
        ("Hon är 121212-1212 alltså.", "121212-1212", Kind.PERSONAL_NUMBER),
        ("noll sju noll ett två tre fyra fem sex sju", "noll sju noll ett två tre fyra fem sex sju", Kind.PHONE),
        ("Vi sågs den tolfte mars 2024.", "den tolfte mars 2024", Kind.DATE),
        ("Det var 2024-03-12.", "2024-03-12", Kind.DATE),
        ("Det var 12/3 tror jag.", "12/3", Kind.DATE),
        ("Mitt nummer är 130412-T234.", "130412-T234", Kind.PERSONAL_NUMBER),
        ("På pappret står 130412T234.", "130412T234", Kind.PERSONAL_NUMBER),
        ("numret slutar på 4 5 1 2", "4 5 1 2", Kind.PERSONAL_NUMBER),
        ("noll sju två åttitre fyra nitti tre", "noll sju två åttitre fyra nitti tre", Kind.PHONE),
        ("Jag är född 3.9.2014.", "3.9.2014", Kind.DATE),
        ("Hon är född 12 apr 2013.", "12 apr 2013", Kind.DATE),
        ("Den 3 sept fyllde han.", "Den 3 sept", Kind.DATE),
        ("född femtonde i andra tvåtusenåtta", "femtonde i andra tvåtusenåtta", Kind.DATE),
        ("hon är född nyårsafton nittionio", "nyårsafton nittionio", Kind.DATE),
        ("jag var sju år och tre veckor då", "sju år och tre veckor", Kind.AGE),
        ("Jag är elva år.", "elva år", Kind.AGE),
        ("Hon fyller nio på fredag.", "nio på fredag", Kind.AGE),
    ],
)
def test_what_points_at_somebody_is_found(text: str, hit: str, kind: Kind) -> None:
    assert (hit, kind) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ett två tre fyra fem sex sju.",
        "Vi var tre stycken.",
        "Klockan var 10.",
        "Det var för två år sen.",
        "Sida 120.",
        "Ring 112 eller 116 111.",
        "Vi ses i mars.",
    ],
)
def test_counting_and_small_numbers_are_left_alone(text: str) -> None:
    assert not {kind for _, kind in found(text)} & {Kind.PHONE, Kind.PERSONAL_NUMBER, Kind.DATE, Kind.AGE}


@pytest.mark.parametrize(
    ("spoken", "digits"),
    [("tjugotolv noll tre", "201203"), ("nittio fyra", "94"), ("noll sju noll", "070"), ("12 tretton", "1213")],
)
def test_spoken_digits_are_put_together(spoken: str, digits: str) -> None:
    assert numbers.digits_of(spoken) == digits


@pytest.mark.parametrize(
    ("shown", "kind"),
    [
        ("20121212-1212", Kind.PERSONAL_NUMBER),
        ("121212 0000", Kind.PERSONAL_NUMBER),  # a wrong check digit is no excuse
        ("0701234567", Kind.PHONE),
        ("+46701234567", Kind.PHONE),
        ("999999999", Kind.PHONE),
    ],
)
def test_a_long_number_is_one_or_the_other(shown: str, kind: Kind) -> None:
    assert numbers.looks_like(shown) is kind


def test_a_row_of_digits_of_any_length_is_a_number() -> None:
    row = "1 2 " + "1" * 5_000
    assert max(end - start for start, end, _ in numbers.find(row)) == len(row)
