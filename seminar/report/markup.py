"""What a person may write in a section of the report: headings, lists and quotes in plain text, and nothing more.

Pure. A line that begins with # is a heading, with - an item of a list, with > a quote, whose last line may be signed:
"> – Girl, 13–14 years". An empty line parts paragraphs; a backslash makes a sign at the start of a line ordinary.
A text becomes a tree and never HTML. Whatever is written can be read, and no word is lost.
"""

import re
from collections.abc import Iterable, Sequence

from seminar.report.document import Bullets, Paragraph, Quote, Subheading

Node = Subheading | Paragraph | Bullets | Quote
HEADING, ITEM, QUOTE, SIGNED = "#", "-", ">", "–"
SIGNS = ("\\", HEADING, ITEM, "*", "•", QUOTE)
SIGNED_LINE = re.compile(r"[–—-]\s+(\S.*)")


def parse(text: str) -> tuple[Node, ...]:
    """The text as a tree. Every text is allowed."""
    nodes: list[Node] = []
    run: list[tuple[str, str]] = []
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        kind, words = _read(line)
        if run and run[-1][0] != kind:
            nodes += _made(run)
            run = []
        if kind == HEADING:
            nodes += [Subheading(words)] if words else []
        elif kind:
            run.append((kind, words))
    return tuple(nodes)


def render(nodes: Iterable[Node]) -> str:
    """The tree as the text that a person edits: `parse` reads the same tree in it."""
    return "\n\n".join(filter(None, map(_rendered, nodes)))


def _read(line: str) -> tuple[str, str]:
    """The kind of a line (empty for an empty one) and its words."""
    line = line.strip()
    if not line:
        return "", ""
    if line.startswith(HEADING):
        return HEADING, _unescaped(line.lstrip(HEADING).strip())
    if line.startswith(QUOTE):
        return QUOTE, line[1:].strip()
    if line.startswith((ITEM, "*", "•")) and (line[1:2].isspace() or line[1:] == ""):
        return ITEM, _unescaped(line[1:].strip())
    return "text", _unescaped(line)


def _unescaped(words: str) -> str:
    return words[1:].strip() if words.startswith("\\") else words


def _made(run: Sequence[tuple[str, str]]) -> list[Node]:
    """The node that lines of one kind make together; none without words."""
    kind, lines = run[0][0], [words for _kind, words in run]
    if kind == ITEM:
        items = tuple(line for line in lines if line)
        return [Bullets(items)] if items else []
    if kind == QUOTE:
        return _quote([line for line in lines if line])
    return [Paragraph("\n".join(filter(None, lines)))] if any(lines) else []


def _quote(lines: list[str]) -> list[Node]:
    signed = SIGNED_LINE.fullmatch(lines[-1]) if len(lines) > 1 else None
    said = lines[:-1] if signed else lines
    words = "\n".join(filter(None, map(_unescaped, said)))
    if not words:
        return [Paragraph(signed[1])] if signed else []
    return [Quote(words, signed[1].strip() if signed else "")]


def _rendered(node: Node) -> str:
    if isinstance(node, Subheading):
        words = _escaped(_on_one_line(node.text), (HEADING, "\\"))
        return f"{HEADING} {words}" if words else ""
    if isinstance(node, Bullets):
        items = [_escaped(_on_one_line(item), ("\\",)) for item in node.items]
        return "\n".join(f"{ITEM} {item}" for item in items if item)
    if isinstance(node, Quote):
        return _rendered_quote(node)
    return "\n".join(_escaped(line, SIGNS) for line in _lines(node.text))


def _rendered_quote(quote: Quote) -> str:
    """A last line that looks signed is none: a backslash says so, and a text without a signature has no such line."""
    lines = [_escaped(line, ("\\", "–", "—", "-")) for line in _lines(quote.text)]
    signature = _on_one_line(quote.signature)
    return "\n".join(f"{QUOTE} {line}" for line in [*lines, *([f"{SIGNED} {signature}"] if signature else [])])


def _lines(text: str) -> list[str]:
    return [line for line in (one.strip() for one in re.split(r"[\r\n]+", text)) if line]


def _on_one_line(text: str) -> str:
    return " ".join(_lines(text))


def _escaped(line: str, signs: Sequence[str]) -> str:
    return f"\\{line}" if line.startswith(tuple(signs)) else line
