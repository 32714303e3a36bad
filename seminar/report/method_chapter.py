"""Chapter two beside its running text: the children who were interviewed, by age and sex, as far as may be told."""

from seminar.report.document import Block, Paragraph, Table, Tone, bind, text_cell
from seminar.report.outline import Method
from toolkit.disclosure.tables import CrossTable
from toolkit.language import gettext as _


def blocks(method: Method) -> list[Block]:
    """The table, where it tells more than the totals that the running text has; nothing otherwise."""
    table = method.children
    if table is None or not any(number is not None for row in table.cells[:-1] for number in row[:-1]):
        return []
    found: list[Block] = [_cross_table(table)]
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
