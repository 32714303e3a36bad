import pytest

from interview_guides.age_bands import AgeBand, band_of


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (5, "5–8"), (8, "5–8"), (9, "9–12"), (12, "9–12"), (13, "13–14"), (14, "13–14"), (15, "15–18"), (18, "15–18"),
    ],
)  # fmt: skip
def test_an_age_belongs_to_its_band(age: int, band: str) -> None:
    assert band_of(age) == band


@pytest.mark.parametrize(("age", "band"), [(0, "5–8"), (3, "5–8"), (19, "15–18"), (21, "15–18")])
def test_an_age_outside_belongs_to_the_nearest_band(age: int, band: str) -> None:
    assert band_of(age) == band


def test_the_bands_follow_each_other_without_a_gap() -> None:
    assert [band_of(band.first) for band in AgeBand] == list(AgeBand)
    assert [band_of(band.first - 1) for band in AgeBand][1:] == list(AgeBand)[:-1]
