"""Numbers that may be told, for tests that write them down or read them."""

from collections.abc import Iterable

from toolkit.disclosure.shown import Shown


def said(*counts: tuple[str, int | None]) -> tuple[tuple[str, Shown], ...]:
    """Names with what is shown of each number; None stands for one that is not said."""
    return tuple((name, Shown(count)) for name, count in counts)


def values(numbers: Iterable[Shown]) -> list[int | None]:
    """The bare numbers, None where nothing is said."""
    return [number.value for number in numbers]
