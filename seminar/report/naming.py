"""The names of what is written by hand with a sentence of help for each, and how a hidden number is said."""

from collections.abc import Mapping

from interview_guides.surveys import Occasion
from seminar.report.sentences import Source
from seminar.themes.naming import area_names
from toolkit import content
from toolkit.disclosure.shown import Shown
from toolkit.language import gettext as _
from toolkit.surveys.open_answers import AnsweredSurvey, OpenAnswer


def section_names() -> Mapping[str, str]:
    """By section: as in the report itself, and the selection under its own name."""
    headings = {section.id: section.heading for section in content.current().report.sections}
    areas = {f"area_{area}": name for area, name in area_names().items()}
    others = {
        "introduction": _("Introduction"), "selection": _("How the children were chosen"),
        "reference": _("Reference number"),
    }  # fmt: skip
    return {**headings, **areas, **others}


def section_help() -> Mapping[str, str]:
    """By section: what to think of when writing."""
    return {
        **dict.fromkeys(section_names(), ""),
        "introduction": _("What was done and why, for somebody who has not heard of it."),
        "reference": _("As it stands in the register."),
        "summary": _("Begin with what the children say. Half a page is enough. An empty line starts a new paragraph."),
        "selection": _("How were the children found, and what was different from what you had planned?"),
        "limitations": _("Whose voices are missing, and what can the report not say?"),
        "feedback": _("When and how will the children hear what happens with their answers, and from whom?"),
    }


def source_names() -> Mapping[str, str]:
    """By source: what a sentence of a draft was made from."""
    return {
        Source.MODEL: _("The model itself"),
        Source.COMPILER: _("Who compiles, and the reference number"),
        Source.PLAN: _("The year's plan"),
        Source.CHILDREN: _("The children of the year: chosen, asked, interviewed"),
        Source.REASONS: _("Why children did not take part"),
        Source.SELECTION: _("The draw, and what you wrote about the selection"),
        Source.READING: _("Which interviews the group has read"),
        Source.ANSWERS: _("Answers that could be counted"),
        Source.THEMES: _("What is marked under themes, counted in children"),
        Source.PROPOSALS: _("Proposals on the board, and decisions"),
        Source.LAST_YEAR: _("Last year's proposals"),
        Source.SURVEYS: _("The surveys"),
    }


def question_name(answer: OpenAnswer) -> str:
    """Which survey and question an open answer belongs to, in words; of a question that is gone, the survey alone."""
    now, children, interviewers = content.current(), _("The children"), _("The interviewers")
    part = now.staff_survey.part(answer.occasion).title if answer.occasion else ""
    if answer.survey is AnsweredSurvey.FOCUS:
        return _("A talk in the group, %(occasion)s", occasion=part.lower())
    if answer.survey is AnsweredSurvey.CHILD:
        asked = {one.id: one.text for one in now.child_survey.questions}
        return f"{children}: {asked.get(answer.question, '')}"
    if answer.survey is AnsweredSurvey.INTERVIEWER:
        asked = {one.id: one.label for one in now.interviewer_survey.fields}
        return f"{interviewers}: {asked.get(answer.question, '')}"
    asked = {one.id: one.label for one in now.staff_survey.fields_on(answer.occasion or Occasion.AFTER)}
    return f"{part}: {asked.get(answer.question, '')}"


def said_or_hidden(number: Shown) -> str:
    """A number, that it is under the threshold, or that it is not shown: then it need not be small itself."""
    if number.value is not None:
        return str(number.value)
    if number.more_than:
        return _("more than %(many)s", many=number.more_than)
    return _("fewer than %(few)s", few=number.fewer_than) if number.fewer_than else _("not shown")


def why_hidden() -> str:
    """The line beside counts of which some are not shown."""
    return str(
        _(
            "Where it says “not shown” the number is so small that it could point somebody out, or would give away"
            " a number that is."
        )
    )
