"""Tells from a file's own structure whether it ends in the middle of something. Pure: bytes in, yes or no out.

Each kind of file names the sizes of its parts. A part that should be longer than what is there was cut. Sizes that
writers leave behind when they do not know the length (a pipe, a dead battery) name nothing, and are never held against
a file. Where the structure is lost on the way nothing is said.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from toolkit.sound.containers import Container, tag_length

BLOCK = 256 * 1024
UNKNOWN_LENGTHS = ((0, 0), (0x7FFF0000, 0x80010000), (0xFFFF0000, 0xFFFFFFFF), (1 << 62, 1 << 64))
"""What stands for «not known» in a field of a length: nothing, or about as much as the field, or its half, can hold."""

SEGMENT, CLUSTER, BLOCKS = 0x18538067, 0x1F43B675, (0xA3, 0xA0)
# Cluster and what stands in it; what may follow it in a segment; filling.
MATROSKA_PARTS = frozenset(
    {CLUSTER, 0xE7, 0xA3, 0xA0, 0xAB, 0xA7, 0x58D7, 0x1C53BB6B, 0x1254C367, 0x114D9B74, 0x1549A966, 0x1654AE6B}
    | {0x1043A770, 0x1941A469, 0xEC, 0xBF}
)
FILE_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
AMR_SIZES = (12, 13, 15, 17, 19, 20, 26, 31, 5, 6, 5, 5, 0, 0, 0, 0)
AMR_WB_SIZES = (17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 0, 0, 0, 0, 0, 0)


class Bytes:
    """A file's bytes at any place, read a block at a time."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._start, self._block = 0, b""
        self.size = source.seek(0, 2)

    def at(self, place: int, count: int) -> bytes:
        """So many bytes from there; fewer at the end."""
        inside = place - self._start
        if inside < 0 or inside + count > len(self._block):
            self._source.seek(place)
            self._start, self._block, inside = place, self._source.read(BLOCK), 0
        return self._block[inside : inside + count]

    def find(self, wanted: bytes, place: int) -> int:
        """Where these bytes stand next; the end of the file where they do not."""
        while place < self.size:
            block = self.at(place, BLOCK)
            found = block.find(wanted)
            if found >= 0:
                return place + found
            place += max(1, len(block) - len(wanted) + 1)
        return self.size

    def number(self, place: int, count: int, *, little: bool = False) -> int:
        """A whole number of so many bytes."""
        return int.from_bytes(self.at(place, count), "little" if little else "big")


def is_cut(kind: Container, source: BinaryIO) -> bool:
    """Whether the file ends in the middle of a part that holds sound."""
    look = LOOKS.get(kind)
    return look is not None and look(Bytes(source))


def lacks_index(kind: Container, source: BinaryIO) -> bool:
    """Whether a file that needs a table of contents has none, so that its sound cannot be found."""
    if kind is Container.CAF:
        return _is_caf_cut(Bytes(source))  # the table comes after the sound
    return kind in (Container.MP4, Container.MOV) and not any(name == b"moov" for name, _ in _boxes(Bytes(source)))


def lacks_length(kind: Container, source: BinaryIO) -> bool:
    """Whether a wav does not name its length, so that a player would show hours."""
    return kind is Container.WAV and is_unknown(_wav_data(Bytes(source))[1])


def is_unknown(length: int) -> bool:
    """Whether a length is what a writer leaves that does not know it."""
    return any(least <= length <= most for least, most in UNKNOWN_LENGTHS)


def _boxes(data: Bytes) -> Iterator[tuple[bytes, bool]]:
    """Each box at the top of an MP4, with whether it is all there."""
    place = 0
    while place < data.size:
        length, name, header = data.number(place, 4), data.at(place + 4, 4), 8
        if length == 1:
            length, header = data.number(place + 8, 8), 16
        length = length or data.size - place
        if length < header or not name.isalnum():
            return
        yield name, place + length <= data.size
        place += length


def _is_mp4_cut(data: Bytes) -> bool:
    return any(not is_there and name in (b"mdat", b"moof") for name, is_there in _boxes(data))


def _wav_data(data: Bytes) -> tuple[int, int]:
    """Where the sound of a wav begins, and how many bytes it should be; (0, 0) without any. RF64 tells it elsewhere."""
    place, large = 12, None
    while place + 8 <= data.size:
        name, length = data.at(place, 4), data.number(place + 4, 4, little=True)
        if name == b"ds64":
            large = data.number(place + 16, 8, little=True)
        if name == b"data":
            return place + 8, length if large is None else large
        place += 8 + length + length % 2
    return 0, 0


def _is_wav_cut(data: Bytes) -> bool:
    begin, length = _wav_data(data)
    return not is_unknown(length) and begin + length > data.size


