"""What the surveys say, in sentences: how many answered, what they chose, and what may not be told."""

from collections.abc import Sequence

from seminar.report.naming import said_or_hidden
from seminar.report.outline import AnnualReport, StaffSurveys, Survey, SurveyQuestion
from seminar.report.phrases import listing, quoted
from seminar.report.sentences import Draft, Passage, Source, drafted, say, told
from toolkit.language import decimal
from toolkit.language import gettext as _

LEARNT = "learnt"


def surveys(report: AnnualReport) -> Draft:
    """Each survey that somebody answered; own words stand as quotes, and before beside after in a table."""
    return drafted(
        *(_survey(one) for one in report.surveys),
        _staff(report.staff),
        *(_survey(one) for one in report.staff.own),
    )


def _survey(survey: Survey) -> Passage:
    """How many answered, every question whose answers may be told, and which may not."""
    asked = [question for question in survey.questions if question.choices or question.mean is not None]
    hidden = [one for one in survey.questions if one.hidden or _hides(one)]
    if not asked:
        return told()
    most = max(asked, key=lambda question: question.answered.order).answered
    lead = _("%(count)s of %(of)s answered %(survey)s.", count=said_or_hidden(most.count), of=said_or_hidden(most.of),
             survey=quoted(survey.name))  # fmt: skip
    found = [lead, *(_question(one) for one in asked if one not in hidden)]
    if hidden:
        names = listing([quoted(one.text) for one in hidden])
        found.append(_("The answers to %(questions)s are not told: some of them were too few.", questions=names))
    return told(*(say(text, Source.SURVEYS) for text in found if text))


def _hides(question: SurveyQuestion) -> bool:
    return any(count.is_hidden for _choice, count in question.choices)


def _question(question: SurveyQuestion) -> str:
    """ "How was it? 14 answered “Good” and 4 “So-so”.", without answers that nobody gave."""
    shown = [(choice, count.value) for choice, count in question.choices if count.value]
    is_scale = all(choice.isdigit() for choice, _count in question.choices)
    if is_scale and question.mean is not None:
        return _("%(question)s: %(mean)s as the mean of %(count)s answers.", question=quoted(question.text),
                 mean=decimal(question.mean), count=said_or_hidden(question.answered.count))  # fmt: skip
    answers = listing([_("%(count)s “%(answer)s”", count=count, answer=choice) for choice, count in shown])
    return _("%(question)s: %(answers)s.", question=quoted(question.text), answers=answers) if shown else ""


def _staff(staff: StaffSurveys) -> Passage:
    """That the same was asked twice; the table tells what, and no trend is made of it."""
    if not staff.compared:
        return told()
    text = _("The staff answered the same questions before the interviews and after the seminar.")
    return told(say(text, Source.SURVEYS))


def learnt(every: Sequence[Survey]) -> tuple[str, ...]:
    """What the interviewers learnt, in the words that a person approved."""
    return tuple(
        words for one in every for question in one.questions if question.id == LEARNT for words in question.words
    )
