"""What ships: whole in both languages, for every age, and true to how one talks with children."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from interview_guides.codes import CountableAnswer, Decliner
from interview_guides.content import Content
from interview_guides.guides import GroundRule, Guide, QuestionArea
from interview_guides.letters import SURE, Audience, fill
from interview_guides.linting import combinations
from interview_guides.loader import SHIPPED, load
from interview_guides.surveys import AnswerKind, FieldKind, Occasion

LANGUAGES = ("sv", "en")
TEXT_KEYS = {
    "language", "title", "name", "about", "text", "hint", "probes", "opening", "avoid", "closing", "guidance",
    "greeting", "heading", "signature", "label", "words", "thanks", "help", "lowest_label", "highest_label",
    "definition", "belongs", "belongs_not", "how", "advice", "written", "lead", "say", "steps", "stored",
    "empty", "time", "what", "when", "then", "recording", "count_text", "question", "told", "means", "labels", "shows",
    "questions", "answers", "child", "signers", "day", "points", "card", "value", "rules_heading", "rules",
    "steps_heading", "columns_heading", "after_heading", "after", "published", "published_heading", "reckoned",
    "not_counted", "not_counted_heading", "offer", "code", "until", "contact", "stands", "not_quite", "remove",
    "nothing", "waiting", "changes", "later", "refused", "because", "for_children",
}  # fmt: skip
WORDS_ALONE = "interview_guides.outputs"  # but for ids
LISTS_OF_A_LANGUAGE = {"plain_words"}
WHY = re.compile(r"\b(varför|why)\b", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.?!])\s+")


@pytest.fixture(scope="module")
def both() -> dict[str, Content]:
    return {language: load(language=language) for language in LANGUAGES}


def skeleton(value: object, *, key: str = "") -> object:
    """What is left of the content when every translated text is taken away: ids, codes, numbers, order."""
    if isinstance(value, tuple):
        return [skeleton(each, key=key) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        kept = [field.name for field in fields(value) if field.name not in LISTS_OF_A_LANGUAGE]
        if type(value).__module__ == WORDS_ALONE:
            return {name: skeleton(getattr(value, name), key=name if name == "id" else "words") for name in kept}
        return {name: skeleton(getattr(value, name), key=name) for name in kept}
    return "…" if key in TEXT_KEYS and value else value


def asked(guide: Guide) -> Iterator[str]:
    """Everything that a guide gives the interviewer to say as a question."""
    for question in (guide.practice, *guide.questions):
        yield question.text
        yield from question.probes


def test_both_languages_have_the_same_files_and_the_same_ids(both: dict[str, Content]) -> None:
    names = [{path.name for path in (SHIPPED / language).iterdir()} for language in LANGUAGES]
    assert names[0] == names[1]
    assert skeleton(both["sv"]) == skeleton(both["en"])


def test_the_two_languages_are_not_the_same_text(both: dict[str, Content]) -> None:
    swedish, english = both["sv"], both["en"]
    pairs = zip(swedish.codebook.themes, english.codebook.themes, strict=True)
    assert all(one.definition != other.definition for one, other in pairs)
    for age in (5, 9, 13, 15):
        ours, theirs = swedish.guide_for(age), english.guide_for(age)
        assert not {each.text for each in ours.questions} & {each.text for each in theirs.questions}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_age_from_5_to_18_has_a_guide_and_letters(language: str, both: dict[str, Content]) -> None:
    content = both[language]
    bands = {5: "guide_5_8", 9: "guide_9_12", 13: "guide_13_14", 15: "guide_15_18"}
    for age in range(5, 19):
        guide = content.guide_for(age)
        assert guide.id == bands[max(start for start in bands if start <= age)]
        assert content.letter_for(Audience.CHILD, age=age).placeholders
        assert age == 18 or content.letter_for(Audience.GUARDIAN, age=age).placeholders
    assert content.find_guide_for(4) is None
    assert content.find_guide_for(19) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_children_under_13_are_never_asked_why(language: str, both: dict[str, Content]) -> None:
    for age in (5, 9):
        for text in asked(both[language].guide_for(age)):
            for sentence in SENTENCE.split(text):
                assert not WHY.match(sentence), sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_guides_are_about_as_long_as_they_say_and_are_spoken_in_short_sentences(
    language: str, both: dict[str, Content]
) -> None:
    for guide in both[language].guides:
        assert all(11 <= len(guide.fitting(variants).questions) <= 18 for variants in combinations())
        assert {part.area for part in guide.areas} == set(QuestionArea)
        assert all(len(text.split()) <= 18 for text in asked(guide))


def test_the_opening_says_what_it_has_to_say(both: dict[str, Content]) -> None:
    for guide in both["sv"].guides:
        assert "orolig för dig" in guide.opening[-1]
        assert "först" in guide.opening[-1], "the child hears of it before anybody else"
        assert [rule.id for rule in guide.ground_rules] == list(GroundRule)
        assert "”vet inte”" in next(rule.text for rule in guide.ground_rules if rule.id is GroundRule.DONT_KNOW)
        assert guide.recording.endswith("Är det okej att jag spelar in?"), "the child answers last"


def test_the_codes_of_the_model_are_all_there(both: dict[str, Content]) -> None:
    content = both["sv"]
    assert [aid.code for aid in content.conversation_aids] == [
        "rita", "peka_bild", "kanslobilder", "dockor", "natverkskarta", "styrkeord", "fragekort", "platskort",
        "ord_och_bild", "tidslinje", "skala_ansikten", "kontaktkort", "dagordning", "promenad", "tolk", "teckenstod",
    ]  # fmt: skip
    assert [reason.code for reason in content.decline_reasons] == [
        "barn_nej", "nyligen_avslutad", "oro_paminnas", "manga_kontakter", "en_vh_nej", "vh_ej_nadd", "tidsbrist",
        "ej_inspelning", "sprak_tolk", "sekretess_oro", "ej_lampligt_nu", "flyttat", "ej_angett", "annat",
    ]  # fmt: skip
    assert {theme.area for theme in content.codebook.themes} == set(QuestionArea)
    assert all(any(who in reason.by for reason in content.decline_reasons) for who in Decliner)
    assert len(content.report.sections) == 10


def test_the_codebook_has_what_children_raised_before_and_what_works_well(both: dict[str, Content]) -> None:
    themes = {theme.id: theme for theme in both["sv"].codebook.themes}
    for raised in ("how_we_are_met", "being_listened_to", "knows_what_we_do", "understands_my_everyday"):
        assert not themes[raised].works_well
    assert {theme.area for theme in themes.values() if theme.works_well} == set(QuestionArea)
    named = [theme.name for theme in themes.values()]
    assert len(named) == len(set(named))
    for theme in themes.values():
        belongs_to = re.search(r"Det hör till (.+)\.$|hör till (.+)\.$", theme.belongs_not)
        if belongs_to and theme.id != "agenda":
            assert (belongs_to[1] or belongs_to[2]).split(".")[0] in [*named, "Avslut"], theme.belongs_not


@pytest.mark.parametrize("language", LANGUAGES)
def test_children_read_of_themes_in_their_own_words(language: str, both: dict[str, Content]) -> None:
    for theme in both[language].codebook.themes:
        words = theme.for_children.split()
        assert 1 <= len(words) <= 10, theme.id
        assert max(len(word) for word in words) <= 17, theme.for_children
        assert theme.for_children[0].islower(), "it goes on from “many talked about”"
        assert not theme.for_children.endswith(".")
        assert not {"barnet", "barn", "child", "the child"} & set(words), theme.for_children


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_guide_from_nine_can_be_counted(language: str, both: dict[str, Content]) -> None:
    content = both[language]
    wanted = ["changed_worker", "decides", "knows_why", "listened_to", "meets_as_wanted", "meets_often_enough"]
    assert sorted(one.id for one in content.codebook.countables) == wanted
    for guide in content.guides:
        for variants in combinations():
            counted = sorted(one.countable for one in guide.fitting(variants).questions if one.countable)
            assert counted == (wanted if guide.age_from >= 9 else [])
    for one in content.codebook.countables:
        meant = [rule.answer for rule in one.rules]
        assert meant[:3] == [CountableAnswer.YES, CountableAnswer.PARTLY, CountableAnswer.NO]
        assert CountableAnswer.NOT_ASKED not in meant, "nobody says it: it is what is left"


def test_no_number_scale_is_shown_to_a_child(both: dict[str, Content]) -> None:
    for content in both.values():
        survey = content.child_survey
        assert [question.kind for question in survey.questions] == [AnswerKind.FACES] * 3 + [AnswerKind.WORDS] * 2
        assert len(content.scale().faces) == 3
        labels = [face.label for scale in survey.scales for face in scale.faces]
        assert not any(re.search(r"\d", label) for label in labels)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answers_fit_the_question(language: str, both: dict[str, Content]) -> None:
    """«Did we ask about important things?» is answered with yes or no, not with good or bad."""
    content = both[language]
    question = next(one for one in content.child_survey.questions if one.id == "important_things")
    for scale in content.child_survey.scales:
        labels = [face.label for face in question.on(scale).faces]
        assert [face.value for face in question.on(scale).faces] == [face.value for face in scale.faces]
        assert labels[0].startswith({"sv": "Ja", "en": "Yes"}[language])
        assert labels[-1] == {"sv": "Nej", "en": "No"}[language]
        assert content.child_survey.questions[0].on(scale) == scale


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_interviewer_is_asked_six_questions_and_one_about_an_interpreter(
    language: str, both: dict[str, Content]
) -> None:
    survey = both[language].interviewer_survey
    assert sum(not field.with_interpreter for field in survey.fields) == 6
    assert not {field.id for field in survey.fields} & {field.id for field in survey.known}
    assert survey.opening.startswith(
        {"sv": "Sex korta frågor, tre minuter.", "en": "Six short questions, three"}[language]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_staff_s_survey_is_short_says_how_short_and_asks_most_of_it_twice(
    language: str, both: dict[str, Content]
) -> None:
    survey, said = both[language].staff_survey, {"sv": {6: "Sex", 8: "Åtta"}, "en": {6: "Six", 8: "Eight"}}[language]
    for occasion in Occasion:
        fields = survey.fields_on(occasion)
        assert survey.part(occasion).opening.startswith(f"{said[len(fields)]} ")
        assert sum(field.kind is FieldKind.TEXT for field in fields) == 2, "most of it is a tap"
    assert len(survey.shared) >= len(survey.after.fields)


def test_the_staff_s_survey_stores_alike_in_both_languages(both: dict[str, Content]) -> None:
    def stored(content: Content) -> list[object]:
        fields = (field for occasion in Occasion for field in content.staff_survey.fields_on(occasion))
        return [(field.id, field.kind, [option.code for option in field.options], field.highest) for field in fields]

    assert stored(both["sv"]) == stored(both["en"])


def test_letters_to_the_youngest_are_short_and_plain(both: dict[str, Content]) -> None:
    for content in both.values():
        letter = fill(content.letter_for(Audience.CHILD, age=8), dict.fromkeys(SURE, "x"))
        words = [len(sentence.split()) for part in letter.sections for sentence in SENTENCE.split(part.text)]
        assert max(words) <= 14
        assert sum(words) / len(words) <= 7


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_texts_are_typeset_in_their_language(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"[“‘’]" if path.parent.name == "sv" else r"”\w", text)
    assert not re.search(r" {2,}\S", re.sub(r"^ +", "", text, flags=re.MULTILINE))
    assert "!!" not in text
    assert "TODO" not in text
