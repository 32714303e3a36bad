"""What was done with a theme, in words: the sentences that follow a name in its history."""

from collections.abc import Mapping

from seminar.changes.models import ChangeKind
from seminar.themes.history import Entry
from seminar.themes.models import Area
from toolkit.errors import N_
from toolkit.language import gettext as _

ACTS: Mapping[ChangeKind, str] = {
    ChangeKind.THEME_CREATED: N_("added it, as “%(name)s”"),
    ChangeKind.THEME_MOVED: N_("moved it in the list, from place %(old)s to %(new)s"),
    ChangeKind.THEME_REMOVED: N_("removed it"),
    ChangeKind.THEME_MERGED: N_("merged it into “%(name)s”"),
    ChangeKind.THEME_SPLIT: N_("told it apart from “%(name)s” again"),
    ChangeKind.THEME_RETIRED: N_("retired it"),
    ChangeKind.THEME_BROUGHT_BACK: N_("brought it back"),
}
OTHERS: Mapping[ChangeKind, str] = {
    ChangeKind.THEME_MERGED: N_("merged “%(name)s” into it"),
    ChangeKind.THEME_SPLIT: N_("told “%(name)s” apart from it again"),
}
"""Said of the theme that the other one was merged into."""


def told(entry: Entry, areas: Mapping[Area, str]) -> list[str]:
    """What was done, from what to what; one sentence for each thing that changed."""
    if entry.kind is ChangeKind.THEME_CHANGED:
        return _changes(entry, areas)
    return [_deed(entry)]


def _changes(entry: Entry, areas: Mapping[Area, str]) -> list[str]:
    before, after = entry.before, entry.after
    said = []
    if before["name"] != after["name"]:
        said.append(_("renamed it, from “%(old)s” to “%(new)s”", old=before["name"], new=after["name"]))
    if before["area"] != after["area"]:
        old, new = areas[Area(before["area"])], areas[Area(after["area"])]
        said.append(_("moved it from “%(old)s” to “%(new)s”", old=old, new=new))
    if before["definition"] != after["definition"]:
        old, new = before["definition"] or "–", after["definition"] or "–"
        said.append(_("changed what belongs here, from “%(old)s” to “%(new)s”", old=old, new=new))
    return said


def _deed(entry: Entry) -> str:
    before, after = entry.before, entry.after
    sentence = (OTHERS if entry.is_other else ACTS)[entry.kind]
    places = {name: words["place"] + 1 for name, words in (("old", before), ("new", after)) if "place" in words}
    other = before.get("name") if entry.is_other else before.get("into")
    return _(sentence, name=other or after.get("name", ""), **places)
