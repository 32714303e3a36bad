"""Chapter eight beside its running text: before beside after, and own words as quotes."""

from collections.abc import Sequence

from seminar.report.document import Block, Bullets, Cell, Paragraph, Quote, Subheading, Table, Tone, bind, text_cell
from seminar.report.draft_surveys import LEARNT
from seminar.report.naming import said_or_hidden, why_hidden
from seminar.report.outline import Compared, StaffSurveys, Survey, SurveyQuestion
from seminar.report.phrases import quoted
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import NOT_SAID, Shown
from toolkit.language import decimal
from toolkit.language import gettext as _


def blocks(surveys: Sequence[Survey], staff: StaffSurveys) -> list[Block]:
    """Before and after, own words, and talks; empty when there is nothing that the running text does not tell."""
    found: list[Block] = [_comparison(staff)] if staff.compared else []
    if any(count.is_hidden for row in staff.compared for one in _asked(row) for _choice, count in one.choices):
        found.append(Paragraph(why_hidden(), Tone.NOTE))
    found += [block for survey in (*surveys, *staff.own) for block in _own_words(survey)]
    for talk in staff.talks:
        lead = _("A talk in the group, %(occasion)s", occasion=talk.occasion.lower())
        alone = len(talk.lines) == 1
        found += (
            [Paragraph(f"{lead}: {talk.lines[0]}")]
            if alone
            else [Paragraph(f"{lead}:", Tone.LEAD), Bullets(talk.lines)]
        )
    return found


def _asked(row: Compared) -> list[SurveyQuestion]:
    return [one for one in (row.before, row.after) if one is not None and not one.hidden]


def _own_words(survey: Survey) -> list[Block]:
    """Each question that somebody answered in own words; what was learnt comes first, and as quotes."""
    questions = [question for question in survey.questions if question.words and not question.hidden]
    if not questions:
        return []
    found: list[Block] = [Subheading(survey.name)]
    for question in sorted(questions, key=lambda one: one.id != LEARNT):
        if question.id == LEARNT:
            found += [
                Paragraph(_("This is what we learnt:"), Tone.LEAD),
                *(Quote(words, "") for words in question.words),
            ]
        else:
            found += [Paragraph(question.text, Tone.LEAD), Bullets(tuple(map(quoted, question.words)))]
    return found


def _said(choices: Sequence[tuple[str, Shown]]) -> str:
    """ "Good 14, so-so 4": what nobody chose is left out; what is hidden says so."""
    told = [f"{choice} {count.value}" for choice, count in choices if count.value]
    hidden = [choice for choice, count in choices if count.is_hidden]
    if hidden:
        told.append(f"{', '.join(hidden)}: {said_or_hidden(NOT_SAID)}")
    return ", ".join(told)


def _comparison(staff: StaffSurveys) -> Table:
    return Table(
        caption=_("Before and after"),
        description=_("One row per question that the staff were asked twice: the answers on each occasion."),
        header=(_("Question"), staff.before, staff.after),
        widths=(2.0, 2.0, 2.0),
        rows=tuple((text_cell(one.text), _column(one, one.before), _column(one, one.after)) for one in staff.compared),
        is_captioned=False,
    )


def _column(row: Compared, asked: SurveyQuestion | None) -> Cell:
    if asked is None:
        return text_cell(_("Not asked"))
    if asked.hidden:
        return text_cell(_too_few())
    said = _said(asked.choices)
    if row.highest is not None and asked.mean is not None:
        said = _("Mean %(mean)s of %(highest)s", mean=decimal(asked.mean), highest=row.highest)
    return text_cell(bind(f"{said} ({_so_many(asked.answered)})"))


def _so_many(answered: Share) -> str:
    return str(_("%(count)s of %(of)s answered", count=said_or_hidden(answered.count), of=said_or_hidden(answered.of)))


def _too_few() -> str:
    return str(_("Too few answered for the answers to be shown."))
