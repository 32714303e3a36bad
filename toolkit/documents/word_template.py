"""A unit's own Word template, looked through before it is used: its styles, page, header and footer are kept, and
nothing that stands on its pages.

Refused in words, beside the field: what is no Word document, what holds programs or embedded things, pictures that are
missing, lie elsewhere or are huge, and a template without the styles that a report is built of. Pure: bytes in and out.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from toolkit.documents.word_package import BINARY, DAMAGED, OTHER_OFFICE, open_package
from toolkit.documents.wordxml import W, put
from toolkit.errors import N_, InvalidInput

LARGEST = 5 * 1024 * 1024
LARGEST_PICTURE = 2 * 1024 * 1024
MOST_DOTS = 20_000_000
"""Of one picture: what Word unpacks it to is four bytes each."""
NEEDED = {"Normal": "Normal", "Heading 1": "Rubrik 1 (Heading 1)", "Heading 2": "Rubrik 2 (Heading 2)"}
"""Styles that a template has, and what Word calls them on the screen."""

TOO_LARGE = N_("The template is larger than 5 MB. Make its pictures smaller in Word (Compress Pictures), and save it.")
NO_WORD = N_("This is not a Word document. Save the template as .docx or .dotx in Word, and send that file.")
MACROS = N_("The template holds macros, which are programs. Save it as Word document (.docx) and send that file.")
EMBEDDED = N_(
    "The header or the footer holds an embedded object, such as a sheet or a drawing of another program. Put a picture"
    " in its place."
)
ELSEWHERE = N_("A picture in the header or the footer lies outside the file. Insert the picture itself, not a link.")
NO_PICTURE = N_("A picture in the header or the footer is missing in the file. Insert it again in Word, and save.")
UNKNOWN_PICTURE = N_("A picture in the header or the footer cannot be read. Insert it again as PNG or JPEG.")
HUGE_PICTURE = N_(
    "A picture in the header or the footer is too large: at most 2 MB and 20 million dots. Make it smaller, and insert"
    " it again."
)
NO_STYLES = N_(
    "The template lacks styles that the report needs: %(names)s. Use them once each in Word, and save it again."
)

_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_TYPES = "[Content_Types].xml"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_KEPT = frozenset({"styles", "settings", "webSettings", "fontTable", "theme", "numbering", "header", "footer"})
_ABOUT_ITSELF = frozenset({"officeDocument", "core-properties"})
_IN_MARGINS = frozenset({"image", "hyperlink", "theme"})
_DRAWN = ("image/x-emf", "image/x-wmf", "image/emf", "image/wmf", "image/svg+xml")
_DROPPED_SETTINGS = (
    "attachedTemplate", "documentProtection", "writeProtection", "trackRevisions", "mailMerge", "docVars", "rsids",
    "footnotePr", "endnotePr", "updateFields", "linkStyles", "removePersonalInformation",
)  # fmt: skip


def clean(data: bytes) -> bytes:
    """The template as it is used, without a word of what stood on its pages. Raises `InvalidInput` on `file`."""
    if len(data) > LARGEST:
        raise _refused(TOO_LARGE)
    _require_word(data)
    word = _open(_as_document(data))
    _empty(word)
    _drop_relations(word)
    for part in _margins(word):
        _require_pictures(part)
    _require_styles(word)
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def _require_word(data: bytes) -> None:
    if not data.startswith(b"PK"):
        raise _refused(NO_WORD)
    try:
        open_package(data)
    except InvalidInput as error:  # of a text that is sent in, other kinds of file are taken, too
        raise _refused(NO_WORD) if error.message in {BINARY, OTHER_OFFICE} else error from error


def _refused(message: str, **names: str) -> InvalidInput:
    return InvalidInput(message, field="file", **names)


def _as_document(data: bytes) -> bytes:
    """The same package, said to be a document and no template (.dotx). Raises `InvalidInput` for one with macros."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given:
        types = given.read(_TYPES) if _TYPES in given.namelist() else b""
        if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in given.namelist()):
            raise _refused(MACROS)
        if _TEMPLATE not in types:
            return data
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
            for part in given.infolist():
                changed = types.replace(_TEMPLATE, _MAIN) if part.filename == _TYPES else given.read(part)
                written.writestr(part.filename, changed)
    return made.getvalue()


