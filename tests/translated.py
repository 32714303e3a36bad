"""Texts as if they were translated: every word in place of ours is one of another language, and signs stay."""

import re

WORDS = {"so": "waa", "ar": "هل", "uk": "так", "ti": "እወ", "prs": "بلی", "fi": "kyllä", "se": "juo"}
_PIECE = re.compile(r"\{[^{}]*\}|[^\W\d_]+")


def translated(text: str, code: str = "so") -> str:
    """The text with a word of the language in place of each of its own."""
    return _PIECE.sub(lambda found: found[0] if found[0].startswith("{") else WORDS[code], text)
