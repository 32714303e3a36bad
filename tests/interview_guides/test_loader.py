"""A local folder replaces files, other languages fall back, and look-ups answer or say what is missing."""

import shutil
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields, is_dataclass
from pathlib import Path

import pytest

from interview_guides.content import Content
from interview_guides.errors import ContentError
from interview_guides.guides import QuestionArea
from interview_guides.letters import Audience
from interview_guides.loader import SHIPPED, load

Edit = Callable[[str, str, str], Path]


@pytest.fixture(scope="module")
def content() -> Content:
    return load()


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """Copies a shipped file into the local folder with one thing changed, and gives the folder."""

    def change(name: str, before: str, after: str) -> Path:
        text = (SHIPPED / name).read_text("utf-8")
        assert before in text
        local = tmp_path / name
        local.parent.mkdir(exist_ok=True)
        local.write_text(text.replace(before, after, 1), "utf-8")
        return tmp_path

    return change


def test_a_local_file_replaces_the_shipped_one_and_only_that(edit: Edit, content: Content) -> None:
    local = load(edit("sv/places.yaml", "På kontoret", "I Ankaret"))
    assert local.place("office").name == "I Ankaret"
    assert local.place("home") == content.place("home")
    assert local.guides == content.guides


def test_what_is_decided_locally_in_swedish_is_not_contradicted_in_english(edit: Edit) -> None:
    local = load(edit("sv/worry_routine.yaml", "Ring 112", "Ring Ankaret"), "en")
    assert any("Ring Ankaret" in step for step in local.worry_routine.steps)
    assert local.place("office").name == "At the office"


def test_a_local_translation_wins_over_the_local_swedish_file(edit: Edit) -> None:
    edit("sv/places.yaml", "På kontoret", "I Ankaret")
    local = load(edit("en/places.yaml", "At the office", "At the Anchor"), "en")
    assert local.place("office").name == "At the Anchor"


def test_a_third_language_is_a_folder_with_the_files_that_it_has(edit: Edit, tmp_path: Path) -> None:
    shutil.copytree(edit("sv/letter_guardian.yaml", "Vi vill lära", "Nus vulain") / "sv", tmp_path / "rm")
    shutil.rmtree(tmp_path / "sv")
    local = load(tmp_path, "rm")
    assert local.letter_for(Audience.GUARDIAN, age=10).title.startswith("Nus vulain")
    assert local.guide_for(10).title == "9–12 år"


def test_a_local_guide_can_be_added_when_the_ages_still_follow_each_other(edit: Edit) -> None:
    edit("sv/guide_15_18.yaml", "age_to: 18", "age_to: 16")
    text = (SHIPPED / "sv/guide_15_18.yaml").read_text("utf-8")
    older = text.replace("guide_15_18", "guide_17_20").replace("age_from: 15", "age_from: 17")
    folder = edit("sv/places.yaml", "På kontoret", "Här")
    (folder / "sv/guide_17_20.yaml").write_text(older.replace("age_to: 18", "age_to: 20"), "utf-8")
    local = load(folder)
    assert local.guide_for(16).id == "guide_15_18"
    assert local.guide_for(20).id == "guide_17_20"


def test_look_ups_find_what_ships(content: Content) -> None:
    assert content.guide_for(8).id == "guide_5_8"
    assert content.guide("guide_9_12").age_from == 9
    assert content.guide_for(14).area_of("trust") is QuestionArea.CONTACT
    assert content.guide_for(14).area_of("magic") is None
    assert content.theme("trust").name == "Tillit"
    assert content.area(QuestionArea.PARTICIPATION).name == "Delaktighet"
    assert content.decline_reason("ej_lampligt_nu").needs_written_reason
    assert content.decline_reason("ej_inspelning").offers_notes
    assert content.place("telephone").warns
    assert content.letter_for(Audience.CHILD, age=12).id == "letter_child_9_12"
    assert content.letter_for(Audience.CHILD, age=13).id == "letter_child_13_18"
    assert content.nonverbal_mark("points").written == "[pekar]"
    assert content.scale().id == "three_faces"
    assert [face.value for face in content.scale("five_faces").faces] == [5, 4, 3, 2, 1]
    assert content.step("record").title == "Spela in samtalet"


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda content: content.guide_for(4), "no guide for 4 years"),
        (lambda content: content.guide("guide_0_4"), "no guide called 'guide_0_4'"),
        (lambda content: content.theme("weather"), "no theme called 'weather'"),
        (lambda content: content.letter_for(Audience.GUARDIAN, age=18), "no letter to a guardian at 18 years"),
        (lambda content: content.decline_reason(""), "no decline reason called ''"),
        (lambda content: content.scale("ten_faces"), "no scale called 'ten_faces'"),
    ],
)
def test_a_look_up_that_finds_nothing_says_what_is_missing(
    ask: Callable[[Content], object], said: str, content: Content
) -> None:
    with pytest.raises(ContentError, match=said):
        ask(content)


def test_nothing_can_be_changed_after_reading(content: Content) -> None:
    with pytest.raises(FrozenInstanceError):
        content.guides[0].title = "9–99 år"  # type: ignore[misc]  # that is the point

    def inspect(value: object) -> None:
        if isinstance(value, tuple):
            for each in value:
                inspect(each)
        elif is_dataclass(value) and not isinstance(value, type):
            assert value.__dataclass_params__.frozen  # type: ignore[attr-defined]  # typeshed leaves it out
            for field in fields(value):
                inspect(getattr(value, field.name))
        else:
            assert value is None or isinstance(value, str | int)

    inspect(content)


@pytest.mark.parametrize("language", ["", "../en", "SV", "svenska", "s"])
def test_a_language_is_two_or_three_small_letters(language: str) -> None:
    with pytest.raises(ContentError, match="not a language code"):
        load(language=language)


def test_a_local_folder_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="does not exist"):
        load(tmp_path / "local")
