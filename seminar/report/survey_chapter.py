"""Chapter eight, in words: what the children and the staff answered, question by question, the number always said."""

from collections.abc import Sequence

from babel.numbers import format_decimal

from seminar.report.document import Block, Bullets, Paragraph, Subheading, Tone, bind
from seminar.report.naming import few_or
from seminar.report.outline import Survey, SurveyQuestion
from toolkit.language import get_locale
from toolkit.language import gettext as _


def blocks(surveys: Sequence[Survey]) -> list[Block]:
    """Each survey that somebody answered; empty when nobody did."""
    found: list[Block] = []
    for survey in surveys:
        if survey.questions:
            found.append(Subheading(survey.name))
            for question in survey.questions:
                found += _question(question)
    return found


def _question(question: SurveyQuestion) -> list[Block]:
    found: list[Block] = [Paragraph(question.text, Tone.STRONG), Paragraph(bind(_answered(question)), Tone.NOTE)]
    if question.hidden:
        return [*found, Paragraph(_("Too few answered for the answers to be shown."), Tone.NOTE)]
    if question.choices:
        found.append(Bullets(tuple(bind(f"{choice}: {few_or(count)}") for choice, count in question.choices)))
    return found


def _answered(question: SurveyQuestion) -> str:
    share = question.answered
    answered = _("%(count)s of %(of)s answered", count=share.count, of=share.of)
    if question.mean is None or question.hidden:
        return str(answered)
    mean = format_decimal(question.mean, "0.0", locale=get_locale())
    return _("%(answered)s. Mean: %(mean)s", answered=answered, mean=mean)
