"""The drafts as texts: `templates/data_protection/<language>/<name>.txt` filled in with facts. Pure; reads files."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from toolkit.config import ROOT
from toolkit.data_protection.blocks import Draft, read
from toolkit.errors import N_, NotFound

FOLDER = ROOT / "templates" / "data_protection"


class Paper(StrEnum):
    """What can be drafted, by the name of its file."""

    IMPACT = "impact-assessment"
    RECORD = "record-of-processing"
    INFORMATION = "information"
    ACCESSIBILITY = "accessibility-statement"
    THREATS = "threat-model"

    @property
    def code(self) -> str:
        """As it stands on the trail."""
        return self.value.replace("-", "_")


NAMES: Mapping[Paper, str] = {
    Paper.IMPACT: N_("Impact assessment"),
    Paper.RECORD: N_("Record of processing"),
    Paper.INFORMATION: N_("Information about personal data"),
    Paper.ACCESSIBILITY: N_("Accessibility statement"),
    Paper.THREATS: N_("Threat model"),
}
ABOUT: Mapping[Paper, str] = {
    Paper.IMPACT: N_("What is done with the data and why, what could harm whom, and what is done (article 35)."),
    Paper.RECORD: N_("The entry in the municipality's record of what it does with personal data (article 30)."),
    Paper.INFORMATION: N_("For children, guardians and staff: what happens with their data (articles 13 and 14)."),
    Paper.ACCESSIBILITY: N_("What the law on accessible digital service asks every public body to publish."),
    Paper.THREATS: N_("What could go wrong at each boundary of this installation, and what is left."),
}


def named(name: str) -> Paper:
    """The paper of this name in an address. Raises `NotFound`."""
    try:
        return Paper(name)
    except ValueError as error:
        raise NotFound from error


def draft(paper: Paper, facts: Mapping[str, object], *, language: str) -> Draft:
    """The paper in this language. A fact that a text names and nobody gives is an error."""
    return read(_texts().get_template(f"{language}/{paper.value}.txt").render(facts))


@cache
def _texts() -> Environment:
    return Environment(  # noqa: S701 - what comes of it is a Word file, which writes letters as letters
        loader=FileSystemLoader(FOLDER), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
