"""A letter on its way to paper: filled in, in its language, with what its layout goes by. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from interview_guides.letters import Audience, Letter

PICTURED_TO = 8  # years: the letter for the youngest has large letters and a drawing beside each thing it says


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """One letter as it is handed out. `language` is a tag such as «sv»; `drawings` says what each drawing shows,
    `foot` what stands before the number of each page, and `note`, if there is one, above all else on every copy.
    """

    letter: Letter
    language: str
    right_to_left: bool
    sender: str
    drawings: Mapping[str, str]
    foot: str = ""
    note: str = ""

    @property
    def to_child(self) -> bool:
        """Whether a child reads it: it speaks with the child's letters then."""
        return self.letter.audience is Audience.CHILD

    @property
    def is_pictured(self) -> bool:
        """Whether it is the letter for the youngest."""
        return self.to_child and self.letter.age_to <= PICTURED_TO

    def signed_by(self, signers: int) -> "LetterSheet":
        """The same with as many lines to sign as there are people who must."""
        slip = replace(self.letter.slip, signers=self.letter.slip.signers[:signers])
        return replace(self, letter=replace(self.letter, slip=slip))


@dataclass(frozen=True, slots=True)
class Cover:
    """The list of a draw: which letter is whose. A file of its own, so that no letter has it on its back."""

    title: str
    about: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Bundle:
    """Letters to be printed together, with what the file says about itself. `author` is an organisation.

    `only_slips`: the letters are in hand already, and only what is answered on is printed.
    """

    title: str
    author: str
    language: str
    letters: Sequence[LetterSheet]
    only_slips: bool = False
