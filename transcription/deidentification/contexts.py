"""What the words around say of a word: that it is somebody's name, a place, a school, a workplace. Pure.

Each rule takes a line and the number of one of its words, and reads small letters only: it holds in any case of letters.
"""

from collections.abc import Callable, Sequence

from transcription.deidentification import dictionary, lexicon, patterns
from transcription.deidentification.context_words import (
    ANY_HOUSE,
    ANY_SCHOOL,
    ARTICLES,
    CALLING,
    CLAUSE,
    CLOSE,
    CLUBS,
    COPULA,
    DEFINITE,
    DIRECTIONS,
    DOING,
    FILLER,
    HOMES,
    HOUSE,
    KIN_PRONOUNS,
    NAMED_AFTER,
    NAMING,
    NEVER,
    OBJECT_END,
    OF_OURS,
    OWNERS,
    SCHOOL,
    SCHOOLS,
    SOMEBODY,
    SPEECH,
    STAY,
    STREET,
    SUBJECT_END,
    SUBJECTS,
    SURNAME,
    TOWARDS,
    VAGUE,
    VILLAGE,
    WHERE,
    WORKING,
)
from transcription.deidentification.kinds import ROLES_BY_WORD
from transcription.deidentification.near_spelling import without_genitive
from transcription.deidentification.tokens import Line

Rule = Callable[[Line, int], bool]


def shown(word: str) -> str:
    """The word with a capital letter; each part of «Ulla-Britt» that is a name, or no word."""
    parts = word.split("-")
    if len(parts) > 1 and all(parts):
        return "-".join(
            _upper(part) if part == parts[0] or not lexicon.is_swedish(part) or lexicon.is_given(_upper(part)) else part
            for part in parts
        )
    return _upper(word)


def _upper(word: str) -> str:
    return word[:1].upper() + word[1:]


def before(line: Line, at: int, *, but: frozenset[str] = frozenset()) -> str:
    """The word before in the same sentence, leaving out some that say nothing, and commas."""
    while at > 0 and not line.begins_sentence(at):
        at -= 1
        word = line.lower(at)
        if word not in but and word not in {",", "”", '"', "“"}:
            return word
    return ""


def after(line: Line, at: int) -> str:
    """The word after in the same sentence, beyond a comma."""
    following = line.lower(at + 1)
    return line.lower(at + 2) if following == "," else following if following not in {".", "!", "?"} else ""


def is_verb(word: str) -> bool:
    """Whether it looks like what somebody does."""
    return (
        word in patterns.SAYS
        or word in COPULA
        or (word.endswith(("ar", "er", "ade", "te", "de")) and len(word) > 4 and lexicon.is_swedish(word))
    )


def is_told_by_name(line: Line, at: int) -> bool:
    """«heter plutten», «alla kallar mig skrutten», «säger plutten till mig», «turelure kallar vi honom»."""
    word, one = line.lower(at), before(line, at, but=FILLER)
    if word in NEVER:
        return False
    if line.lower(at + 1) in COPULA and "namn" in {line.lower(at + 3), line.lower(at + 4)}:
        return True
    if one in NAMING:
        return not lexicon.is_everyday(word)
    last = before(line, at)
    called = before(line, at - 1) if at > 0 else ""
    if called in CALLING - {"säger"} and last in {"mig", "mej", "henne", "honom", "han", "hon", "hen", "dom", "dig"}:
        return not lexicon.is_everyday(word)
    if last == "säger" and line.lower(at + 1) == "till" and line.lower(at + 2) in {"mig", "mej", "henne", "honom"}:
        return not lexicon.is_everyday(word)
    return line.lower(at + 1) in {"kallar", "kallade"} and line.lower(at + 2) in {"vi", "dom", "alla", "jag", "de"}


def is_told_by_role(line: Line, at: int) -> bool:
    """«min kompis kim», «hos bo», «hej sol»; «moster sol», but not «mamma ville»."""
    word, name = line.lower(at), shown(line.lower(at))
    return (
        before(line, at) in CLOSE
        and word not in VAGUE
        and (lexicon.is_given(name) or (lexicon.is_name_of_many(name) and before(line, at) not in {"mamma", "pappa"}))
    )


def is_told_by_speech(line: Line, at: int) -> bool:
    """«saga sa att …», «då sa sten att …», but not «en dag sa mamma»."""
    following, last = line.lower(at + 1), before(line, at)
    if last in ARTICLES:
        return False
    if last in SPEECH and following in {"att", "till", "åt", "nåt", "det"}:
        return True
    return following in SPEECH and line.lower(at + 2) not in SUBJECTS and (not last or last in CLAUSE)


