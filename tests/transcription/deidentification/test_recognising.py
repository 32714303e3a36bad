"""Suggestions on invented sentences: what is found, and in the last ones, honestly, what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.deidentification import recognising
from transcription.deidentification.kinds import Found, Kind, Known

KNOWN = (
    Known("Linnéa Bergvall", "barnet"),
    Known("Petra Sundin", "socialsekreteraren"),
    Known("Bo", "morfar"),
)


def suggest(text: str, known: tuple[Known, ...] = ()) -> list[Found]:
    return recognising.suggest([text], known)


def found(text: str, known: tuple[Known, ...] = ()) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.kind.value) for one in suggest(text, known)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Mitt nummer är 20120304-1234.", ["20120304-1234"]),
        ("Hon är född 120304 1235 tror jag.", ["120304 1235"]),
        ("Det var 12 03 04 12 34.", ["12 03 04 12 34"]),
        ("Tjugo tolv noll tre noll fyra, sa jag.", ["Tjugo tolv noll tre noll fyra"]),
        ("Det är tjugotolv noll tre streck noll fyra ett två.", ["tjugotolv noll tre streck noll fyra ett två"]),
        ("Ring 070-123 45 67 efter skolan.", ["070-123 45 67"]),
        ("Numret är +46 70 123 45 67.", ["+46 70 123 45 67"]),
        ("noll sju noll ett två tre fyra fem sex sju", ["noll sju noll ett två tre fyra fem sex sju"]),
        ("Skriv till alva.berg@exempel.se ikväll.", ["alva.berg@exempel.se"]),
        ("Det är alva snabel-a exempel punkt se.", ["alva snabel-a exempel punkt se"]),
        ("Vi bor på Storgatan 12 B nu.", ["Storgatan 12 B"]),
        ("Vi flyttade från Björkvägen.", ["Björkvägen"]),
        ("Jag går i Parkskolan, i femman.", ["Parkskolan"]),
        ("Vi bor i Ljungaverk.", ["Ljungaverk"]),
        ("Det var flytten till Härnösand.", ["Härnösand"]),
        ("Hon är född den 4 mars 2012.", ["den 4 mars 2012"]),
        ("Hej Alva, vad bra att du kom.", ["Alva"]),
        ("Min kompis Samir och min moster.", ["Samir"]),
        ("Jag undrar varför Petra slutade.", ["Petra"]),
        ("Jag fick prata med Anna-Karin Öst Holm.", ["Anna-Karin Öst Holm"]),
        ("Samirs pappa hämtade oss.", ["Samirs"]),
    ],
)
def test_what_points_at_somebody_is_found_whole(text: str, hits: list[str]) -> None:
    assert [hit for hit, _ in found(text)] == hits


@pytest.mark.parametrize(
    "text",
    [
        "Jag har haft fyra stycken på två år.",
        "De hjälper barn och familjer när det är svårt.",
        "Mamma sa att jag fick vänta. Sen kom hon.",
        "Jag såg det på Instagram och pratade med BUP.",
        "Vi räknade ett, två, tre och sprang.",
        "Skolan var bra. Förskolan också.",
        "Att hon inte tittar på klockan, typ 15.30.",
        "När jag var 12 gick jag i 5A.",
        "Mina föräldrar kom. Mina syskon också.",
        "Jag vill bo hos någon snäll.",
        "Hur var det? Bra.",
    ],
)
def test_ordinary_talk_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "hit", "role"),
    [
        ("Sen kom Linneas taxi.", "Linneas", "barnet"),
        ("Jag gillade petra bäst.", "petra", "socialsekreteraren"),
        ("Hon heter Pettra.", "Pettra", "socialsekreteraren"),
        ("Fru Sunddin ringde.", "Sunddin", "socialsekreteraren"),
        ("Hos Bo fanns en hund.", "Bo", "morfar"),
        ("Bergvalls ringde på.", "Bergvalls", "barnet"),
    ],
)
def test_names_known_to_the_interview_are_found_bent_and_misspelt(text: str, hit: str, role: str) -> None:
    (one,) = suggest(text, KNOWN)
    assert (text[one.start : one.end], one.role, one.kind) == (hit, role, Kind.KNOWN)


def test_a_known_name_that_is_a_word_is_left_alone_inside_another_word() -> None:
    assert found("Vi ville bo kvar i bostaden.", (Known("Bosse", "morfar"),)) == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Min kompis Samir kom.", "kompis"),
        ("Min lärare som heter Oddny är snäll.", "läraren"),
        ("Jag bor med mormor Gullan.", "mormor"),
        ("Sen träffade jag Oddny.", "person"),
    ],
)
def test_the_role_says_what_the_person_is_to_the_child(text: str, role: str) -> None:
    assert [one.role for one in suggest(text)] == [role]


def test_a_name_seen_inside_a_sentence_is_found_where_it_begins_one() -> None:
    texts = ["Jag träffade Oddny igår.", "Oddny var snäll."]
    assert found(texts[1]) == []
    assert [(one.line, one.who) for one in recognising.suggest(texts)] == [(0, "name odni"), (1, "name odni")]


def test_places_count_code_points_whatever_stands_before() -> None:
    text = "👩‍👧 åäö 𝔸 sa att Samir kom"
    (one,) = suggest(text)
    assert text[one.start : one.end] == "Samir"


@given(st.text(alphabet=st.sampled_from("abcÅÄÖ 019.,-?@+\nIiSs"), max_size=200))
def test_suggestions_never_overlap_and_are_what_stands_there(text: str) -> None:
    ends = 0
    for one in suggest(text, KNOWN):
        assert one.start >= ends
        assert one.start < one.end <= len(text)
        ends = one.end


def test_a_wrong_checksum_is_no_excuse() -> None:
    assert found("120304-0000") == [("120304-0000", "personal_number")]


@pytest.mark.parametrize("text", ["Oddny var snäll.", "sen gick oddny hem"])
def test_what_is_not_found_is_known_and_said(text: str) -> None:
    """A rare name that begins a sentence, or is written small, is missed unless it is known or seen elsewhere."""
    assert found(text) == []
    assert [text[one.start : one.end].casefold() for one in suggest(text, (Known("Oddny", "mormor"),))] == ["oddny"]
