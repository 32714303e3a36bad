"""The report as it stands, for the archive: the newest edition's Word files and PDFs, byte for byte as released."""

from collections.abc import Iterator

from seminar.editions import reading
from toolkit.cycles.models import Cycle
from toolkit.subject_access.packing import Part
from toolkit.vault.columns import vault
from toolkit.vault.sealing import SealedFile
from toolkit.vault.vault import Vault

FORMATS = frozenset({"docx", "pdf"})
"""What an archive reads: PDF/A, and what it was written as."""


def list_files(cycle: Cycle) -> list[Part]:
    """Each as a file that is opened while it is sent; none of a year without an edition that is whole and handed out.

    A file that is not what was released raises `Tampered` in the middle: what was sent is then no whole bag.
    """
    edition = reading.find_newest(cycle)
    if edition is None or not (edition.is_complete and edition.is_handed_out) or edition.id.hex not in vault().keys:
        return []
    files = [one for one in reading.list_handed_out(edition) if one.extension in FORMATS]
    return [
        Part(one.file_name, one.plain_length, _blocks(vault(), reading.sealed_file(one), one.sha256)) for one in files
    ]


def _blocks(held: Vault, sealed: SealedFile, sha256: str) -> Iterator[bytes]:
    yield reading.read_sealed(held, sealed, sha256=sha256)
