"""From any bytes to text, or to the reason why they are no transcript, in words with the way out. Pure."""

import re

from toolkit import decoding
from toolkit.documents.word_package import BINARY, OTHER_OFFICE
from toolkit.errors import N_, InvalidInput

LARGEST = 12 * 1024 * 1024
NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")
MOST_CONTROLS = 0.02
"""A text may hold a few signs that no text has, where a program was cut off; more of them, and it is none."""

EMPTY = N_("The file is empty. Choose the one that holds the text.")
TOO_LARGE = N_("The file is larger than 12 MB. A text is smaller; take pictures out of the document and try again.")
SOUND = N_("This is a recording and not a text. Add it under The recording, and it is written down here.")
OLD_WORD = N_("This is an old Word document (.doc). Open it in Word, choose Save as and Word document (.docx).")
LOCKED = N_("The document has a password. Open it, take the password away, save it, and send it again.")
PDF = N_("This is a PDF. Send the document that it was made from, or copy the text into a .txt file.")
WEB_PAGE = N_("This is a web page. Copy the text into a .txt file and send that one.")

HEADS = (
    (re.compile(rb"%PDF-"), PDF),
    (re.compile(rb"\{\\rtf"), OTHER_OFFICE),
    (re.compile(rb"ID3|OggS|fLaC|\x1aE\xdf\xa3|RIFF....WAVE|....ftyp|\xff[\xfb\xf3\xf2]", re.DOTALL), SOUND),
    (re.compile(rb"\s*(<!doctype html|<html)", re.IGNORECASE), WEB_PAGE),
)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def check(data: bytes) -> None:
    """Raise `InvalidInput` for what is plainly no transcript. What passes is a zip file, or text."""
    if len(data) > LARGEST:
        raise InvalidInput(TOO_LARGE, field="file")
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise InvalidInput(EMPTY, field="file")
    if data.startswith(COMPOUND):
        raise InvalidInput(_compound_fault(data), field="file")
    for head, fault in HEADS:
        if head.match(data):
            raise InvalidInput(fault, field="file")


def is_zip(data: bytes) -> bool:
    """Whether the bytes are an archive, as a .docx is."""
    return data.startswith(ZIP)


def decode(data: bytes) -> tuple[str, str]:
    """The text in composed form with plain line ends, and its encoding. Raises `InvalidInput` for what is no text."""
    text, encoding = decoding.decode(data)
    if decoding.is_no_text(text, encoding):
        raise InvalidInput(BINARY, field="file")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\x0c", "\n")
    text = text.rstrip("\x00")  # a file that was kept larger than its words
    if len(NOT_TEXT.findall(text)) > MOST_CONTROLS * len(text):
        raise InvalidInput(BINARY, field="file")
    if not text.strip("\ufeff \t\n"):
        raise InvalidInput(EMPTY, field="file")
    return text.lstrip("\ufeff"), encoding


def _compound_fault(data: bytes) -> str:
    """The old Office container holds old documents, and new ones behind a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return LOCKED
    return OLD_WORD if "WordDocument".encode("utf-16-le") in data else OTHER_OFFICE
