"""Who speaks: the words that files use, and what they most likely mean. Pure. A person chooses in the end."""

import re
from collections.abc import Mapping, Sequence

from transcription.transcripts.speaker_turns import Speaker

MEANINGS: Mapping[Speaker, str] = {
    Speaker.INTERVIEWER: (
        "i|int|interv|intervjuare|intervjuaren|iv|ivj|interviewer|s|soc|sekr|socialsekreterare|socialsekreteraren"
        "|socialsekr|handläggare|jag|q|f|fråga|question|ledare|samtalsledare|moderator|vuxen"
    ),
    Speaker.CHILD: (
        "b|barn|barnet|child|c|flicka|flickan|pojke|pojken|tjej|kille|ungdom|ungdomen|u|ip|intervjuperson"
        "|intervjupersonen|informant|respondent|r|a|svar|answer|elev|eleven|tonåring|tonåringen"
    ),
    Speaker.INTERPRETER: "t|tolk|tolken|interpreter|translator",
    Speaker.OTHER: (
        "annan|annan person|another person|other"
        "|mamma|mamman|pappa|pappan|förälder|föräldern|vårdnadshavare|vårdnadshavaren"
        "|familjehemsförälder|assistent|kollega|stödperson"
    ),
    Speaker.UNKNOWN: "unknown|okänd|oklart|ohörbart|?",
}
_MEANING = {word: speaker for speaker, words in MEANINGS.items() for word in words.split("|")}
NUMBERED = re.compile(r"(?:speaker|spk|talare|röst|person|s)[\s_\-]*(\d{1,2})", re.IGNORECASE)
LONGEST = 80
"""No voice is called by more letters; what is longer is somebody's words."""
_NOISE = re.compile(r"[\s:.]+$|^[\s<>*]+")


def find_meaning(label: str) -> Speaker | None:
    """What the label most likely means, or None: «Intervjuare 1», «BARN», «B», «speaker» values of our own."""
    if len(label) > LONGEST:
        return None
    bare = _NOISE.sub("", label.casefold())
    for form in (bare, re.sub(r"\s*\(.*\)$", "", bare), re.sub(r"[\s_]*\d{1,2}$", "", bare)):
        if form in set(Speaker):
            return Speaker(form)
        if form in _MEANING:
            return _MEANING[form]
    inside = re.search(r"\((.+)\)$", bare)
    return _MEANING.get(inside[1]) if inside else None


def is_numbered(label: str) -> bool:
    """Whether a program gave the voice a number: «SPEAKER_01», «Talare 2»."""
    return NUMBERED.fullmatch(label.strip()) is not None


def propose(labels: Sequence[str]) -> dict[str, Speaker]:
    """A speaker for each label. Of two voices of which one is known, the other is its counterpart."""
    found = {label: find_meaning(label) if label else Speaker.UNKNOWN for label in labels}
    unknown = [label for label, meaning in found.items() if meaning is None]
    known = set(found.values())
    pairs = ((Speaker.INTERVIEWER, Speaker.CHILD), (Speaker.CHILD, Speaker.INTERVIEWER))
    if len(unknown) == 1:
        for here, missing in pairs:
            if here in known and missing not in known:
                found[unknown[0]] = missing
    return {label: meaning or Speaker.UNKNOWN for label, meaning in found.items()}
