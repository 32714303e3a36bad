"""The introduction, and the section of how it was done: what and why, who compiled, who and how many."""

from collections.abc import Sequence

from seminar.report.dates import dated, day_of
from seminar.report.funnel import Funnel
from seminar.report.outline import AnnualReport, Method
from seminar.report.phrases import children, listing, quoted
from seminar.report.sentences import Draft, Passage, Sentence, Source, drafted, listed, say, told
from toolkit.disclosure.tables import CrossTable
from toolkit.language import gettext as _
from toolkit.language import ngettext


def introduction(report: AnnualReport) -> Draft:
    """What was done and why, what it is about, and who compiled the report when."""
    if report.method.funnel.chosen.is_nobody:
        return Draft()
    areas = [area.name.lower() for area in report.areas]
    about = _("The interviews are about %(areas)s.", areas=listing(areas)) if areas else ""
    return drafted(
        told(
            say(_("The social workers of %(unit)s have asked children and young people what they think of their"
                  " contact with us.", unit=report.unit), Source.MODEL),
            say(_("We do it in order to become better. The report is about our work, and about no single worker."),
                Source.MODEL),
            say(about, Source.MODEL) if about else None,
        ),
        told(*_compiled(report)),
    )  # fmt: skip


def method(report: AnnualReport) -> Draft:
    """When, which teams, how the children were chosen, how many came how far, who they are, and who is missing."""
    found = report.method
    if found.funnel.chosen.is_nobody:
        return Draft()
    return drafted(
        told(*_period(report), *_selection(found)),
        told(*_reached(found.funnel), *_who(found.children)),
        *_missing(found),
    )


def interviewed(report: AnnualReport, source: Source = Source.CHILDREN) -> Sentence | None:
    """ "18 children have been interviewed, 11 girls and 7 boys.", as far as it may be said."""
    number = report.method.funnel.interviewed.value
    if not number:
        return None
    sexes = _sexes(report.method.children)
    text = ngettext("%(num)s child has been interviewed", "%(num)s children have been interviewed", number)
    return say(_("%(told)s: %(sexes)s.", told=text, sexes=listing(sexes)) if sexes else f"{text}.", source)


def _compiled(report: AnnualReport) -> list[Sentence]:
    compiler, reference = report.compiler, report.get_written("reference")
    day, found = dated(day_of(report.written_at)), []
    if compiler:
        text = _("The report was compiled by %(name)s on %(day)s.", name=compiler, day=day)
        found.append(say(text, Source.COMPILER))
    if reference:
        found.append(say(_("Its reference number is %(number)s.", number=reference), Source.COMPILER))
    return found


def _period(report: AnnualReport) -> list[Sentence]:
    method = report.method
    if not (method.starts_on and method.ends_on):
        return []
    start, end = dated(method.starts_on), dated(method.ends_on)
    if day_of(report.written_at) < method.starts_on:
        planned = _("The work begins on %(start)s. The changes are followed up until %(end)s.", start=start, end=end)
        return [say(planned, Source.PLAN)]
    period = (
        _("The work began on %(start)s. The changes are followed up until %(end)s.", start=start, end=end)
        if method.goes_on
        else _("The work went on from %(start)s to %(end)s.", start=start, end=end)
    )
    return [say(period, Source.PLAN)]


def _selection(method: Method) -> list[Sentence]:
    teams = _("These teams took part: %(teams)s.", teams=listing(method.teams)) if method.teams else ""
    found = [say(teams, Source.PLAN)] if teams else []
    return [*found, *([say(method.selection, Source.SELECTION)] if method.selection else [])]


def _reached(funnel: Funnel) -> list[Sentence]:
    told_of: list[str] = []
    chosen, consented, interviewed = funnel.chosen.value, funnel.consented.value, funnel.interviewed.value
    if chosen:
        told_of.append(ngettext("%(num)s child was chosen.", "%(num)s children were chosen.", chosen))
    if consented:
        told_of.append(ngettext("%(num)s of them said yes.", "%(num)s of them said yes.", consented))
    if interviewed:
        told_of.append(
            ngettext("%(num)s child has been interviewed.", "%(num)s children have been interviewed.",
                     interviewed)
        )  # fmt: skip
    found = [say(text, Source.CHILDREN) for text in told_of]
    return [*found, *_read(funnel)]


def _read(funnel: Funnel) -> list[Sentence]:
    """Whom the numbers are about: a child whose interview nobody has read is in none of them."""
    read, interviewed = funnel.read.value, funnel.interviewed.value
    if not (interviewed and read):
        return []
    if read == interviewed:
        return [say(_("The group has read every interview."), Source.READING)]
    text = ngettext(
        "The group has read %(num)s of the interviews. The numbers in the report are about that child.",
        "The group has read %(num)s of the interviews. The numbers in the report are about those children.",
        read,
    )
    return [say(text, Source.READING)]


def _who(table: CrossTable | None) -> list[Sentence]:
    if table is None or not table.total:
        return []
    sexes, ages = _sexes(table), _ages(table)
    found = []
    if sexes:
        found.append(_("Among those who were interviewed are %(sexes)s.", sexes=listing(sexes)))
    if ages:
        found.append(_("By age: %(ages)s.", ages=listing(ages)))
    if not found:
        found.append(
            _("How old they are, and how many girls and boys, is not told: so few took part that somebody could be"
              " recognised.")
        )  # fmt: skip
    return [say(text, Source.CHILDREN) for text in found]


def _sexes(table: CrossTable | None) -> list[str]:
    """ "11 girls", "7 boys"; empty unless every number may be said."""
    totals = table.cells[-1][:-1] if table is not None else ()
    if table is None or not totals or any(number is None for number in totals):
        return []
    return [f"{number} {name.lower()}" for name, number in zip(table.columns, totals, strict=True) if number]


def _ages(table: CrossTable) -> list[str]:
    totals = [row[-1] for row in table.cells[:-1]]
    if not totals or any(number is None for number in totals):
        return []
    return [
        ngettext("%(num)s is %(band)s years", "%(num)s are %(band)s years", number, band=band.removesuffix(" år"))
        for band, number in zip(table.rows, totals, strict=True)
        if number
    ]


def _missing(method: Method) -> Sequence[Passage]:
    """Who was chosen and did not take part: the reasons that may be counted, then the others by name."""
    counted = [(name, number.value) for name, number in method.reasons if number.value]
    others = [name for name, number in method.reasons if number.is_hidden]
    waiting = method.funnel.waiting.value
    closing = []
    if others:
        closing.append(
            say(_("Other reasons were given by so few that they are not counted here: %(reasons)s.",
                  reasons=listing([quoted(name) for name in others])), Source.REASONS)
            if counted
            else say(_("Those who did not take part gave these reasons, each of them so few that they are not counted"
                       " here: %(reasons)s.", reasons=listing([quoted(name) for name in others])), Source.REASONS)
        )  # fmt: skip
    if waiting:
        closing.append(
            say(ngettext("%(num)s of those who were chosen has not answered yet.",
                         "%(num)s of those who were chosen have not answered yet.", waiting), Source.CHILDREN)
        )  # fmt: skip
    lead = [say(_("Why children who were chosen did not take part:"), Source.REASONS)] if counted else []
    items = [say(f"{name}: {children(number)}", Source.REASONS) for name, number in counted]
    return (told(*lead), listed(items), told(*closing))
