"""How often a suggestion is right, on invented talk that was written before the matcher (`talk.txt`).

`python -m tests.seminar.suggestions.measuring` prints it with every suggestion: look, and do not tune on what you see.
"""

from dataclasses import dataclass
from pathlib import Path

from interview_guides import loader
from seminar.suggestions.matching import Described, Suggestion, suggest

TALK = Path(__file__).parent / "talk.txt"


@dataclass(frozen=True, slots=True)
class Measured:
    """`right` of the `made` suggestions name a theme that a person would have chosen; `found` of the `lines` that have
    a theme got it suggested."""

    made: int
    right: int
    lines: int
    found: int


def read_talk() -> tuple[list[tuple[set[str], str]], list[tuple[set[str], str]]]:
    """What was coded before, and what is measured: themes and the line."""
    parts: list[list[tuple[set[str], str]]] = []
    for row in TALK.read_text().splitlines():
        if row.startswith("["):
            parts.append([])
        elif row and not row.startswith("#"):
            themes, _, said = row.partition(" | ")
            parts[-1].append((set(themes.split(",")) - {"-"}, said))
    return parts[0], parts[1]


def describe(*, with_coded: bool) -> list[Described[str]]:
    """The themes of the talk in the words of the shipped codebook."""
    coded, lines = read_talk()
    used = {theme for themes, _ in [*coded, *lines] for theme in themes}
    return [
        Described(
            theme.id, theme.name, theme.definition, tuple(said for ids, said in coded if theme.id in ids and with_coded)
        )
        for theme in loader.load(None, language="sv").codebook.themes
        if theme.id in used
    ]


def measure(*, with_coded: bool) -> tuple[Measured, list[Suggestion[int, str]]]:
    """The figures, and the suggestions that they count."""
    _, lines = read_talk()
    made = suggest({number: said for number, (_, said) in enumerate(lines)}, describe(with_coded=with_coded))
    right = [one for one in made if one.theme in lines[one.line][0]]
    return Measured(len(made), len(right), sum(bool(ids) for ids, _ in lines), len({one.line for one in right})), made


if __name__ == "__main__":
    for with_coded in (False, True):
        figures, made = measure(with_coded=with_coded)
        print(figures)
        for one in made:
            ids, said = read_talk()[1][one.line]
            print("+" if one.theme in ids else "-", one.theme, one.reasons[0], said)
