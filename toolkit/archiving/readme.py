"""What lies in a delivery to the archive, for whoever opens it in fifty years: a page in each language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from toolkit.archiving.models import ArchiveDelivery
from toolkit.disposal.models import Material
from toolkit.disposal.naming import MATERIALS
from toolkit.language import force_locale, full_day
from toolkit.language import gettext as _
from toolkit.subject_access.packing import Part

NAMES: Mapping[str, str] = {"sv": "LASMIG.txt", "en": "README.txt"}
"""Letters that every system can read in a file's name."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Who hands over, and when."""

    municipality: str
    unit: str
    made_at: datetime

    @property
    def name(self) -> str:
        """«Norrvik, Barn och unga»."""
        return ", ".join(filter(None, (self.municipality, self.unit)))


def write(delivery: ArchiveDelivery, whose: Whose, *, interviews: int, has_report: bool) -> list[Part]:
    """The page in Swedish and in English."""
    files = []
    for language, name in NAMES.items():
        with force_locale(language):
            blocks = [
                *_heading(delivery, whose),
                _list(_("What each file is"), _files(delivery.material, interviews, has_report=has_report)),
                *_reading(),
            ]
        files.append(Part.of(name, ("\n\n".join(blocks) + "\n").encode()))
    return files


def _heading(delivery: ArchiveDelivery, whose: Whose) -> list[str]:
    return [
        _("Read this first"),
        _(
            "This is delivery %(number)s to the archive from %(whose)s, made %(day)s: %(material)s, cycle %(cycle)s."
            " It is kept by the decision %(reference)s of %(decided)s.",
            number=delivery.number,
            whose=whose.name,
            day=full_day(whose.made_at.date()),
            material=_(MATERIALS[delivery.material]).lower(),
            cycle=delivery.cycle.name,
            reference=delivery.decision.reference,
            decided=full_day(delivery.decision.decided_on),
        ),
        _(
            "Once a year every social worker interviews a child who has contact with a colleague. The work group reads"
            " the interviews together; what the children say becomes an annual report and changes. The program is"
            " called Barnens röster and is open source."
        ),
        _("What somebody took back, or what was disposed of, is not here."),
    ]


def _files(material: Material, interviews: int, *, has_report: bool) -> list[str]:
    if material is Material.ANSWERS:
        found = [_("answers.json: the answers of children and staff, each tied to nobody.")]
    else:
        found = [
            _("A folder for each child, by number and code: %(count)s in all.", count=interviews),
            _("%(name)s.json: what is kept of the child, field by field.", name=material.value),
            *_beside(material),
        ]
    if has_report:
        found.append(_("report/: the annual report and its papers as they were released, in Word and PDF/A."))
    return [*found, _("schema.json: what each field of the .json files means (JSON Schema).")]


def _beside(material: Material) -> list[str]:
    if material is Material.RECORDING:
        return [_("sound/: the recordings in the form in which they were recorded, or the files that were sent in.")]
    return [_("%(name)s.txt: the same texts to read, with minutes and seconds.", name=material.value)]


def _reading() -> list[str]:
    return [
        _list(
            _("How it is read, and proved"),
            [
                _("All text is UTF-8. No program of ours is needed for any of it."),
                _("The folder is a bag (BagIt, RFC 8493): data/ holds everything, bag-info.txt says from whom it is."),
                _("manifest-sha256.txt holds a sum of each. Prove them by: sha256sum --check manifest-sha256.txt"),
            ],
        )
    ]


def _list(title: str, lines: Sequence[str]) -> str:
    return "\n".join((title, *(f"- {line}" for line in lines)))
