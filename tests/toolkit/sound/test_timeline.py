import pytest

from toolkit.sound.timeline import Gap, Timeline, find_origin, shared_gaps


def placed(*sounds: tuple[float, float], origin: float | None = 0.0) -> tuple[Timeline, list[float]]:
    """The timeline after sounds of (time, seconds), and the silence that came before each."""
    timeline, position, silences = Timeline(origin), 0.0, []
    for time, seconds in sounds:
        silence = timeline.silence_before(time, seconds=seconds, position=position)
        position += silence + seconds
        silences.append(round(silence, 3))
    return timeline, silences


@pytest.mark.parametrize(
    ("begins", "origin"),
    [
        (None, None),
        (0.0, 0.0),
        (-0.007, -0.007),
        (0.3, 0.3),
        (5.0, 0.0),
        (600.0, 0.0),
        (601.0, 601.0),
        (7200.0, 7200.0),
    ],
)
def test_where_a_clock_begins(begins: float | None, origin: float | None) -> None:
    assert find_origin(begins) == origin


def test_sounds_that_follow_each_other_have_nothing_between_them() -> None:
    timeline, silences = placed((0, 1), (1, 1), (2.02, 1), (3.02, 1))
    assert (silences, timeline.gaps, timeline.has_jumps) == ([0, 0, 0, 0], [], False)


def test_a_gap_is_filled_and_told_where_it_is() -> None:
    timeline, silences = placed((0, 1), (4, 1), (5, 1))
    assert (silences, timeline.gaps) == ([0, 3, 0], [Gap(1, 3)])


def test_a_late_beginning_is_filled_and_told_at_nought() -> None:
    timeline, silences = placed((5, 1), (6, 1))
    assert (silences, timeline.gaps) == ([5, 0], [Gap(0, 5)])


def test_a_clock_whose_beginning_is_not_known_begins_with_its_first_sound() -> None:
    assert placed((0.4, 1), (1.4, 1), origin=None)[1] == [0, 0]
    assert placed((5, 1), (6, 1), origin=None)[0].gaps == [Gap(0, 5)]


def test_many_small_losses_are_told_when_they_have_added_up() -> None:
    timeline, silences = placed(*((second * 1.2, 1) for second in range(6)))
    assert sum(silences) == pytest.approx(0.6)
    assert timeline.gaps == [Gap(3, 0.6)]


def test_two_clocks_that_drift_apart_are_kept_together_and_nothing_is_called_missing() -> None:
    timeline, silences = placed(*((second * 1.001, 1) for second in range(5400)))
    assert sum(silences) == pytest.approx(5.4, abs=0.6), "ninety minutes: the times of the file stay true"
    assert timeline.gaps == []


def test_a_clock_that_was_set_forward_is_told_and_counted_on_from() -> None:
    timeline, silences = placed((0, 1), (2001, 1), (2002, 1), (2005, 1))
    assert (silences, timeline.has_jumps) == ([0, 0, 0, 2], True)
    assert timeline.gaps == [Gap(1, 2000), Gap(3, 2)]


def test_a_clock_that_was_set_back_loses_nothing_and_is_counted_on_from() -> None:
    timeline, silences = placed((100, 1), (101, 1), (0, 1), (1, 1), (4, 1), origin=100)
    assert (silences, timeline.has_jumps) == ([0, 0, 0, 0, 2], True)
    assert timeline.gaps == [Gap(4, 2)]


def test_a_sound_without_a_time_follows_the_one_before() -> None:
    assert Timeline(0.0).silence_before(None, seconds=1, position=3) == 0


def test_only_what_is_missing_in_every_track_is_missing() -> None:
    assert shared_gaps([[Gap(0, 5), Gap(20, 4)], [Gap(3, 10), Gap(21, 1)]]) == [Gap(3, 2), Gap(21, 1)]
    assert shared_gaps([[Gap(0, 5)], []]) == []
    assert shared_gaps([[Gap(1, 2)]]) == [Gap(1, 2)]