def _is_w64_cut(data: Bytes) -> bool:
    place = 40
    while place + 24 <= data.size:
        length = data.number(place + 16, 8, little=True)
        if data.at(place, 4) == b"data":
            return not is_unknown(length) and place + length > data.size
        if length < 24:
            return False
        place += length + -length % 8
    return False


def _is_aiff_cut(data: Bytes) -> bool:
    place = 12
    while place + 8 <= data.size:
        length = data.number(place + 4, 4)
        if data.at(place, 4) == b"SSND":
            return not is_unknown(length) and place + 8 + length > data.size
        place += 8 + length + length % 2
    return False


def _is_caf_cut(data: Bytes) -> bool:
    place = 8
    while place + 12 <= data.size:
        length = data.number(place + 4, 8)
        if data.at(place, 4) == b"data":
            return not is_unknown(length) and place + 12 + length > data.size
        place += 12 + length
    return False


def _is_asf_cut(data: Bytes) -> bool:
    header = data.number(16, 8, little=True)
    found = data.at(0, min(header, BLOCK)).find(FILE_PROPERTIES)
    if found < 0 or data.number(found + 88, 4, little=True) & 1:  # sent while it was made
        return False
    packets, size = data.number(found + 56, 8, little=True), data.number(found + 92, 4, little=True)
    return not is_unknown(packets) and header + 50 + packets * size > data.size


def _is_ogg_cut(data: Bytes) -> bool:
    place = 0
    while place < data.size:
        head = data.at(place, 27)
        if not head.startswith(b"OggS"):
            return False
        if len(head) < 27:
            return True
        place += 27 + head[26] + sum(data.at(place + 27, head[26]))
    return place > data.size


def _is_aac_cut(data: Bytes) -> bool:
    place = 0
    while length := tag_length(data.at(place, 64)):
        place += length
    while place < data.size:
        head = data.at(place, 7)
        if head[0] != 0xFF or (len(head) > 1 and head[1] & 0xF6 != 0xF0):
            return False
        length = (int.from_bytes(head[3:6], "big") >> 5) & 0x1FFF
        if len(head) < 7 or place + length > data.size:
            return True
        place += max(7, length)
    return False


def _is_amr_cut(data: Bytes) -> bool:
    is_wide = data.at(0, 9) == b"#!AMR-WB\n"
    sizes, place = (AMR_WB_SIZES, 9) if is_wide else (AMR_SIZES, 6)
    while place < data.size:
        place += 1 + sizes[data.at(place, 1)[0] >> 3 & 15]
    return place > data.size


def _is_matroska_cut(data: Bytes) -> bool:
    """Clusters without a length of their own are gone through block by block; after damage it goes on at the next."""
    place, inside = 0, False
    while place < data.size:
        head = data.at(place, 12)
        id_width, width = _width(head, 0), _width(head, _width(head, 0))
        if not width and len(head) < 12 and head[0]:
            return inside
        name = int.from_bytes(head[:id_width], "big")
        length = int.from_bytes(head[id_width : id_width + width], "big") & ~(1 << 7 * width)
        is_open = length == (1 << 7 * width) - 1 and name in (SEGMENT, CLUSTER)
        if not width or (inside and (name not in MATROSKA_PARTS or (name in BLOCKS and length > BLOCK))):
            place = data.find(CLUSTER.to_bytes(4, "big"), place + 1)
            continue
        place += id_width + width + (0 if is_open else length)
        inside = inside or is_open
        if name == SEGMENT and not is_open:
            break
    return place > data.size


def _width(head: bytes, at: int) -> int:
    """How many bytes the number takes that begins there; 0 where there is none. Source: RFC 8794, section 4."""
    return 9 - head[at].bit_length() if at < len(head) and head[at] else 0


LOOKS: dict[Container, Callable[[Bytes], bool]] = {
    Container.WEBM: _is_matroska_cut,
    Container.MATROSKA: _is_matroska_cut,
    Container.OGG: _is_ogg_cut,
    Container.MP4: _is_mp4_cut,
    Container.MOV: _is_mp4_cut,
    Container.WAV: _is_wav_cut,
    Container.W64: _is_w64_cut,
    Container.AIFF: _is_aiff_cut,
    Container.CAF: _is_caf_cut,
    Container.ASF: _is_asf_cut,
    Container.AAC: _is_aac_cut,
    Container.AMR: _is_amr_cut,
}
"""FLAC and MP3 name the length of the whole instead: `probing` holds it against what is there."""


def names_length(kind: Container, source: BinaryIO) -> bool:
    """Whether the length that FFmpeg tells of such a file is one that its writer wrote, and no estimate."""
    if kind is Container.MP3:
        data, place = Bytes(source), 0
        while length := tag_length(data.at(place, 64)):
            place += length
        first = data.at(place, 256)
        return any(name in first for name in (b"Xing", b"Info", b"VBRI"))
    return kind in (Container.FLAC, Container.WEBM, Container.MATROSKA)
