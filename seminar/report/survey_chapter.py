"""Chapter eight, in words: what the children and the staff answered, question by question, the number always said."""

from collections.abc import Iterable, Sequence

from babel.numbers import format_decimal

from seminar.report.document import Block, Bullets, Cell, Paragraph, Subheading, Table, Tone, bind, text_cell
from seminar.report.naming import said_or_hidden, why_hidden
from seminar.report.outline import Compared, StaffSurveys, Survey, SurveyQuestion
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import Shown
from toolkit.language import get_locale
from toolkit.language import gettext as _


def blocks(surveys: Sequence[Survey], staff: StaffSurveys) -> list[Block]:
    """Each survey that somebody answered, the staff's before and after, and talks; empty when there is nothing."""
    found: list[Block] = [Paragraph(why_hidden(), Tone.NOTE)] if _hides_a_count(surveys, staff) else []
    found += [block for survey in surveys for block in _survey(survey)]
    if staff.compared:
        found += [Subheading(_("What the staff answered")), _comparison(staff)]
    found += [block for survey in staff.own for block in _survey(survey)]
    for talk in staff.talks:
        found += [Subheading(_("A talk in the group, %(occasion)s", occasion=talk.occasion.lower()))]
        found += [Bullets(talk.lines)]
    return found


def _hides_a_count(surveys: Sequence[Survey], staff: StaffSurveys) -> bool:
    asked = [question for survey in (*surveys, *staff.own) for question in survey.questions]
    asked += [one for row in staff.compared for one in (row.before, row.after) if one is not None]
    return any(count.is_hidden for question in asked for _choice, count in question.choices)


def _survey(survey: Survey) -> list[Block]:
    if not survey.questions:
        return []
    return [Subheading(survey.name), *(block for question in survey.questions for block in _question(question))]


def _question(question: SurveyQuestion) -> list[Block]:
    found: list[Block] = [Paragraph(question.text, Tone.STRONG), Paragraph(bind(_answered(question)), Tone.NOTE)]
    if question.hidden:
        return [*found, Paragraph(_too_few(), Tone.NOTE)]
    if question.choices:
        found.append(_choices(question.choices))
    if question.words:
        found.append(Bullets(tuple(_("“%(words)s”", words=words) for words in question.words)))
    return found


def _choices(choices: Iterable[tuple[str, Shown]]) -> Bullets:
    return Bullets(tuple(bind(f"{choice}: {said_or_hidden(count)}") for choice, count in choices))


def _answered(question: SurveyQuestion) -> str:
    answered = _so_many(question.answered)
    if question.mean is None or question.hidden:
        return answered
    return _("%(answered)s. Mean: %(mean)s", answered=answered, mean=_decimal(question.mean))


def _comparison(staff: StaffSurveys) -> Table:
    return Table(
        caption=_("Before and after"),
        description=_("One row per question that the staff were asked twice: the answers on each occasion."),
        header=(_("Question"), staff.before, staff.after),
        widths=(2.4, 1.8, 1.8),
        rows=tuple((text_cell(one.text), _column(one, one.before), _column(one, one.after)) for one in staff.compared),
    )


def _column(row: Compared, asked: SurveyQuestion | None) -> Cell:
    if asked is None:
        return text_cell(_("Not asked"))
    if asked.hidden:
        return text_cell(_too_few())
    answered = Paragraph(bind(_so_many(asked.answered)), Tone.NOTE)
    if row.highest is not None and asked.mean is not None:
        mean = _("Mean %(mean)s of %(highest)s", mean=_decimal(asked.mean), highest=row.highest)
        return (Paragraph(bind(mean)), answered)
    return (_choices(asked.choices), answered)


def _so_many(answered: Share) -> str:
    return str(_("%(count)s of %(of)s answered", count=said_or_hidden(answered.count), of=said_or_hidden(answered.of)))


def _too_few() -> str:
    return str(_("Too few answered for the answers to be shown."))


def _decimal(number: float) -> str:
    return str(format_decimal(number, "0.0", locale=get_locale()))