def _open(data: bytes) -> Any:
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    try:
        word = docx.Document(io.BytesIO(data))
        word.styles, word.settings  # noqa: B018 - what is missing is missed here
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, LxmlError, PackageNotFoundError) as error:
        raise _refused(DAMAGED) from error
    return word


def _empty(word: Any) -> None:
    """Nothing stands on the pages but the last section's own shape, with whatever it inherits from those before."""
    body = word.element.body
    shapes = list(body.iter(f"{W}sectPr")) or [put(body, "sectPr")]
    margins = {
        (reference.tag, reference.get(f"{W}type")): reference
        for shape in shapes
        for reference in shape.findall(f"{W}headerReference") + shape.findall(f"{W}footerReference")
    }
    last = shapes[-1]
    for element in list(body):
        body.remove(element)
    body.append(last)
    for tag in ("headerReference", "footerReference", "type", "pgNumType"):
        for found in last.findall(W + tag):
            last.remove(found)
    for reference in margins.values():
        last.insert(0, reference)


def _drop_relations(word: Any) -> None:
    """Let go of everything but the shape: notes, comments, forms, properties, what lies elsewhere."""
    _keep(word.part.package.rels, _ABOUT_ITSELF)
    used = {
        reference.get(f"{_R}id") for reference in word.element.body.iter(f"{W}headerReference", f"{W}footerReference")
    }
    _keep(word.part.rels, _KEPT, only=used)
    settings = word.settings.element
    for tag in _DROPPED_SETTINGS:
        for found in settings.findall(W + tag):
            settings.remove(found)
    for relation in word.part.rels.values():
        if _kind(relation) == "settings":
            _keep(relation.target_part.rels, frozenset())


def _keep(relations: Any, kinds: frozenset[str], *, only: set[str] | None = None) -> None:
    for key, relation in list(relations.items()):
        kind = _kind(relation)
        is_margin = kind in {"header", "footer"}
        if kind not in kinds or relation.is_external or (is_margin and only is not None and key not in only):
            del relations[key]


def _kind(relation: Any) -> str:
    return str(relation.reltype).rpartition("/")[2]


def _margins(word: Any) -> Iterator[Any]:
    """The parts of headers and footers."""
    return (one.target_part for one in word.part.rels.values() if _kind(one) in {"header", "footer"})


def _require_pictures(part: Any) -> None:
    """Everything in a header or a footer is text or a picture that is there and no larger than it may be."""
    for relation in part.rels.values():
        kind = _kind(relation)
        if relation.is_external and kind != "hyperlink":
            raise _refused(ELSEWHERE if kind == "image" else EMBEDDED)
        if kind not in _IN_MARGINS:
            raise _refused(EMBEDDED)
        if kind == "image":
            _require_small(relation.target_part)
    for element in _root(part).iter():
        for name in ("embed", "link", "id", "pict"):
            used = element.get(_R + name)
            if used and used not in part.rels:
                raise _refused(NO_PICTURE)


def _root(part: Any) -> Any:
    from lxml import etree

    return part.element if hasattr(part, "element") else etree.fromstring(part.blob)


def _require_small(picture: Any) -> None:
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image

    if len(picture.blob) > LARGEST_PICTURE:
        raise _refused(HUGE_PICTURE)
    if picture.content_type in _DRAWN:
        return
    try:
        image = Image.from_blob(picture.blob)
        dots = image.px_width * image.px_height
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, ValueError, KeyError) as error:
        raise _refused(UNKNOWN_PICTURE) from error
    if dots > MOST_DOTS:
        raise _refused(HUGE_PICTURE)


def _require_styles(word: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    there = {style.name for style in word.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}
    missing = [shown for name, shown in NEEDED.items() if name not in there]
    if missing:
        raise _refused(NO_STYLES, names=", ".join(missing))
