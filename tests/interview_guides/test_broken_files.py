"""Each way in which a file can be wrong gives one sentence that names the file and the key."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_guides.errors import ContentError
from interview_guides.loader import SHIPPED, load
from interview_guides.reading import LARGEST_FILE, read
from interview_guides.surveys import ChildSurvey

GUIDE, LETTER, SURVEY = "sv/guide_9_12.yaml", "sv/letter_guardian.yaml", "sv/interviewer_survey.yaml"


def complaint(folder: Path, name: str, content: str | bytes) -> str:
    """What the loader says when the local folder holds this file."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ContentError) as caught:
        load(folder)
    return str(caught.value)


def shipped(name: str) -> str:
    return (SHIPPED / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        (GUIDE, "        text: Vad vill du slippa bestämma?\n", "", "areas[2].questions[2].text is missing"),
        (GUIDE, "title: 9–12 år", "title:", "title is missing"),
        (GUIDE, "title: 9–12 år", 'title: "  "', "title is empty"),
        (GUIDE, "version: 2", "version: one", "version must be a whole number"),
        (GUIDE, "version: 2", "version: true", "version must be a whole number"),
        (GUIDE, "title: 9–12 år", "title: 912", "title must be text; put it in quotes"),
        (GUIDE, "title: 9–12 år", "titel: 9–12 år", "titel is not a known key; known here: id, version, title"),
        (GUIDE, "title: 9–12 år", "title: A\ntitle: B", "is not valid YAML on line 4 (the key title is written twice)"),
        (GUIDE, "title: 9–12 år", "title: [9", "is not valid YAML on line"),
        (GUIDE, "title: 9–12 år", "title: !!python/name:os.system", "is not valid YAML on line 3"),
        (GUIDE, "area: knowledge", "area: kunskap", "areas[0].area must be one of: knowledge, contact, participation"),
        (GUIDE, "area: knowledge", "area: contact", "areas must have exactly these ids in this order: knowledge"),
        (GUIDE, "id: how_often", "id: reception", "uses reception again; an id stands once"),
        (GUIDE, "id: guide_9_12", "id: guide_9_13", "id is guide_9_13 but must be the name of the file"),
        (GUIDE, "age_to: 12", "age_to: 8", "age_to is lower than age_from"),
        (GUIDE, "age_from: 9", "age_from: 10", "age_from must be 9, because guide_5_8 ends at 8"),
        (GUIDE, "age_from: 9", "age_from: 7", "age_from must be 9, because guide_5_8 ends at 8"),
        (GUIDE, "id: waiting\n", "id: queueing\n", "areas must ask waiting once for a talk with no variant"),
        (GUIDE, "id: works_well", "id: nice", "areas must ask works_well once"),
        (GUIDE, "only: [closed]", "only: [placed]", "areas must ask waiting once for a talk with placed"),
        (GUIDE, "{id: correct_me", "{id: stop", "ground_rules must have exactly these ids in this order"),
        (GUIDE, "countable: decides", "countable: rules", "countable is rules, which is not a countable question"),
        (GUIDE, "        countable: decides\n", "", "count_text must stand where countable stands"),
        (
            "sv/codebook.yaml",
            "themes: [meet_more_often]",
            "themes: [meet]",
            "countables[3].themes has meet, which is not",
        ),
        (
            "sv/codebook.yaml",
            'told: "{share} tycker att de får',
            'told: "{count} får',
            "countables[5].told must have {share}",
        ),
        ("sv/codebook.yaml", "code: partly", "code: maybe", "answers[1].code must be one of: yes, partly, no"),
        ("sv/interviewing.yaml", "id: closed", "id: placed", "variants must have exactly these ids in this order"),
        (LETTER, "id: withdrawal", "id: regret", "sections lacks withdrawal, which a letter to a guardian has to say"),
        (LETTER, "id: rights", "id: reply", "uses reply again"),
        (LETTER, "{reply_by}", "{svara_senast}", "sections[15].text has {svara_senast}, which is not a placeholder"),
        (LETTER, "På {unit} frågar", "På {unit frågar", "sections[0].text has {, which is not a placeholder"),
        (LETTER, "På {unit} frågar", "På {unit.__class__}", "has {unit.__class__}, which is not a placeholder"),
        (LETTER, "På {unit} frågar", "Den {date} frågar", "sections[0].text has {date}, which may be unknown"),
        (LETTER, "|Barnet är med och väljer dag och plats.]]", "]]", "sections[4].text has {weekday}, which may be"),
        (SURVEY, "source: places", "source: rooms", "known[2].source must be one of: here, places"),
        (SURVEY, ", source: places", "", "known[2].options must stand in a choice of its own"),
        ("sv/child_survey.yaml", '"Ibland", "Nej"', '"Nej"', "questions[2].answers must name each face of a scale"),
        (SURVEY, "lowest: 1, highest: 720", "lowest: 1, highest: 0", "highest must be higher than lowest"),
        (SURVEY, "kind: number, label", "kind: number, source: places, label", "source is for choices only"),
        (SURVEY, "code: mixed", "code: well", "options[1] uses well again"),
        (
            "sv/child_survey.yaml",
            "default_scale: three",
            "default_scale: ten",
            "default_scale is not the id of a scale",
        ),
        ("sv/staff_survey.yaml", "id: hopes", "id: knows", "before.fields uses knows again; it stands in shared"),
        ("sv/staff_survey.yaml", "id: at_ease", "id: knows", "shared[1] uses knows again"),
        ("sv/child_survey.yaml", "value: 3, label: Bra", "value: 4, label: Bra", "scales[0].faces must go from"),
        ("sv/places.yaml", "code: home", "code: office", "[1] uses office again"),
        ("sv/codebook.yaml", "id: own_time", "id: endings", "themes[5] uses endings again"),
        ("sv/decline_reasons.yaml", "by: [child]", "by: []", "[0].by is an empty list"),
        ("sv/decline_reasons.yaml", "by: [child]", "by: child", "[0].by must be a list"),
        ("sv/decline_reasons.yaml", "{code: barn_nej", "[{code: barn_nej", "is not valid YAML"),
        ("sv/contact_outcomes.yaml", 'answer: "yes"', "answer: yes", "[7].answer must be one of: yes, no, none"),
        ("sv/year_wheel.yaml", "last_month: 9", "last_month: 13", "[1].last_month must be first_month or later"),
        ("sv/year_wheel.yaml", "first_month: 8", "first_month: 10", "last_month must be first_month or later"),
        ("sv/year_wheel.yaml", "first_month: 11", "first_month: 9", "[3].first_month begins before the phase above it"),
        ("sv/steps.yaml", "id: reflect", "id: rest", "the file must have exactly these ids in this order: prepare"),
        ("sv/report.yaml", "id: limitations", "id: excuses", "sections must have exactly these ids"),
        ("sv/report.yaml", "id: voices", "id: noises", "columns must have exactly these ids"),
    ],
)
def test_the_sentence_names_file_and_key(tmp_path: Path, name: str, before: str, after: str, said: str) -> None:
    text = shipped(name)
    assert before in text, "the test no longer matches the content"
    told = complaint(tmp_path, name, text.replace(before, after, 1))
    assert told.startswith(f"{name}: ")
    assert said in told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"# only a comment\n", "is empty"),
        ("name: På kontoret".encode("latin-1"), "is not written in UTF-8"),
        (b"- just\n- words\n", "[0] must be a set of keys and values"),
        (b"office: here", "must be a list"),
        (b"? [a, b]\n: c", "is not valid YAML"),
        (b"\x00", "is not valid YAML"),
        (b"[" * 9000, "is not valid YAML"),
        (b"#" * (LARGEST_FILE + 1), "is larger than 256 kB"),
    ],
)
def test_garbage_is_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    told = complaint(tmp_path, "sv/places.yaml", content)
    assert told.startswith("sv/places.yaml: ")
    assert said in told


