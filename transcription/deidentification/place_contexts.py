"""What the words around say of a word: that it is a place, a school, a house with a name, a street, a workplace. Pure.

The rules are shaped as those of `contexts`, whose small ones they use.
"""

from collections.abc import Sequence

from transcription.deidentification import dictionary, lexicon, patterns
from transcription.deidentification.context_words import (
    ANY_HOUSE,
    ANY_SCHOOL,
    CLUBS,
    DEFINITE,
    DIRECTIONS,
    DOING,
    HOMES,
    HOUSE,
    NAMED_AFTER,
    NEVER,
    OWNERS,
    SCHOOL,
    SCHOOLS,
    STAY,
    STREET,
    VAGUE,
    VILLAGE,
    WHERE,
    WORKING,
)
from transcription.deidentification.contexts import Rule, base, before, is_surname, is_verb, shown
from transcription.deidentification.kinds import ROLES_BY_WORD
from transcription.deidentification.tokens import Line


def is_place_told(line: Line, at: int) -> bool:
    """«bor i trångsviken», «från norra ljunga»."""
    word, one = line.lower(at), before(line, at, but=DIRECTIONS)
    if one not in WHERE or word in NEVER:
        return False
    if lexicon.is_place(shown(word)):
        return word not in VAGUE or _verb(line, at) in STAY
    if lexicon.is_listed_with_capital(word) and lexicon.sounds_like_place(word):
        return True
    return VILLAGE.fullmatch(word) is not None and _verb(line, at) in STAY and not lexicon.is_everyday(word)


def is_school(line: Line, at: int) -> bool:
    """«parkskolan», «ekbackens skola», «förskolan solstrålen»; not «musikskolan» or «mammas skola»."""
    word, following = line.lower(at), line.lower(at + 1)
    if SCHOOL.fullmatch(word):
        return ANY_SCHOOL.fullmatch(word) is None
    if following in SCHOOLS:
        return word in DIRECTIONS - {"gamla", "lilla", "stora"} or (
            word.endswith("s") and len(word) > 4 and not lexicon.is_everyday(word) and base(word) not in OWNERS
        )
    return False


def is_house(line: Line, at: int) -> bool:
    """«hvb-hemmet tallgården», «förskolan solrosen», «älvsbackens ridklubb», «alnö bk»."""
    word, following = line.lower(at), line.lower(at + 1)
    if before(line, at) in HOMES and len(word) > 4 and word not in NEVER:
        return NAMED_AFTER.fullmatch(word) is not None or (
            word.endswith(DEFINITE)
            and not is_verb(following)
            and not lexicon.is_everyday(word)
            and not is_verb(word)
            and word not in ROLES_BY_WORD
            and not lexicon.is_profession(word)
        )
    if (
        HOUSE.fullmatch(word)
        and ANY_HOUSE.fullmatch(word) is None
        and before(line, at) in {"på", "till", "vid", "i", "från", "heter", "hos", "bakom"}
    ):
        return not lexicon.is_everyday(word)
    return following in CLUBS and word not in NEVER and len(word) > 3 and not is_verb(word)


def is_street(line: Line, at: int) -> bool:
    """«björkvägen», but not «skolvägen» without a number."""
    word, following = line.lower(at), line.lower(at + 1)
    if word in DIRECTIONS:
        return STREET.fullmatch(following) is not None
    return STREET.fullmatch(word) is not None and (
        patterns.EVERYWHERE.fullmatch(word) is None or following[:1].isdigit()
    )


def is_workplace(line: Line, at: int) -> bool:
    """«jobbar på permobil»: no word that the dictionary has."""
    word = line.lower(at)
    works = before(line, at) in {"på", "hos", "vid"} and _verb(line, at) in WORKING
    return works and not dictionary.is_word(word) and word not in lexicon.words("talk") and len(word) > 3


def _verb(line: Line, at: int) -> str:
    """What is done, before «i» or «på» and a little word or two."""
    near = [line.lower(number) for number in range(max(0, at - 5), at - 1)]
    return next((word for word in reversed(near) if word in DOING or word in STAY), "")


OTHERS: Sequence[Rule] = (is_workplace, is_surname, is_place_told, is_school, is_house, is_street)
"""Rules that make a name of any word, of something else than a person; and surnames."""
