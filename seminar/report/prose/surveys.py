"""What the surveys say, in sentences: how many answered, what the children chose, and what the workers learnt."""

from collections.abc import Sequence

from seminar.report.outline import AnnualReport, StaffSurveys, Survey, SurveyQuestion
from seminar.report.phrases import listing, quoted
from seminar.report.prose.draft import Draft, Passage, Sentence, Source, drafted, say, told
from toolkit.language import decimal
from toolkit.language import gettext as _
from toolkit.language import ngettext

LEARNT = "learnt"
OPPOSITE = 2


def surveys(report: AnnualReport) -> Draft:
    """Each survey that somebody answered; the numbers stand in tables, and own words as quotes."""
    return drafted(*(_survey(one) for one in report.surveys), _staff(report.staff))


def _survey(survey: Survey) -> Passage:
    """How many answered, and the questions whose every answer may be said."""
    if not survey.questions:
        return told()
    answered = max(question.answered.count for question in survey.questions)
    of = max(question.answered.of for question in survey.questions)
    lead = ngettext("%(count)s of %(num)s answered %(survey)s.", "%(count)s of %(num)s answered %(survey)s.", of,
                    count=answered, survey=quoted(survey.name))  # fmt: skip
    learnt = sum(len(one.words) for one in survey.questions if one.id == LEARNT)
    told_of = [_question(one) for one in survey.questions if one.choices and not one.hidden][:3]
    found = [lead, *filter(None, told_of)]
    if learnt:
        found.append(ngettext("%(num)s of them wrote what they learnt.", "%(num)s of them wrote what they learnt.", learnt))
    return told(*(say(text, Source.SURVEYS) for text in found))


def _question(question: SurveyQuestion) -> str:
    """ "How was it? 14 answered “Good” and 4 “So-so”.", without answers that nobody gave, or may be told."""
    shown = [(choice, count) for choice, count in question.choices if count]
    if not shown or any(count is None for _choice, count in question.choices):
        return ""
    answers = listing([_("%(count)s “%(answer)s”", count=count, answer=choice) for choice, count in shown])
    return _("%(question)s %(answers)s.", question=question.text, answers=answers)


def _staff(staff: StaffSurveys) -> Passage:
    """Before and after: the means of what was asked twice, and no trend made of it."""
    found: list[Sentence] = []
    if staff.compared:
        found.append(say(_("The staff answered the same questions before the interviews and after the seminar."),
                         Source.SURVEYS))  # fmt: skip
    for row in staff.compared:
        means = [one.mean for one in (row.before, row.after) if one is not None and not one.hidden]
        before, after = (means[0], means[-1]) if len(means) == OPPOSITE else (None, None)
        if row.highest is None or before is None or after is None:
            continue
        text = _("%(question)s: %(before)s before and %(after)s after, of %(highest)s.", question=quoted(row.text),
                 before=decimal(before), after=decimal(after), highest=row.highest)  # fmt: skip
        found.append(say(text, Source.SURVEYS))
    return told(*found)


def learnt(every: Sequence[Survey]) -> tuple[str, ...]:
    """What the interviewers learnt, in the words that a person approved."""
    return tuple(words for one in every for question in one.questions if question.id == LEARNT for words in question.words)
