"""Numbers that point at somebody, in digits or spoken: personal numbers, telephones, last digits. Pure.

`personnummer` and `phonenumbers` only say what a number looks like: no checksum ever filters a hit, because misheard
numbers fail it. Spoken numbers are read as people say them: «åttitre», «femti», «nie».
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from personnummer import personnummer

from transcription.deidentification.kinds import Kind

Hit = tuple[int, int, Kind]

ONES = {
    "ett": 1,
    "två": 2,
    "tre": 3,
    "fyra": 4,
    "fyr": 4,
    "fem": 5,
    "sex": 6,
    "sju": 7,
    "åtta": 8,
    "ått": 8,
    "nio": 9,
    "nie": 9,
    "nia": 9,
}
TEENS = {
    "tio": 10, "tie": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17,
    "arton": 18, "aderton": 18, "nitton": 19,
}  # fmt: skip
TENS = {
    "tjugo": 20, "tjugi": 20, "tjuge": 20, "tju": 20, "trettio": 30, "tretti": 30, "fyrtio": 40, "fyrti": 40, "förtio": 40,
    "förti": 40, "femtio": 50, "femti": 50, "sextio": 60, "sexti": 60, "sjuttio": 70, "sjutti": 70, "åttio": 80, "åtti": 80,
    "nittio": 90, "nitti": 90,
}  # fmt: skip
OTHERS = {"noll": 0, "nolla": 0, "nollan": 0, "hundra": 100, "tusen": 1000}
VALUES = {**OTHERS, **TENS, **TEENS, **ONES}


def _in_one_way(word: str) -> str:
    """A numeral that is no beginning of another: «sextio» is never read as «sex» and «tio», which doubles the work."""
    rests = [rest for rest in VALUES if word + rest in VALUES]
    return f"{word}(?!{'|'.join(rests)})" if rests else word


NUMERAL = "|".join(_in_one_way(word) for word in sorted(VALUES, key=len, reverse=True))
COUNT = rf"(?:{NUMERAL})+"
PART = rf"(?:\d+|{COUNT})(?!\w)"
BETWEEN = r"(?:[ ,.–-]|(?<!\w)(?:streck|bindestreck|minus|sen|och|å|eh|öh|mm|hm|mellanslag|då|så|dubbel|paus)(?!\w))+"
SPOKEN = re.compile(rf"(?<!\w)(?:plus )?{PART}(?:{BETWEEN}{PART}){{2,}}", re.I)
DIGITS = re.compile(r"(?<![\w-])\+?\d(?:[ –-]{0,3}\d){5,13}(?![\w-])")
INTERIM = re.compile(r"(?<!\w)(?:\d{2})?\d{6} ?[-+–]? ?[A-ZÅÄÖa-zåäö] ?\d{3}(?!\w)")
LAST = re.compile(
    rf"\b(?:sista|fyra|siffrorna|siffror|siffra|koden|kod|pin|pinkod|portkod|portkoden|numret|nummer|personnumret|personnummer|slutar|slutet)\b(?:[ ,:]+(?!{PART})\w+){{0,5}}?[ ,:]+"
    rf"(?P<four>{PART}(?:{BETWEEN}{PART}){{0,3}})",
    re.I,
)
CODE_WORDS = re.compile(r"\b(?:sista|siffr\w+|kod\w*|pin\w*|portkod\w*|personnum\w+|slutar)\b", re.I)
MOST_COUNTED = 9
"""Digits of a number that somebody may count with."""
DAY = re.compile(r"\d{1,2}\. ?\d{1,2}\. ?(?:19|20)?\d\d|(?:19|20)\d\d-\d\d?-\d\d?")
HELP = frozenset(
    {
        "112",
        "11313",
        "11414",
        "116111",
        "1177",
        "116123",
        "116006",
        "116000",
        "020",
        "90101",
        "118118",
        "118100",
        "118800",
        "0200230230",
        "020505050",
        "0771793336",
        "0200120",
        "90510",
        "020222233",
    }
)
"""Numbers that everybody may ring, digits only."""


def find(text: str) -> Iterator[Hit]:
    """Places (start, end, kind) of numbers; they may overlap."""
    import phonenumbers

    for match in phonenumbers.PhoneNumberMatcher(text, "SE", leniency=phonenumbers.Leniency.POSSIBLE):
        if len(re.sub(r"\D", "", match.raw_string)) > 6 and not _is_no_number(match.raw_string):
            yield match.start, match.end, looks_like(match.raw_string)
    for found in DIGITS.finditer(text):
        if not _is_no_number(found[0]):
            yield found.start(), found.end(), looks_like(found[0])
    for found in INTERIM.finditer(text):
        yield found.start(), found.end(), Kind.PERSONAL_NUMBER
    yield from _spoken(text)
    yield from _last_digits(text)


def is_for_everybody(shown: str) -> bool:
    """Whether it is an emergency number or a helpline."""
    return re.sub(r"\D", "", shown) in HELP


def _is_no_number(shown: str) -> bool:
    """Whether everybody may ring it, or it is a day."""
    return is_for_everybody(shown) or DAY.fullmatch(shown) is not None


def looks_like(shown: str) -> Kind:
    """Whether a long number is rather a telephone's or a person's. Never says that it is neither."""
    digits = re.sub(r"\D", "", shown)
    if personnummer.valid(digits):
        return Kind.PERSONAL_NUMBER
    like_phone = shown.startswith("+") or re.match(r"0\d{7,9}$", digits) is not None
    return Kind.PERSONAL_NUMBER if _begins_with_birthday(digits) and not like_phone else Kind.PHONE


def digits_of(spoken: str) -> str:
    """The digits of a spoken number, roughly: «tjugotolv noll tre» is 201203, «hundrasjuttifyra» 174."""
    found, before = "", ""
    for word in re.findall(rf"\d+|{COUNT}", spoken.casefold()):
        if word in ONES and before in TENS:
            found = found[:-1] + str(ONES[word])
        else:
            found += word if word.isdigit() else _digits_of_word(word)
        before = word
    return found


def _digits_of_word(word: str) -> str:
    found, before = "", ""
    for part in re.findall(NUMERAL, word):
        value = VALUES[part]
        if part == "hundra":
            found = found or "1"
        elif part == "tusen":
            found = (found or "1") + "00" if word.endswith(part) else (found or "1") + "0"
        elif before in TENS and value < 10:
            found = found[:-1] + str(value)
        else:
            found += f"{value:02}" if before == "hundra" else str(value)
        before = part
    return found + "00" if before == "hundra" else found


def _spoken(text: str) -> Iterator[Hit]:
    for found in SPOKEN.finditer(text):
        digits = digits_of(found[0])
        if len(digits) > 5 and not _is_counting(found[0]) and not _is_no_number(found[0]) and digits not in HELP:
            yield found.start(), found.end(), looks_like(digits)


def _last_digits(text: str) -> Iterator[Hit]:
    """«de fyra sista är noll noll nitton», «portkoden är 4512»."""
    for found in LAST.finditer(text):
        digits = digits_of(found["four"])
        if 4 <= len(digits) <= 5 and CODE_WORDS.search(found[0]) and digits not in HELP:
            yield (
                found.start() if found[0].lower().startswith(("sista", "fyra")) else found.start("four"),
                found.end("four"),
                Kind.PERSONAL_NUMBER,
            )


def _begins_with_birthday(digits: str) -> bool:
    digits = digits.removeprefix("19").removeprefix("20") if len(digits) in {8, 12} else digits
    return len(digits) >= 6 and 1 <= int(digits[2:4]) <= 12 and 1 <= int(digits[4:6]) % 60 <= 31


def _is_counting(spoken: str) -> bool:
    """«Ett två tre fyra fem sex» or «tio tjugo trettio»: somebody counts, or says how many."""
    parts = [digits for part in re.findall(r"\w+", spoken.casefold()) if (digits := digits_of(part))]
    if max(map(len, parts), default=0) > MOST_COUNTED:
        return False
    values = [int(digits) for digits in parts]
    steps = {later - one for one, later in pairwise(values)}
    return len(steps) == 1 and steps != {0} and len(values) > 2