def test_a_misspelt_file_is_not_left_out_in_silence(tmp_path: Path) -> None:
    told = complaint(tmp_path, "sv/plases.yaml", shipped("sv/places.yaml"))
    assert told.startswith("sv/plases.yaml: the file is not a known file name; known are: ")
    assert "places.yaml" in told


def test_the_other_spelling_of_yaml_is_said(tmp_path: Path) -> None:
    assert "must end with .yaml" in complaint(tmp_path, "sv/places.yml", shipped("sv/places.yaml"))


def test_a_folder_where_a_file_should_be_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "sv/places.yaml").mkdir(parents=True)
    with pytest.raises(ContentError, match=r"sv/places\.yaml: the file cannot be read"):
        load(tmp_path)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def spots(value: Any) -> list[tuple[Any, Any]]:
    """Every place in the structure where something can be put instead: (container, key)."""
    pairs = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    inner = [spot for _, each in pairs if isinstance(each, dict | list) for spot in spots(each)]
    return [(value, key) for key, _ in pairs] + inner


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(instead=PLAIN, number=st.integers(min_value=0))
def test_whatever_stands_in_the_wrong_place_is_read_or_refused_by_name(
    tmp_path: Path, instead: object, number: int
) -> None:
    raw = yaml.safe_load(shipped("sv/child_survey.yaml"))
    places = spots(raw)
    container, key = places[number % len(places)]
    container[key] = instead
    path = tmp_path / "child_survey.yaml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")
    try:
        survey = read(ChildSurvey, path, name="sv/child_survey.yaml")
    except ContentError as error:
        assert str(error).startswith("sv/child_survey.yaml: ")  # noqa: PT017  # either outcome is right
    else:
        assert isinstance(survey, ChildSurvey)
