"""What `inspection` looks for in the words of a page: English on a Swedish one, and «optional» where it is needed."""

from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element

from toolkit import language

READ_ALOUD = ("alt", "aria-label", "placeholder", "title")


def needed_though_optional(document: Element) -> Iterator[str]:
    """A field that is empty, and refused because of it, is not called optional."""
    for field in document.iter():
        if "field--error" not in field.get("class", "").split():
            continue
        is_called_optional = any(one.get("class") == "optional" for one in field.iter("span"))
        written = [one.get("value") or one.text or "" for name in ("input", "textarea") for one in field.iter(name)]
        if is_called_optional and written and not any(text.strip() for text in written):  # a choice is another matter
            said = " ".join("".join(field.itertext()).split())
            yield f"is refused when it is empty, and called optional: {said[:120]}"


def english_in_swedish(document: Element) -> Iterator[str]:
    """No message of ours stands in English on a Swedish page: one that was marked, and never translated."""
    if document.get("lang") == "sv":
        yield from _english_under(document)


def _english_under(one: Element) -> Iterator[str]:
    if not isinstance(one.tag, str) or one.get("lang", "sv") != "sv":
        return
    for words in (one.text, *map(one.get, READ_ALOUD), *(child.tail for child in one)):
        if words and words.count(" ") > 1 and (text := " ".join(words.split())) in _messages():
            yield f"English on a Swedish page: {text!r} in <{one.tag}>"
    for child in one:
        yield from _english_under(child)


@cache
def _messages() -> frozenset[str]:
    """Whole messages of several words whose Swedish is other words. A single word may be both languages', or a name."""
    found = language.read_catalogue("sv")
    pairs = [(one.id, one.string) for one in found if isinstance(one.id, str) and "%(" not in one.id]
    return frozenset(english for english, swedish in pairs if english.count(" ") > 1 and english != swedish)
