"""What the words around say of a word in small letters: that it is a name, a place, a school, a workplace. Pure.

Asked only where a text has no capital letters. Each rule takes the words of a line and the number of one of them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from transcription.deidentification import lexicon, patterns
from transcription.deidentification.kinds import ROLES_BY_WORD


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NAMING = _set("heter hette hetat kallas döpt")
CALLING = _set("kallar kallade")
FILLER = _set("typ ju nog väl alltså liksom då bara egentligen för till också visst som")
CLOSE = frozenset(ROLES_BY_WORD) | _set("hej hos farmor farfar familjen fru herr")
TOWARDS = _set("hos med till från av åt för om")
SPEECH = _set("sa sade säger ringde frågade skrev berättade lovade tyckte trodde menade skrek")
SUBJECTS = _set("jag du han hon hen vi ni de dom det den man mamma pappa en ett min mitt")
VAGUE = _set(
    """ville vara dina mina sina line said can may maj april juni juli dag dan sol los lit bo bro mark berg backa hede
    storm sten rosa ruta loppan frank lo love lova sagan tim tage sala ask my bror"""
)
"""Names that are such common words that only «heter» tells."""
WHERE = _set("i till från utanför nära mot via")
STAY = _set("bor bo bodde bott flyttade flytta flyttar flyttat född föddes uppvuxen kommer åkte åka åker reste")
DIRECTIONS = _set("norra södra östra västra centrala sankt sankta")
SCHOOLS = frozenset(patterns.SCHOOLS.split("|"))
WORKS = frozenset(patterns.WORKS.split("|"))
CLUBS = frozenset(one.casefold() for one in patterns.CLUB_LETTERS.split("|")) - _set("ok is tk sim ss sk hc")
SHOPS = _set("nära maxi kvantum supermarket")
HOMES = _set(f"{patterns.WORK_WORDS} förskolan dagiset fritids fritidsgården skolan")
DOING = _set(f"{patterns.GO_TO} {patterns.WORK_AT} {patterns.PLAY_IN}")
SCHOOL = re.compile(r"\w{3,}(?:skolan|gymnasiet|förskolan)s?")
ANY_SCHOOL = re.compile(rf"{patterns.ANY_SCHOOL}(?:skolan|gymnasiet|förskolan)s?")
HOUSE = re.compile(
    r"(\w{3,}?)s?(?:kyrkan|moskén|gården|anstalten|badet|hallen|hemmet|klubben|kliniken|hörnan|krogen|stallet)s?"
)
STREET = re.compile(r"\w{3,}(?:gatan|vägen|gränd|gränden|stigen|torget|allén|backen|esplanaden)s?")
SURNAME = re.compile(r"\w{2,}(?:sson|ström|berg|lund|qvist|kvist|gren|dahl|stedt|holm|ović|ovic|zadeh)s?")
VERB = re.compile(r"(?:[adt]e|[ae][rts]|it)$")
DEFINITE = ("en", "et", "an", "na")


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a line in small letters, and which of them begin a sentence."""

    words: Sequence[str]
    opening: frozenset[int]

    def at(self, number: int) -> str:
        """A word, or nothing beyond the line."""
        return self.words[number] if 0 <= number < len(self.words) else ""

    def before(self, number: int, *, but: frozenset[str] = frozenset()) -> str:
        """The word before in the same sentence, leaving out some that say nothing."""
        while 0 < number < len(self.words) and number not in self.opening:
            number -= 1
            if self.words[number] not in but:
                return self.words[number]
        return ""


Rule = Callable[[Said, int], bool]


def shown(word: str) -> str:
    """The word with a capital letter; two of them in «Ulla-Britt»."""
    first, dash, last = word.partition("-")
    if dash and last and lexicon.is_given(_upper(first)):
        return f"{_upper(first)}-{_upper(last)}"
    return _upper(word)


def _upper(word: str) -> str:
    return word[:1].upper() + word[1:]


def is_talk(word: str) -> bool:
    """Whether it is a word of everyday talk, and so no name that only its surroundings tell of."""
    return lexicon.is_in_talk(word) or word in patterns.SAYS


def is_name(word: str) -> bool:
    """Whether it is a listed name and nothing else."""
    name = shown(word)
    listed = lexicon.is_given(name) or ("-" in name and all(map(lexicon.is_given, name.split("-"))))
    return listed and not lexicon.is_two_things(name) and not lexicon.is_written_in_lists(word)


def is_place(word: str) -> bool:
    """Whether it is a listed place and nothing else."""
    name = shown(word)
    return lexicon.is_place(name) and not lexicon.is_two_things(name) and not is_talk(word)


def is_told_by_name(said: Said, at: int) -> bool:
    """«heter oddny», «kallar henne majsan»."""
    word, before = said.at(at), said.before(at, but=FILLER)
    if before not in NAMING and said.before(at - 1, but=FILLER) not in CALLING:
        return False
    return not lexicon.is_written_in_lists(word) or (before in NAMING and lexicon.is_given(shown(word)))


