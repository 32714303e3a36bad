"""The unit's own words: read, counted as Whisper counts, kept for the unit alone, and said to the model."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from tokenizers import Tokenizer

from tests import factories as make
from tests.inspection import inspect_page
from toolkit.access import Role
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.people.models import Person
from transcription.speech_models.store import Model
from transcription.terms import own_words, token_count

PLACES = "Norrvik\n Stora  torget \nnorrvik\n\nBarnahus\nFamiljens hus, 2\n"


def test_each_word_once_and_no_sentences() -> None:
    assert own_words.read(PLACES) == ["Norrvik", "Stora torget", "Barnahus", "Familjens hus 2"]
    with pytest.raises(InvalidInput):
        own_words.read("ord " * 30)


def test_pieces_are_counted_as_the_library_counts_them(practice_model: Model) -> None:
    tokenizer = Tokenizer.from_file(str(practice_model.folder / "tokenizer.json"))
    for text in (" Norrvik", "Barnahus, Familjens hus 2", " Ånge-Östersund 1998, räksmörgås", "it's  two", " Näs_by!"):
        assert token_count.count(text) == len(tokenizer.encode(text, add_special_tokens=False).ids), text


def test_only_what_there_is_room_for_fits() -> None:
    words = [f"Norrviksskolan{number}" for number in range(200)]
    room = token_count.count_fitting(words)
    assert 10 < room < 100
    assert token_count.count(f" {token_count.joined(words[:room])}") <= token_count.ROOM
    assert token_count.count(f" {token_count.joined(words[: room + 1])}") > token_count.ROOM
    assert token_count.count_fitting([]) == 0


@pytest.mark.usefixtures("app")
def test_a_unit_has_words_of_its_own() -> None:
    here, there = make.a_unit(), make.a_unit()
    karin, other = make.actor(make.a_person(here, Role.FACILITATOR)), make.actor(make.a_person(there, Role.FACILITATOR))
    first = own_words.save(karin, text=PLACES, version=0)
    assert list(own_words.list_terms(here.id)) == list(first.terms)
    assert own_words.get_known(other).terms == ()
    with pytest.raises(WrongState):
        own_words.save(karin, text="Norrvik", version=0)
    own_words.save(karin, text="Norrvik", version=first.version)
    assert list(own_words.list_terms(here.id)) == ["Norrvik"]
    with pytest.raises(InvalidInput) as refused:
        own_words.save(karin, text="\n".join(f"Norrviksskolan{number}" for number in range(99)), version=2)
    assert refused.value.values["all"] == 99
    with pytest.raises(NotFound):
        own_words.get_known(make.actor(make.a_person(here, Role.SOCIAL_WORKER)))


@pytest.mark.one_database
def test_the_page_says_what_there_is_no_room_for(app: object, signed_in: Callable[[Person], FlaskClient]) -> None:
    client = signed_in(make.a_person(make.a_unit(), Role.FACILITATOR))
    words = "\n".join(f"Norrviksskolan{number}" for number in range(99))
    refused = client.post("/unit/words", data={"text": words, "version": "0"})
    assert refused.status_code == 422
    inspect_page(refused.text, refused.headers)
    assert "av dina 99 ord" in refused.text
    assert "Norrviksskolan98" in refused.text
    assert client.post("/unit/words", data={"text": "Norrvik", "version": "0"}).status_code == 303
    page = client.get("/unit/words")
    inspect_page(page.text, page.headers)
    late = client.post("/unit/words", data={"text": "Söderby", "version": "0"})
    assert late.status_code == 409
    assert "Norrvik" in late.text
    db.session.rollback()


def test_a_text_that_is_refused_for_its_length_is_not_counted(
    app: object, signed_in: Callable[[Person], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(token_count, "count", lambda text: pytest.fail(f"{len(text)} letters are counted"))
    client = signed_in(make.a_person(make.a_unit(), Role.FACILITATOR))
    for text in ("a" * (own_words.LONGEST_TEXT + 1), "a" * 8000, "ord\n" * 20_000):
        assert client.post("/unit/words", data={"text": text, "version": "0"}).status_code == 422


@pytest.mark.parametrize(("text", "words"), [
    ("A\u030ange\n\u00c5nge", ["\u00c5nge"]), ("a" * 60, ["a" * 60]), (" ,, \n\t\n", []),
    ("Stora,torget", ["Stora torget"]), ("STORA torget\nStora Torget", ["STORA torget"]),
])  # fmt: skip
def test_a_word_is_known_again_however_it_is_written(text: str, words: list[str]) -> None:
    assert own_words.read(text) == words


def test_a_word_of_sixty_one_letters_is_none() -> None:
    with pytest.raises(InvalidInput) as refused:
        own_words.read("Norrvik\n" + "a" * 61)
    assert refused.value.field == "text"


@pytest.mark.one_database
@pytest.mark.usefixtures("app")
def test_words_that_were_taken_away_are_not_said_any_more() -> None:
    unit = make.a_unit()
    karin = make.actor(make.a_person(unit, Role.FACILITATOR))
    kept = own_words.save(karin, text=PLACES, version=0)
    emptied = own_words.save(karin, text="", version=kept.version)
    assert (list(emptied.terms), list(own_words.list_terms(unit.id))) == ([], [])
    assert emptied.version > kept.version
    assert own_words.get_known(karin).changed_at == emptied.changed_at
