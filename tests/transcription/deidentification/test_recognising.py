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


def test_one_person_is_one_in_every_line_and_spelling() -> None:
    texts = ["Jag träffade Oddny igår.", "Odny var snäll.", "sen kom oddnys hund"]
    assert [(one.line, one.who) for one in recognising.suggest(texts)] == [(at, "name odni") for at in range(3)]


def test_places_count_code_points_whatever_stands_before() -> None:
    text = "👩‍👧 hej på dig 𝟙 sa att Samir kom"
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


@pytest.mark.parametrize("text", ["jag såg saga där borta", "sen gick ek hem"])
def test_what_is_not_found_is_known_and_said(text: str) -> None:
    """A name that is a common word is missed in small letters, unless something around it tells."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Skriv till Olle Svan snabel-a exempel punkt se.", ["Olle", "Svan snabel-a exempel punkt se"]),
        ("Vi bor hos Elsa Maria Norra Järnvägsgatan 5 säger dom.", ["Elsa Maria", "Norra Järnvägsgatan 5"]),
    ],
)
def test_where_two_finds_overlap_nothing_of_either_is_left(text: str, hits: list[str]) -> None:
    assert [hit for hit, _ in found(text)] == hits


@pytest.mark.parametrize(
    ("text", "hit", "kind", "token"),
    [
        ("Jag går på Linnéaskolan.", "Linnéaskolan", Kind.SCHOOL, "skolan"),
        ("Med Petra på Ekbackens skola.", "Ekbackens skola", Kind.SCHOOL, "skolan"),
        ("Han går på Härnösands gymnasium.", "Härnösands gymnasium", Kind.SCHOOL, "skolan"),
        ("Vi bodde på HVB Solgläntan först.", "HVB Solgläntan", Kind.WORKPLACE, "verksamheten"),
    ],
)
def test_a_token_says_what_a_thing_is(text: str, hit: str, kind: Kind, token: str) -> None:
    """A school that holds a known name, a place or a person, is a school."""
    known = (*KNOWN, Known("Härnösand", "orten"))
    one = next(one for one in suggest(text, known) if text[one.start : one.end] == hit)
    assert (one.kind, one.role) == (kind, token)


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("farsan han är rektorn på vår skola", "rektorn på vår skola"),
        ("Mamma är enda barnmorskan i hela Ramsele.", "enda barnmorskan i hela Ramsele"),
        ("Min bror som är målvakt i Skövde AIK kom inte.", "Min bror som är målvakt i Skövde AIK"),
        ("det stod om huset som brann i Viskan", "huset som brann i Viskan"),
    ],
)
def test_a_phrase_that_points_at_one_person_is_found_without_a_name(text: str, hit: str) -> None:
    assert hit.casefold() in [one.casefold() for one, _ in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Vi kom från Syrien och pratar arabiska.",
        "I Bangladesh finns inget som heter soc.",
        "Jag ringde Bris en gång, och sen 116 111.",
        "Jag läser om Harry Potter och Pippi Långstrump.",
        "Under ramadan vill jag inte ha möte.",
        "Zlatan är bättre än Mbappé.",
        "Jag frågade Siri vad det betyder.",
        "Vi köpte det på Ica och spelade Fortnite.",
        "Undertexter från Amara.org-gemenskapen",
    ],
)
def test_what_everybody_speaks_of_is_left_alone(text: str) -> None:
    assert found(text) == []
    assert found(text.lower()) == []


def test_a_number_and_a_name_on_a_list_are_sure_and_a_common_word_is_not() -> None:
    sure = {
        text: [one.sure for one in suggest(text)] for text in ("Ring 070-123 45 67.", "Jag såg Hamid.", "hos Storm")
    }
    assert sure == {"Ring 070-123 45 67.": [True], "Jag såg Hamid.": [True], "hos Storm": [False]}