def is_told_by_role(said: Said, at: int) -> bool:
    """«min kompis oddny», «hos oddny», «hej oddny»; «moster sol», but not «mamma ville»."""
    word = said.at(at)
    if said.before(at) not in CLOSE:
        return False
    return not (is_talk(word) or VERB.search(word)) or (lexicon.is_two_things(shown(word)) and word not in VAGUE)


def is_told_by_speech(said: Said, at: int) -> bool:
    """«oddny sa att …», but not «en dag sa mamma»."""
    word = said.at(at)
    if said.at(at + 1) not in SPEECH or at + 1 in said.opening or said.at(at + 2) in SUBJECTS:
        return False
    if lexicon.is_two_things(shown(word)):
        return said.before(at) not in SUBJECTS | ROLES_BY_WORD.keys() and word not in _set("mina dina sina")
    return not is_talk(word) and not word.endswith(DEFINITE)


def is_told_by_pair(said: Said, at: int) -> bool:
    """«hassan eller husein», and «det var bo som kom»."""
    word, before, first = said.at(at), said.before(at), said.before(at - 1)
    if before in {"och", "eller"}:
        return is_name(first) and not is_talk(word)
    return before == "var" and first == "det" and said.at(at + 1) == "som" and lexicon.is_given(shown(word))


def is_told_by_belonging(said: Said, at: int) -> bool:
    """«oddnys mamma»: in the genitive before somebody's relative."""
    word = said.at(at)
    after = said.at(at + 1)
    return (
        word.endswith("s")
        and len(word) > 3
        and after in ROLES_BY_WORD
        and at + 1 not in said.opening
        and not is_talk(word)
    )


def is_place_told(said: Said, at: int) -> bool:
    """«bor i trångsviken», «från norra ljunga»."""
    word, before = said.at(at), said.before(at, but=DIRECTIONS)
    if before not in WHERE or is_talk(word):
        return before in WHERE and _verb(said, at) in STAY and lexicon.is_place(shown(word))
    return lexicon.sounds_like_place(word) or (_verb(said, at) in STAY and not word.endswith(DEFINITE))


def is_school(said: Said, at: int) -> bool:
    """«parkskolan», «ekbackens skola», «förskolan solstrålen»; not «musikskolan» or «mammas skola»."""
    word, after = said.at(at), said.at(at + 1)
    if SCHOOL.fullmatch(word):
        return ANY_SCHOOL.fullmatch(word) is None
    if after in SCHOOLS and at + 1 not in said.opening:
        return word in DIRECTIONS or (word.endswith("s") and len(word) > 4 and not lexicon.is_written_in_lists(word))
    return False


def is_house(said: Said, at: int) -> bool:
    """«hvb-hemmet tallgården», «älvsbackens ridklubb», «hallsta ik», «himlabadet»."""
    word, after = said.at(at), said.at(at + 1)
    if said.before(at) in HOMES and len(word) > 6 and not lexicon.is_written_in_lists(word):
        return word.endswith(DEFINITE) or not is_talk(word)
    if at + 1 not in said.opening and (after in WORKS or after in CLUBS):
        genitive = word.endswith("s") and len(word) > 4
        return is_place(word) or ((genitive or after in CLUBS) and not lexicon.is_written_in_lists(word))
    found = HOUSE.fullmatch(word)
    if found is None or lexicon.is_written_in_lists(word):
        return False
    return lexicon.is_place(shown(found[1])) or not is_talk(found[1])


def is_done_there(said: Said, at: int) -> bool:
    """«jobbar på permobil», «går på montessori»: no everyday word where somebody works, learns or trains."""
    word = said.at(at)
    return (
        said.before(at) in _set("på i hos vid")
        and _verb(said, at) in DOING
        and not is_talk(word)
        and not word.endswith(DEFINITE)
    )


def is_street(said: Said, at: int) -> bool:
    """«björkvägen», but not «skolvägen»."""
    word = said.at(at)
    if said.at(at + 1) and STREET.fullmatch(said.at(at + 1)) and word in DIRECTIONS:
        return True
    if STREET.fullmatch(word):
        return patterns.EVERYWHERE.fullmatch(word) is None or said.at(at + 1)[:1].isdigit()
    lives = said.before(at) == "på" and _verb(said, at) in {"bor", "bodde", "bo", "bott"}
    return lives and not is_talk(word)


def is_surname(said: Said, at: int) -> bool:
    """«karlsson»; «lind» after a given name."""
    word = said.at(at)
    if is_talk(word):
        return False
    if word.removesuffix("s").endswith("sson"):
        return True
    before = said.before(at)
    if not before or not (lexicon.is_given(shown(before)) or before in {"fru", "herr", "familjen"}):
        return False
    return lexicon.is_surname(shown(word)) or SURNAME.fullmatch(word) is not None or VERB.search(word) is None


def _verb(said: Said, at: int) -> str:
    """What is done, before «i» or «på» and a little word or two."""
    near = [said.at(number) for number in range(max(0, at - 4), at - 1)]
    return next((word for word in reversed(near) if word in DOING or word in STAY), "")


PEOPLE: Sequence[Rule] = (is_told_by_name, is_told_by_role, is_told_by_speech, is_told_by_belonging)
OTHERS: Sequence[Rule] = (is_told_by_pair, is_surname, is_place_told, is_school, is_house, is_done_there, is_street)
