"""Whether two words could be one name heard in two ways: genitive, and a letter or two apart. Pure."""

SOUNDS = (
    ("ch", "k"),
    ("ck", "k"),
    ("c", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("w", "v"),
    ("z", "s"),
    ("x", "ks"),
    ("q", "k"),
    ("é", "e"),
)


def without_genitive(word: str) -> str:
    """The word without a genitive ending: «Linas» and «Linas'» are Lina. Short words stay as they are."""
    for ending in ("s'", "s’", "'s", "’s", "s"):
        if word.casefold().endswith(ending) and len(word) - len(ending) > 1:
            return word[: -len(ending)]
    return word


def is_near(word: str, name: str) -> bool:
    """Whether the word may be the name misheard: they sound alike, or differ by 1 letter (2 in a long name)."""
    mine, other = _sound(without_genitive(word)), _sound(without_genitive(name))
    if mine == other:
        return True
    if len(other) < 4 or mine[:1] != other[:1]:
        return False
    return _distance(mine, other) <= (2 if len(other) > 6 else 1)


def _sound(word: str) -> str:
    word = word.casefold()
    for spelling, sound in SOUNDS:
        word = word.replace(spelling, sound)
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1])


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row = row, [i]
        for j, against in enumerate(other, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != against)))
    return row[-1]
