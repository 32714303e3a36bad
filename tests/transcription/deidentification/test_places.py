"""One place decided apart from the others: what is seen, and what becomes of it when the text changes."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.inspection import inspect_page
from tests.transcription.interviews import Interview, a_transcript, an_interview
from toolkit.errors import InvalidInput, WrongState
from toolkit.people.models import Person
from transcription.deidentification import deciding, known_names, marked_text, searching
from transcription.deidentification.places import Surroundings
from transcription.deidentification.words_page import Occurrence, Word, WordsPage
from transcription.editor import editing
from transcription.transcripts import segment_rows
from transcription.transcripts.models import Transcript
from transcription.transcripts.states import State

LINES = (
    ("child", "Min mormor Maj bakar. Jag bor hos Maj ibland."),
    ("child", "Vi flyttar i Maj, sa hon. Emma och Emmas hund kom. Emma är snäll."),
)


@pytest.fixture
def interview(app: Flask) -> Interview:
    return an_interview()


@pytest.fixture
def transcript(interview: Interview) -> Transcript:
    made = searching.search(interview.actor, a_transcript(interview, state=State.CORRECTED, lines=LINES).id)
    deciding.decide(interview.actor, made.id, word="Maj", action="replace", token="mormor", by_hand=True)
    deciding.decide(interview.actor, made.id, word="Emma", action="replace", token="kompis 1")
    return made


@pytest.fixture
def at(interview: Interview, transcript: Transcript) -> Callable[..., None]:
    """Decide about the place of a word with that number."""

    def do(word: str, number: int, action: str, token: str = "", revision: int | None = None) -> None:
        occurrence = a_word(interview, transcript, word).occurrences[number]
        deciding.decide_place(
            interview.actor, transcript.id, word=word, at=occurrence.at, action=action, token=token,
            revision=transcript.revision if revision is None else revision,
        )  # fmt: skip

    return do


def a_page(interview: Interview, transcript: Transcript) -> WordsPage:
    return deciding.open_page(interview.actor, transcript.id)


def a_word(interview: Interview, transcript: Transcript, word: str) -> Word:
    return next(one for one in a_page(interview, transcript).words if one.word == word)


def said_of(occurrences: tuple[Occurrence, ...]) -> list[str]:
    return [
        "kept" if occurrence.action == "keep" else occurrence.bent if occurrence.action else "?"
        for occurrence in occurrences
    ]


def texts(transcript: Transcript) -> list[str]:
    return [text for _, text in marked_text.list_texts(transcript)]


def change(interview: Interview, transcript: Transcript, line: int, text: str) -> None:
    segment = segment_rows.list_segments(transcript)[line]
    editing.save_segment(
        interview.actor, transcript.id, segment_id=segment.id, version=segment.version, text=text, speaker="child"
    )
    searching.search(interview.actor, transcript.id)


def test_the_month_stays_while_the_grandmother_is_replaced(
    interview: Interview, transcript: Transcript, at: Callable[..., None]
) -> None:
    at("Maj", 2, "keep")
    assert texts(transcript) == [
        "Min mormor [mormor] bakar. Jag bor hos [mormor] ibland.",
        "Vi flyttar i Maj, sa hon. [kompis 1] och [kompis 1:s] hund kom. [kompis 1] är snäll.",
    ]
    page = a_page(interview, transcript)
    runs = [run for run in page.lines[1][1] if run.occurrence]
    assert [(run.text, run.occurrence.action, run.occurrence.is_apart) for run in runs if run.occurrence][:2] == [
        ("Maj", "keep", True),
        ("Emma", "replace", False),
    ]
    deciding.approve(interview.actor, transcript.id)
    at("Maj", 2, "follow")
    assert "i [mormor], sa" in texts(transcript)[1]
    assert transcript.state == State.CORRECTED, "what was approved must be read again"


def test_two_persons_with_one_name(interview: Interview, transcript: Transcript, at: Callable[..., None]) -> None:
    at("Emma", 1, "split")
    assert (
        texts(transcript)[1]
        == "Vi flyttar i [mormor], sa hon. [kompis 1] och [kompis 2:s] hund kom. [kompis 1] är snäll."
    )
    tokens = a_page(interview, transcript).tokens
    assert {token: [word.word for word in words] for token, words in tokens.items()} == {
        "[mormor]": ["Maj"],
        "[kompis 1]": ["Emma"],
        "[kompis 2]": ["Emma"],
    }
    deciding.rename(interview.actor, transcript.id, token="[kompis 2]", new="läraren")
    assert said_of(a_word(interview, transcript, "Emma").occurrences) == ["[kompis 1]", "[lärarens]", "[kompis 1]"]
    deciding.undecide(interview.actor, transcript.id, word="Emma")
    assert said_of(a_word(interview, transcript, "Emma").occurrences) == ["?"] * 3


def test_a_place_can_be_decided_before_the_word(
    interview: Interview, transcript: Transcript, at: Callable[..., None]
) -> None:
    deciding.undecide(interview.actor, transcript.id, word="Emma")
    at("Emma", 0, "replace", "grannen")
    assert [word.word for word in a_page(interview, transcript).undecided] == ["Emma"]
    assert a_word(interview, transcript, "Emma").token == "[grannen]", "the same person, as far as is known"
    deciding.decide(interview.actor, transcript.id, word="Emma", action="keep")
    assert said_of(a_word(interview, transcript, "Emma").occurrences) == ["[grannen]", "kept", "kept"]
    deciding.undo_last(interview.actor, transcript.id)
    at("Emma", 1, "keep")
    at("Emma", 2, "keep")
    page = a_page(interview, transcript)
    assert (page.undecided, [word.word for word in page.left]) == ((), ["Emma"]), "one place after the other"
    assert "[grannen]" in page.tokens
    deciding.approve(interview.actor, transcript.id)


def test_undoing_takes_the_last_place_back(
    interview: Interview, transcript: Transcript, at: Callable[..., None]
) -> None:
    at("Maj", 2, "keep")
    deciding.undo_last(interview.actor, transcript.id)
    assert said_of(a_word(interview, transcript, "Maj").occurrences) == ["[mormor]"] * 3


def test_deciding_the_word_like_a_place_makes_it_one_of_the_others(
    interview: Interview, transcript: Transcript, at: Callable[..., None]
) -> None:
    at("Maj", 2, "keep")
    deciding.decide(interview.actor, transcript.id, word="Maj", action="keep")
    assert a_word(interview, transcript, "Maj").apart == ()


def test_corrections_elsewhere_leave_it_where_it_is(
    interview: Interview, transcript: Transcript, at: Callable[..., None]
) -> None:
    at("Maj", 2, "keep")
    change(interview, transcript, 0, "Maj, min mormor, bakar ofta. Maj sjunger. Maj är bra. Jag bor hos Maj ibland.")
    change(interview, transcript, 1, LINES[1][1].replace("i Maj, sa", "i Maj sa").replace("snäll", "bäst"))
    assert [text.split(".")[0] for text in texts(transcript)] == [
        "[mormor], min mormor, bakar ofta",
        "Vi flyttar i Maj sa hon",
    ]
    one = segment_rows.list_segments(transcript)[1]
    editing.split_segment(
        interview.actor, transcript.id, segment_id=one.id, version=one.version, text=one.text, at=len("Vi flyttar i")
    )
    searching.search(interview.actor, transcript.id)
    assert texts(transcript)[1:3] == [
        "Vi flyttar i",
        "Maj sa hon. [kompis 1] och [kompis 1:s] hund kom. [kompis 1] är bäst.",
    ]
    known_names.save(interview.actor, interview.assignment.id, names={"friends": "Emma"}, version=0)
    searching.search(interview.actor, transcript.id)
    assert "Maj sa hon" in texts(transcript)[2]


@pytest.mark.parametrize(
    "text", ["Vi flyttar till Maj, sa hon.", "Vi flyttar i Maj. I Maj, sa hon.", "Vi åker dit, sa hon."]
)
def test_a_correction_beside_it_asks_anew(
    interview: Interview, transcript: Transcript, at: Callable[..., None], text: str
) -> None:
    at("Maj", 2, "keep")
    change(interview, transcript, 1, text)
    assert [word.word for word in a_page(interview, transcript).undecided] == ["Maj"]
    with pytest.raises(WrongState, match="not decided"):
        deciding.approve(interview.actor, transcript.id)
    assert a_word(interview, transcript, "Maj").token == "[mormor]", "what was decided is proposed again"
    deciding.decide(interview.actor, transcript.id, word="Maj", action="replace", token="mormor")
    assert "Maj" not in " ".join(texts(transcript))


def test_a_place_to_replace_is_never_forgotten(
    interview: Interview, transcript: Transcript, at: Callable[..., None]
) -> None:
    """A word that is no longer suggested, and was replaced at one place only, is asked about."""
    change(interview, transcript, 0, "Min mormor Maj bakar. Jag bor med mira ibland.")
    known_names.save(interview.actor, interview.assignment.id, names={"others": "Mira"}, version=0)
    searching.search(interview.actor, transcript.id)
    at("mira", 0, "replace", "gör")
    known_names.save(
        interview.actor,
        interview.assignment.id,
        names={},
        version=known_names.version_of(known_names.open_form(interview.actor, interview.assignment.id)),
    )
    searching.search(interview.actor, transcript.id)
    assert "[gör]" in texts(transcript)[0]
    change(interview, transcript, 0, "Min mormor såg mira igen.")
    assert [word.word for word in a_page(interview, transcript).undecided] == ["mira"]


def test_what_a_page_of_yesterday_says_is_refused(
    interview: Interview, transcript: Transcript, at: Callable[..., None]
) -> None:
    for values in ({"number": 0, "action": "keep", "revision": 0}, {"number": 0, "action": "replace", "token": " "}):
        with pytest.raises((WrongState, InvalidInput)):
            at("Maj", **values)
    with pytest.raises(WrongState, match="text has changed"):
        deciding.decide_place(
            interview.actor, transcript.id, word="Maj", at="0 1", revision=transcript.revision, action="keep"
        )


def test_each_place_has_its_buttons(
    interview: Interview, transcript: Transcript, signed_in: Callable[[Person], FlaskClient]
) -> None:
    client, url = signed_in(interview.worker), f"/transcripts/{transcript.id}/words"
    occurrence = a_word(interview, transcript, "Maj").occurrences[2]
    told = {"word": "Maj", "token": "[mormor]", "revision": str(transcript.revision)}
    assert f'value="keep {occurrence.at}"' in client.get(url).text
    assert client.post(f"{url}/place", data={**told, "place": f"keep {occurrence.at}"}).status_code == 303
    shown = client.get(url)
    inspect_page(shown.text, shown.headers)
    assert f'value="follow {occurrence.at}"' in shown.text
    assert client.post(f"{url}/place", data={**told, "place": "keep there"}).status_code == 422
    assert said_of(a_word(interview, transcript, "Maj").occurrences) == ["[mormor]", "[mormor]", "kept"]


@given(st.lists(st.text(alphabet="abÅ ,.", max_size=30), max_size=4))
def test_every_place_has_a_name_of_its_own(lines: list[str]) -> None:
    spans = [
        (line, at, at + 1) for line, text in enumerate(lines) for at, letter in enumerate(text) if letter.isalpha()
    ]
    words = [span for span in spans if span[1] == 0 or not lines[span[0]][span[1] - 1].isalpha()]
    names = Surroundings(lines).list_names(words)
    assert len(set(names)) == len(words)


def test_commas_capitals_and_segments_do_not_rename_a_place() -> None:
    whole, parted = ["Hej, Maj kom i maj."], ["hej maj", "Kom i maj"]
    assert Surroundings(whole).list_names([(0, 5, 8)]) == Surroundings(parted).list_names([(0, 4, 7)])
