"""Which model hears, whoever decided."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.inspection import inspect_page
from tests.transcription.speech_models.shelved import a_model
from toolkit import config
from toolkit.access import Role
from toolkit.app_context import installation_of
from toolkit.config import Settings
from toolkit.db import db
from toolkit.errors import InvalidInput, WrongState
from toolkit.people.models import Person
from transcription.speech_models import selection, sizes, speed, store
from transcription.speech_models.selection import Why

SMALL, LARGE = "kb-whisper-small", "kb-whisper-large"
PLACE = "/admin/models"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A real installation that has not named a model."""
    return replace(settings, model=None, demo=False)


@pytest.fixture
def two(app: Flask, settings: Settings) -> Settings:
    a_model(settings.models, SMALL)
    a_model(settings.models, LARGE, size=900)
    a_model(settings.models, "practice", practice=True)
    return settings


@pytest.fixture
def boss(app: Flask) -> Person:
    return make.a_person(make.a_unit(), Role.ADMINISTRATOR)


def name_of(settings: Settings) -> str | None:
    model = selection.chosen_model(settings)
    return model.name if model else None


def test_the_setting_goes_before_the_choice_and_the_choice_before_the_largest(two: Settings, boss: Person) -> None:
    assert (name_of(two), selection.decide(two).why) == (LARGE, Why.LARGEST)
    selection.choose(make.actor(boss), name=SMALL)
    assert (name_of(two), selection.decide(two).why) == (SMALL, Why.CHOSEN)
    named = replace(two, model="practice")
    assert (name_of(named), selection.decide(named).why) == ("practice", Why.SETTING)
    assert name_of(replace(two, model="none-such")) is None
    assert name_of(replace(two, engine="openai-whisper")) is None
    selection.choose(make.actor(boss), name=selection.ITSELF)
    assert name_of(two) == LARGE


def test_a_chosen_model_that_has_gone_gives_way_and_comes_back(two: Settings, boss: Person) -> None:
    selection.choose(make.actor(boss), name=SMALL)
    store.remove(two.models, SMALL)
    decision = selection.decide(two)
    assert (decision.model and decision.model.name, decision.wanted) == (LARGE, SMALL)
    a_model(two.models, SMALL)
    assert name_of(two) == SMALL


def test_what_must_not_hear_cannot_be_chosen(two: Settings, boss: Person) -> None:
    a_model(two.models, "reference", checkpoint=True)
    actor = make.actor(boss)
    with pytest.raises(InvalidInput, match="practice model"):
        selection.choose(actor, name="practice")
    with pytest.raises(InvalidInput, match="cannot read"):
        selection.choose(actor, name="reference")
    with pytest.raises(InvalidInput, match="no longer here"):
        selection.choose(actor, name="../../etc")
    assert name_of(two) == LARGE


def test_without_any_model_nothing_hears(app: Flask, settings: Settings) -> None:
    assert selection.decide(settings).model is None


def test_the_page_chooses_checks_and_says_what_it_costs(
    two: Settings, boss: Person, signed_in: Callable[[Person], FlaskClient]
) -> None:
    client = signed_in(boss)
    page = opened(client)
    assert "Ingen har valt" in page
    assert "6,4 till 7,3" in page
    assert "model fetch kb-whisper-small" in page
    assert "15 till 20 fler ord av 100" in page
    assert page.count("Får inte höra ett barn") == 1
    assert client.post(f"{PLACE}/choose", data={"model": SMALL}).location == PLACE
    page = opened(client)
    assert "skriver från och med nästa inspelning" in page
    assert "Vald här" in page
    assert client.post(f"{PLACE}/choose", data={"model": "practice"}).status_code == 422
    assert client.post(f"{PLACE}/choose", data={"model": ""}).status_code == 303
    assert "Ingen har valt" in opened(client)


def test_the_time_is_measured_as_soon_as_something_has_been_heard(
    two: Settings, boss: Person, signed_in: Callable[[Person], FlaskClient]
) -> None:
    speed.note(db.session(), engine=two.engine, model=SMALL, sound_ms=600_000, work_ms=400_000)
    page = opened(signed_in(boss))
    # 35 minutes at two thirds of the sound's length; in the list of what is here and in the one of sizes alike
    assert page.count("ungefär 23 min") == 2


def test_a_damaged_model_is_found_and_said_until_it_is_whole_again(
    two: Settings, boss: Person, signed_in: Callable[[Person], FlaskClient]
) -> None:
    client = signed_in(boss)
    file = two.models / SMALL / "model.bin"
    whole = file.read_bytes()
    file.write_bytes(b"damaged")
    assert client.post(f"{PLACE}/check", data={"model": SMALL}).status_code == 303
    assert "Skadad: model.bin" in opened(client)
    file.write_bytes(whole)
    client.post(f"{PLACE}/check", data={"model": SMALL})
    page = opened(client)
    assert "Alla filer är hela" in page
    assert "Skadad" not in page
    assert client.post(f"{PLACE}/check", data={"model": "none"}).status_code == 422


def test_the_trail_tells_who_chose_what(
    two: Settings, boss: Person, signed_in: Callable[[Person], FlaskClient]
) -> None:
    client = signed_in(boss)
    client.post(f"{PLACE}/choose", data={"model": SMALL})
    client.post(f"{PLACE}/check", data={"model": SMALL})
    db.session.rollback()
    log = client.get("/admin/log").text
    assert "valde talmodell" in log
    assert "kontrollerade en talmodells filer" in log
    assert SMALL in log


@pytest.mark.parametrize("model", ["practice", "none-such"])
def test_a_named_model_is_explained_and_leaves_no_button(
    app: Flask, settings: Settings, boss: Person, signed_in: Callable[[Person], FlaskClient], model: str
) -> None:
    a_model(settings.models, "practice", practice=True)
    a_model(settings.models, SMALL)
    config.SETTINGS.put(replace(settings, model=model), installation_of(app))
    client = signed_in(boss)
    page = opened(client)
    assert "BR_MODEL" in page
    assert "Låt den skriva" not in page
    assert ("Använd den aldrig för ett barn" in page) == (model == "practice")
    refused = client.post(f"{PLACE}/choose", data={"model": SMALL})
    assert refused.status_code in {409, 422}
    with app.test_request_context(), pytest.raises(WrongState):
        selection.choose(make.actor(boss), name=SMALL)


def test_an_empty_installation_says_what_to_do(boss: Person, signed_in: Callable[[Person], FlaskClient]) -> None:
    page = opened(signed_in(boss))
    assert "Här finns ingen modell än" in page


def opened(client: FlaskClient) -> str:
    answer = client.get(PLACE)
    assert answer.status_code == 200
    inspect_page(answer.text, answer.headers)
    return answer.text


def test_time_is_reckoned_from_the_measured_machine() -> None:
    def guess(name: str, processors: int, *, disk: int = 0, is_reference: bool = False) -> int:
        return sizes.minutes(sizes.guess_pace(name, disk=disk, processors=processors, is_reference=is_reference))

    assert guess(SMALL, 2) == 6
    assert guess(SMALL, 4) == 3
    assert guess(SMALL, 1) == 12
    assert guess(SMALL, 2, is_reference=True) == 27
    assert guess("own", 2, disk=10**9) == 10
    assert guess("own", 64, disk=1) == 1
