"""What the words around say of a word: that it is somebody's name. Pure.

Each rule takes a line and the number of one of its words, and reads small letters only: it holds in any case of letters.
"""

from collections.abc import Callable, Sequence
from functools import cache

from transcription.deidentification import lexicon, patterns
from transcription.deidentification.context_words import (
    ARTICLES,
    CALLING,
    CLAUSE,
    CLOSE,
    COPULA,
    FILLER,
    KIN_PRONOUNS,
    NAMING,
    NEVER,
    OBJECT_END,
    OF_OURS,
    SOMEBODY,
    SPEECH,
    SUBJECT_END,
    SUBJECTS,
    SURNAME,
    TOWARDS,
    VAGUE,
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
    return line.before(at, _with_commas(but))


@cache
def _with_commas(words: frozenset[str]) -> frozenset[str]:
    return words | {",", "”", '"', "“"}


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


SURELY: Sequence[Rule] = (is_told_by_name,)
"""Rules that make a name of any word."""
OF_LISTED: Sequence[Rule] = (is_told_by_role, is_told_by_speech, is_told_by_pair, is_told_by_belonging, is_told_after)
"""Rules that make a name of a word that is also a common given name, or known to the interview."""
OF_KNOWN: Sequence[Rule] = (is_told_by_direction, is_told_as_subject, is_told_of_mass)
"""Rules that tell only of names that are known to the interview, or found elsewhere in it."""
OF_MASS: Sequence[Rule] = (is_told_as_subject, is_told_of_mass)
"""The same for names that are common words."""


def told(line: Line, at: int, rules: Sequence[Rule]) -> bool:
    """Whether any of the rules tells."""
    return any(rule(line, at) for rule in rules)


def base(word: str) -> str:
    """The word without its genitive, in small letters."""
    return without_genitive(word.lower())
