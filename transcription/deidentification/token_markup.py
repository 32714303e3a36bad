"""Shows the neutral tokens of a de-identified text as boxes. The letters, and their places, stay as they are."""

import re

from markupsafe import Markup, escape

TOKEN = re.compile(r"\[[^\[\]\n]{1,64}\]")


def with_tokens(text: str) -> Markup:
    """The text as HTML, every «[token]» in the look's token box; its text content is the text, letter by letter."""
    parts, at = [], 0
    for match in TOKEN.finditer(text):
        parts += [escape(text[at : match.start()]), Markup('<span class="replaced">{}</span>').format(match[0])]
        at = match.end()
    return Markup("").join([*parts, escape(text[at:])])
