"""Mail addresses, web addresses and user names, written or spoken. Pure."""

import re
from collections.abc import Iterator

from transcription.deidentification.kinds import Kind
from transcription.deidentification.numbers import COUNT

Hit = tuple[int, int, Kind]

AT = r"(?: (?:snabel-? ?a|snabela|snabbel-? ?a|snabbela|snabel|at|ätt|ät|kringla|alfakrull) | ?@ ?)"
DOT = r"(?: (?:punkt|dot) |\.)"
MARK = "(?:punkt|understreck|bindestreck|streck|minus|dot)"
JOIN = rf"(?: {MARK} ?|(?<=[\w.+-]){MARK} )"
"""With a space at least: without one it is a part of the word, and could be read in two ways at every place."""
PART = r"[\w.+-]+"
MAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]+ ?@ ?[\w-]+(?:\.[\w-]+)+"
    rf"|(?<![\w.+-])(?:{PART}(?:{JOIN}{PART}){{0,8}})(?: (?:{COUNT}|\d+)){{0,12}}{AT}[\w-]+(?:{DOT}[\w-]+){{1,3}}"
    rf"|(?<![\w.-])[\w.-]+-(?:snabel-?a|at|ät)-[\w.-]+"
    rf"|(?<![\w.+-]){PART}{AT}(?:gmail|hotmail|outlook|live|yahoo|icloud|telia|skola|skolpost|edu)\b",
    re.I,
)
APPS = r"(?:snapchat|snap|instagram|insta|tiktok|discord|roblox|youtube|twitch|steam|fortnite|minecraft|xbox|playstation|telegram|kik)"
WEB = re.compile(
    r"\bhttps?://\S+|\bwww\.[\w.-]+[\w/]|\b(?<!\w[.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.(?:se|com|nu|org|net|example)\b(?:/\S*)?|\b(?:www|tre w) punkt [\w-]+(?: punkt [\w-]+)+"
    r"|(?<!\w)@\w[\w.]{2,}|\b(?=\w*[a-zåäö])(?=\w*\d)[a-zåäöA-ZÅÄÖ_]{3,}\w*\d+\w*|\b(?=\w*[a-zåäö]{2})\w+_\w+|\b[a-zåäö]\w+\.[a-zåäö_]*\d+\w*"
    rf"|\b\w+(?: (?:punkt|understreck|streck) \w+){{1,8}}(?= på {APPS})",
    re.I,
)
CALLED = re.compile(
    rf"\bpå {APPS} (?:är jag|heter jag|heter hon|heter han|kallar jag mig|är mitt namn|är hon|är han)(?: typ| liksom)? (?P<name>[\w.-]+(?: (?:understreck|punkt|streck|\d+) ?[\w.-]*)*)"
    rf"|\b(?:heter|kallar mig|kallas)(?: jag| hon| han)? (?P<before>[\w.-]+(?: (?:understreck|punkt|streck|\d+) ?[\w.-]*)*) på {APPS}\b"
    rf"|\b(?:mitt|min|hans|hennes|ditt|din|vårt) {APPS} (?:är|e|heter) (?P<own>[\w.-]+)"
    rf"|\b(?:användarnamn|användarnamnet|nick|nicket|gamertag|taggen|gamertaggen|spelnamn)(?: på {APPS})?(?: är| heter|:)? (?P<tag>[\w.-]+)",
    re.I,
)
SCREEN = re.compile(r"(?:ps|xbox|fifa|gta|hov|cr|mp|tv|kl|nr|åk|h|r|u|p|f|m|b|g|ip|mp3|hd|4k)\d+\w?", re.I)


NOTHING = frozenset(
    [
        "jag",
        "hon",
        "han",
        "det",
        "inte",
        "bara",
        "typ",
        "samma",
        "nåt",
        "något",
        "så",
        "ju",
        "en",
        "ett",
        "full",
        "kul",
        "bra",
        "slut",
        "borta",
        "låst",
        "hackat",
        "hackad",
        "privat",
        "privata",
        "avstängd",
    ]
)


def find(text: str) -> Iterator[Hit]:
    """Places (start, end, kind); they may overlap."""
    for found in MAIL.finditer(text):
        yield found.start(), found.end(), Kind.MAIL
    for found in WEB.finditer(text):
        if not SCREEN.fullmatch(found[0]):
            yield found.start(), found.end(), Kind.WEB
    for found in CALLED.finditer(text):
        name = next(group for group in ("name", "before", "own", "tag") if found[group])
        if found[name].lower() not in NOTHING:
            yield found.start(name), found.end(name), Kind.WEB
