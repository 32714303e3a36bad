"""Chapter two, in words: how the children were chosen, who took part, who did not and why."""

from seminar.report.dates import dated
from seminar.report.document import Block, Bullets, Paragraph, Subheading, Table, Tone, bind, text_cell
from seminar.report.naming import children_or_hidden, said_or_hidden, why_hidden
from seminar.report.outline import Method
from toolkit.disclosure.tables import CrossTable
from toolkit.language import gettext as _


def blocks(method: Method) -> list[Block]:
    """Selection, numbers, sex and age bands, and non-participation; empty before anybody has been asked."""
    if all(number.is_nobody for _step, number in method.steps):
        return []
    return [*_selection(method), *_numbers(method), *_children(method.children), *_no(method)]


def _selection(method: Method) -> list[Block]:
    found: list[Block] = [Subheading(_("Selection"))]
    if method.starts_on and method.ends_on:
        start, end = dated(method.starts_on), dated(method.ends_on)
        period = (
            _("The work began on %(start)s. The changes are followed up until %(end)s.", start=start, end=end)
            if method.goes_on
            else _("The work went on from %(start)s to %(end)s.", start=start, end=end)
        )
        found.append(Paragraph(bind(period)))
    if method.teams:
        found.append(Paragraph(_("Teams that took part: %(teams)s.", teams=", ".join(method.teams))))
    found.append(Paragraph(method.selection or _("How the children were chosen has not been recorded.")))
    return found


def _numbers(method: Method) -> list[Block]:
    return [
        Subheading(_("How many")),
        Bullets(tuple(bind(f"{step}: {children_or_hidden(number)}") for step, number in method.steps)),
    ]


def _children(table: CrossTable | None) -> list[Block]:
    found: list[Block] = [Subheading(_("Sex and age"))]
    if table is None or table.total == 0:
        return [*found, Paragraph(_("No interviews have been recorded."), Tone.NOTE)]
    if not table.shows_something:
        return [
            *found,
            Paragraph(
                _("The table of sex and age is left out: so few children took part that it could point somebody out."),
                Tone.NOTE,
            ),
        ]
    found.append(_cross_table(table))
    if table.hides_something:
        found.append(
            Paragraph(
                _(
                    "A dash stands where there were fewer than %(threshold)s children, or where the number "
                    "would give away such a number elsewhere.",
                    threshold=table.threshold,
                ),
                Tone.NOTE,
            )
        )
    return found


def _cross_table(table: CrossTable) -> Table:
    names = (*table.rows, _("All"))
    return Table(
        caption=_("Children who were interviewed, by age and sex"),
        description=_("One row per age band and one column per sex, with totals last. Small numbers are hidden."),
        header=(_("Age"), *table.columns, _("All")),
        widths=(2, *([1] * (len(table.columns) + 1))),
        rows=tuple(
            (text_cell(bind(name)), *(text_cell("–" if number is None else str(number)) for number in row))
            for name, row in zip(names, table.cells, strict=True)
        ),
    )


def _no(method: Method) -> list[Block]:
    found: list[Block] = [Subheading(_("Children who did not take part"))]
    if not method.reasons:
        return [*found, Paragraph(_("No child is recorded as not having taken part."), Tone.NOTE)]
    found.append(Bullets(tuple(bind(f"{reason}: {said_or_hidden(number)}") for reason, number in method.reasons)))
    return [*found, Paragraph(why_hidden(), Tone.NOTE)] if method.hides_a_reason else found
