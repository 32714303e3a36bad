"""Every package that is pinned has a licence that goes with ours, and the page that lists them is of today."""

import pytest

from toolkit.config import ROOT
from toolkit.operations import licences
from toolkit.operations.bill_of_materials import Package


@pytest.mark.parametrize("name", ["run", "machines", "test"])
def test_every_licence_may_stand_beside_ours(name: str) -> None:
    """What is handed on has no exceptions; what only developers install has three, each with its reason."""
    excused = licences.ACCEPTED_FOR_TESTS if name == "test" else {}
    refused = [
        f"{one.name}: {licences.licence_of(one)}"
        for one in licences.pinned(name)
        if not Package(one.name, one.version, (), licences.licence_of(one)).is_compatible
        and licences.licence_of(one) not in excused
    ]
    assert refused == []


def test_the_page_is_of_today() -> None:
    assert licences.PAGE.read_text("utf-8") == licences.page(), "run: python -m toolkit.operations.licences"


def test_whoever_is_known_from_elsewhere_is_still_pinned_and_not_here() -> None:
    everything = [one for name in ("run", "machines", "test") for one in licences.pinned(name)]
    assert set(licences.ELSEWHERE) == {one.name for one in everything if one.licence is None}


def test_a_package_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        licences.licence_of(Package("new-one", "1", (), None))


def test_every_list_of_files_from_others_is_on_the_page() -> None:
    lists = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("[!.]*/**/VERSIONS") if ".venv" not in path.parts}
    assert {*lists, ".setup/VERSIONS"} == set(licences.FILES)