def is_told_by_pair(line: Line, at: int) -> bool:
    """«saga och jag», «mamma och bo», «det var bo som kom»."""
    last, following = before(line, at), line.lower(at + 1)
    if last in {"och", "å", "eller"} and before(line, at - 1) in KIN_PRONOUNS - {"han", "hon"}:
        return True
    if (
        following in {"och", "å"}
        and line.lower(at + 2) in KIN_PRONOUNS
        and (not last or last in CLAUSE | TOWARDS | {"var"})
    ):
        return True
    return last in {"var", "va", "är", "e"} and before(line, at - 1) == "det" and following == "som"


def is_told_by_belonging(line: Line, at: int) -> bool:
    """«sagas mamma»: in the genitive before somebody's relative."""
    word = line.lower(at)
    return (
        word.endswith("s")
        and len(word) > 3
        and line.lower(at + 1) in ROLES_BY_WORD
        and before(line, at) not in ARTICLES
    )


def is_told_after(line: Line, at: int) -> bool:
    """«fia min kontaktperson», «fia hon tar med mig», «fia är snäll», at the beginning of a clause."""
    following, then = line.lower(at + 1), line.lower(at + 2)
    last = before(line, at)
    if following in OF_OURS and then in ROLES_BY_WORD:
        return True
    if last and last not in CLAUSE:
        return False
    return following in {"hon", "han", "hen"} or (following in COPULA and then in SOMEBODY)


def is_told_as_subject(line: Line, at: int) -> bool:
    """«bo brukar fråga», at the beginning of a line; «hur gjorde saga när», «träffar du dag fortfarande»."""
    last, following = before(line, at), line.lower(at + 1)
    if last in ARTICLES:
        return False
    if at == 0 and is_verb(following):
        return True
    if following in OBJECT_END and last in {"du", "ni", "han", "hon", "dom", "jag", "vi"}:
        return is_verb(before(line, at - 1))
    return is_verb(last) and last not in COPULA and following in SUBJECT_END


def is_told_of_mass(line: Line, at: int) -> bool:
    """«att sol skulle», «till sol att», «sols rum»: of a known name that is a common word."""
    last, following, word = before(line, at), line.lower(at + 1), line.lower(at)
    if last in ARTICLES:
        return False
    if last in {"att", "när", "om", "eftersom", "tills"} and is_verb(following) and following not in {"är", "var"}:
        return True
    if last in {"till", "hos", "från", "åt"} and following in SUBJECT_END | {
        "",
        ".",
        "!",
        "och",
        "å",
        "på",
        "igen",
        "i",
    }:
        return True
    return word.endswith("s") and following not in NEVER and not is_verb(following) and lexicon.is_swedish(following)


def is_told_by_direction(line: Line, at: int) -> bool:
    """«med saga», «till bo»."""
    return before(line, at) in TOWARDS and not is_verb(line.lower(at + 1))


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


def is_surname(line: Line, at: int) -> bool:
    """«karlsson»; «lind» after a given name."""
    word = line.lower(at)
    if word.removesuffix("s").endswith("sson"):
        return True
    first = before(line, at)
    if not first or first == "," or not (_is_person(first) or first in {"fru", "herr", "familjen"}):
        return False
    listed = lexicon.is_surname(shown(word)) or SURNAME.fullmatch(word) is not None or lexicon.is_only_english(word)
    return listed and word not in NEVER and not is_verb(word) and word not in VAGUE - {"berg", "ask", "storm"}


def _is_person(word: str) -> bool:
    return (lexicon.is_given(shown(word)) and word not in VAGUE) or not lexicon.is_swedish(base(word))


def _verb(line: Line, at: int) -> str:
    """What is done, before «i» or «på» and a little word or two."""
    near = [line.lower(number) for number in range(max(0, at - 5), at - 1)]
    return next((word for word in reversed(near) if word in DOING or word in STAY), "")


SURELY: Sequence[Rule] = (is_told_by_name,)
"""Rules that make a name of any word."""
OF_LISTED: Sequence[Rule] = (is_told_by_role, is_told_by_speech, is_told_by_pair, is_told_by_belonging, is_told_after)
"""Rules that make a name of a word that is also a common given name, or known to the interview."""
OF_KNOWN: Sequence[Rule] = (is_told_by_direction, is_told_as_subject, is_told_of_mass)
"""Rules that tell only of names that are known to the interview, or found elsewhere in it."""
OF_MASS: Sequence[Rule] = (is_told_as_subject, is_told_of_mass)
"""The same for names that are common words."""
OTHERS: Sequence[Rule] = (is_workplace, is_surname, is_place_told, is_school, is_house, is_street)


def told(line: Line, at: int, rules: Sequence[Rule]) -> bool:
    """Whether any of the rules tells."""
    return any(rule(line, at) for rule in rules)


def base(word: str) -> str:
    """The word without its genitive, in small letters."""
    return without_genitive(word.lower())
