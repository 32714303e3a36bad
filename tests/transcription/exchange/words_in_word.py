"""Where words stand in a Word document: in runs, boxes, tables, notes, margins, tracked changes; made as bare XML."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

COMMON = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@dataclass
class Made:
    """A piece of a body, and what stands in other parts for it: (kind of part, XML)."""

    body: str
    parts: list[tuple[str, str]] = field(default_factory=list)


def run(text: str, tag: str = "t", properties: str = "") -> str:
    """A run of words."""
    return f'<w:r>{properties}<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def paragraph(*inner: str, style: str = "") -> str:
    """A paragraph of runs."""
    head = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{head}{''.join(inner)}</w:p>"


def table(*rows: Sequence[str]) -> str:
    """A table of cells that are paragraphs, or a merged one for None."""
    cells = ["".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def _noted(kind: str, text: str, number: int) -> Made:
    mark = {"comments": "comment", "footnotes": "footnote", "endnotes": "endnote"}[kind]
    note = f'<w:{mark} w:id="{number}">{paragraph(run(text))}</w:{mark}>'
    return Made(paragraph(run(f"Barn: Ja{number}"), f'<w:r><w:{mark}Reference w:id="{number}"/></w:r>'), [(kind, note)])


def _boxed(text: str, _number: int) -> Made:
    box = f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"
    both = (
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    return Made(paragraph(run("Barn: Se rutan"), f"<w:r>{both}</w:r>", run(" och mer")))


def _commented_xml(text: str, _number: int) -> Made:
    first, _, rest = text.partition(" ")
    words = f"{escape(first)}<!-- rad --> {escape(rest)}"
    return Made(f'<w:p><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>')


WAYS: dict[str, Callable[[str, int], Made]] = {
    "plain": lambda text, _n: Made(paragraph(run(text))),
    "labelled": lambda text, _n: Made(paragraph(run("Barn: "), run(text))),
    "in pieces": lambda text, _n: Made(paragraph(*(run(f"{word} ") for word in text.split(" ")))),
    "heading": lambda text, _n: Made(paragraph(run(text), style="Heading1")),
    "rubrik": lambda text, _n: Made(paragraph(run(text), style="Rubrik2")),
    "speaking heading": lambda text, _n: Made(paragraph(run("Barn"), style="Heading2") + paragraph(run(text))),
    "added": lambda text, n: Made(paragraph(f'<w:ins w:id="{n}">{run(text)}</w:ins>')),
    "taken away": lambda text, n: Made(paragraph(run("Ja "), f'<w:del w:id="{n}">{run(text, "delText")}</w:del>')),
    "moved from": lambda text, n: Made(paragraph(run("Ja "), f'<w:moveFrom w:id="{n}">{run(text)}</w:moveFrom>')),
    "hidden": lambda text, _n: Made(paragraph(run("Ja "), run(text, properties="<w:rPr><w:vanish/></w:rPr>"))),
    "linked": lambda text, _n: Made(paragraph(f"<w:hyperlink>{run(text)}</w:hyperlink>")),
    "in a form": lambda text, _n: Made(f"<w:sdt><w:sdtContent>{paragraph(run(text))}</w:sdtContent></w:sdt>"),
    "unknown around": lambda text, _n: Made(f"<w:anything>{paragraph(run(text))}</w:anything>"),
    "comment": lambda text, n: _noted("comments", text, n),
    "footnote": lambda text, n: _noted("footnotes", text, n),
    "endnote": lambda text, n: _noted("endnotes", text, n),
    "box": _boxed,
    "xml comment": _commented_xml,
    "cell": lambda text, _n: Made(table([paragraph(run("0:01")), paragraph(run("Barn")), paragraph(run(text))])),
    "numbered cell": lambda text, n: Made(table([paragraph(run(str(n))), paragraph(run(text))])),
    "cell in cell": lambda text, _n: Made(table([paragraph(run("Barn")), table([paragraph(run(text))])])),
    "header": lambda text, _n: Made(paragraph(run("Barn: Ja")), [("header", paragraph(run(text)))]),
    "footer": lambda text, _n: Made(paragraph(run("Barn: Ja")), [("footer", paragraph(run(text)))]),
}


def a_package(made: Sequence[Made], *, is_strict: bool = False, main: str = "document", before: str = "") -> bytes:
    """A .docx of these pieces, in either dialect, with its main part under another name, and something `before` it."""
    space, kind_space = (STRICT, STRICT_RELATIONS) if is_strict else (COMMON, RELATIONS)
    heads = {"header": "hdr", "footer": "ftr"}
    parts: dict[str, tuple[str, str]] = {}
    for number, (kind, xml) in enumerate(part for one in made for part in one.parts):
        name = f"{kind}{number}" if kind in heads else kind
        parts[name] = (kind, parts.get(name, ("", ""))[1] + xml)
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{kind_space}/{kind}" Target="{name}.xml"/>'
        for n, (name, (kind, _xml)) in enumerate(parts.items())
    )
    root = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        start = f'<Relationship Id="a" Type="{kind_space}/officeDocument" Target="word/{main}.xml"/>'
        archive.writestr("_rels/.rels", root % start)
        archive.writestr(f"word/_rels/{main}.xml.rels", root % relations)
        body = "".join(one.body for one in made)
        archive.writestr(
            f"word/{main}.xml", f'{before}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        )
        for name, (kind, xml) in parts.items():
            tag = heads.get(kind, kind)
            archive.writestr(f"word/{name}.xml", f'<w:{tag} xmlns:w="{space}">{xml}</w:{tag}>')
    return file.getvalue()
