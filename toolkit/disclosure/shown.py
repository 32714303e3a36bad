"""A number of children as it may be told. Whatever leaves the work group holds these, and no bare numbers. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """A number, or None where it may not be said: `fewer_than` or `more_than` then stand in its place, 0 where nothing
    does.

    Only this folder makes them.
    """

    value: int | None
    fewer_than: int = 0
    more_than: int = 0  # of a whole that is told, though not all of it

    @property
    def is_hidden(self) -> bool:
        """Whether the number is not said."""
        return self.value is None

    @property
    def is_nobody(self) -> bool:
        """Whether it is said that there is no child."""
        return self.value == 0

    @property
    def order(self) -> int:
        """To sort by: more than nobody, less than whatever is said, and the same for all that is hidden, so that no
        order tells which of the hidden numbers is the larger. What is said to be more than a number comes after it."""
        return 2 * self.more_than + 1 if self.value is None else 2 * self.value


NOT_SAID = Shown(None)


def tell_yes(*, is_yes: bool) -> Shown:
    """A yes or a no about a group, beside the numbers of a publication: one child must not change it either."""
    return Shown(int(is_yes))
