"""What must hold for the sheets to print: all are there, each aid has its own, and each drawing is one of ours."""

from collections.abc import Mapping

from interview_guides.codes import Printable
from interview_guides.content import Content
from interview_guides.printables import PrintableSheet
from interview_guides.reading import Spot

SHEETS = (
    "questions", "pocket_guide", "feelings", "strengths", "places", "pointing", "network_map", "timeline", "scale",
    "scale_five", "drawing", "words_and_pictures", "contact_card", "agenda", "family_home", "ask_now",
)  # fmt: skip


def check(content: Content, spots: Mapping[str, Spot]) -> None:
    """Raises ContentError at the first thing that does not hold."""
    spot, known = spots["printables"], {each.id for each in content.drawings}
    if tuple(sheet.id for sheet in content.printables) != SHEETS:
        spot.fail(f"must have exactly these ids in this order: {', '.join(SHEETS)}")
    for number, sheet in enumerate(content.printables):
        _check_sheet(sheet, known, spot.item(number))
    for number, place in enumerate(content.places):
        if place.drawing and place.drawing not in known:
            spots["places"].item(number).at("drawing").fail(f"is {place.drawing}, which is not a drawing of ours")
    _check_aids(content, spot)


def _check_sheet(sheet: PrintableSheet, known: set[str], spot: Spot) -> None:
    if unknown := set(sheet.drawings()) - known:
        spot.fail(f"names {min(unknown)}, which is not a drawing of ours")
    if bool(sheet.deck) == bool(sheet.blocks):
        spot.at("blocks").fail("must stand where there is no deck, and only there")
    if bool(sheet.blocks) != bool(sheet.heading):
        spot.at("heading").fail("must stand where there are blocks, and only there")


def _check_aids(content: Content, spot: Spot) -> None:
    """Every aid that says it has a sheet has one, and no other has."""
    wanted = sorted(aid.code for aid in content.conversation_aids if aid.printable is Printable.SHEET)
    given = sorted(code for sheet in content.printables for code in sheet.aids)
    if wanted != given:
        odd = sorted(set(wanted) ^ set(given)) or given
        spot.at("aids").fail(f"must name each aid that has a sheet once; look at {odd[0]}")
