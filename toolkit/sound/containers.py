"""The kinds of file that recorders, phones and browsers write, known by their first bytes, never by their name. Pure.

Sources of the signatures: the containers' own specifications (Matroska, RFC 3533, ISO/IEC 14496-12, Microsoft's RIFF
and ASF, EBU Tech 3306, Sony Wave64, RFC 4867, AIFF-C, Apple's CAF, RFC 9639, ISO/IEC 13818-7).
"""

from enum import StrEnum

HEAD = 64
"""Bytes that are enough for `recognise`."""


class Container(StrEnum):
    """A kind of file that may hold a recording."""

    WEBM = "webm"
    MATROSKA = "matroska"
    OGG = "ogg"
    MP4 = "mp4"
    MOV = "mov"
    WAV = "wav"
    W64 = "w64"
    MP3 = "mp3"
    FLAC = "flac"
    AAC = "aac"
    AMR = "amr"
    ASF = "asf"
    AIFF = "aiff"
    CAF = "caf"

    @property
    def media_type(self) -> str:
        """What the player in the browser is told."""
        return MEDIA_TYPES.get(self, f"audio/{self.value}")

    @property
    def demuxer(self) -> str:
        """The one reader in FFmpeg that may open it, so that a file cannot choose another: no playlists, no lists."""
        return {Container.WEBM: "matroska", Container.MP4: "mov"}.get(self, self.value)


MEDIA_TYPES = {
    Container.MATROSKA: "audio/x-matroska",
    Container.MOV: "audio/mp4",
    Container.MP3: "audio/mpeg",
    Container.ASF: "audio/x-ms-wma",
    Container.CAF: "audio/x-caf",
}


def ending_of(media_type: str) -> str:
    """The ending of a file of this kind; «bin» for one that we do not know."""
    known = {each.media_type: each.value for each in Container if each is not Container.MOV}
    return known.get(media_type, "bin")


DECODERS = frozenset(
    {
        *("opus", "libopus", "vorbis", "libvorbis", "flac", "speex", "libspeex", "alac", "aac"),
        *("mp3", "mp3float", "mp2", "mp2float"),
        *("amrnb", "amrwb", "libopencore_amrnb", "libopencore_amrwb", "gsm", "gsm_ms"),
        *("wmav1", "wmav2", "wmapro", "wmavoice", "wmalossless"),
        *("pcm_u8", "pcm_s8", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_s32be"),
        *("pcm_f32le", "pcm_f32be", "pcm_f64le", "pcm_f64be", "pcm_alaw", "pcm_mulaw"),
        *("adpcm_ms", "adpcm_ima_wav", "adpcm_ima_qt", "adpcm_yamaha", "g726", "g726le"),
    }
)
"""FFmpeg's decoders that may run, by name. What films and games use is not among them."""

PLAYED_BY_BROWSERS = {
    Container.WEBM: frozenset({"opus", "vorbis"}),
    Container.OGG: frozenset({"opus", "vorbis"}),
    Container.MP4: frozenset({"aac", "mp3"}),
    Container.WAV: frozenset({"pcm_u8", "pcm_s16le"}),
    Container.MP3: frozenset({"mp3"}),
    Container.FLAC: frozenset({"flac"}),
}
"""Codecs that browsers play in that container, by the names of the format."""

ASF_HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
W64_RIFF = bytes.fromhex("726966662e91cf11a5d628db04c10000")
OLD_QUICKTIME = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
DICTAPHONES = (b"\x01dss", b"\x02dss", b"\x03dss", b"\x03ds2", b"\x03enc", b"\x07ds2", b"MS_VOICE")
FILMS = (b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3", b"FLV\x01")
BEGINNINGS: tuple[tuple[bytes, Container], ...] = (
    (b"OggS", Container.OGG),
    (b"fLaC", Container.FLAC),
    (b"#!AMR\n", Container.AMR),
    (b"#!AMR-WB\n", Container.AMR),
    (b"caff", Container.CAF),
    (ASF_HEADER, Container.ASF),
    (W64_RIFF, Container.W64),
    (b"ID3", Container.MP3),
)


def recognise(head: bytes) -> Container | None:
    """The container that a file's first bytes belong to, or None. What stands after an ID3 tag says more."""
    for beginning, kind in BEGINNINGS:
        if head.startswith(beginning):
            return kind
    return _recognise_form(head) or _recognise_frame(head)


def _recognise_form(head: bytes) -> Container | None:
    """Kinds that share their first bytes with others, and say which they are after them."""
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return Container.MATROSKA if b"matroska" in head else Container.WEBM
    if head[4:8] == b"ftyp":
        return Container.MOV if head[8:12] == b"qt  " else Container.MP4
    if head[:4] in (b"RIFF", b"RF64", b"BW64") and head[8:12] == b"WAVE":
        return Container.WAV
    if head.startswith(b"FORM") and head[8:12] in (b"AIFF", b"AIFC"):
        return Container.AIFF
    return Container.MOV if head[4:8] in OLD_QUICKTIME else None


def _recognise_frame(head: bytes) -> Container | None:
    """Sound without a container: the header of its first frame."""
    if len(head) < 2 or head[0] != 0xFF:
        return None
    if head[1] & 0xF6 == 0xF0:
        return Container.AAC
    layer, version = head[1] >> 1 & 3, head[1] >> 3 & 3
    return Container.MP3 if head[1] >= 0xE0 and layer in (1, 2) and version != 1 else None


def tag_length(head: bytes) -> int:
    """Bytes of the ID3v2 tag that a file begins with; 0 without one."""
    if not head.startswith(b"ID3") or len(head) < 10 or any(byte & 0x80 for byte in head[6:10]):
        return 0
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte
    return 10 + size + (10 if head[5] & 0x10 else 0)


def is_dictaphone(head: bytes) -> bool:
    """Whether only the maker's own program can open it."""
    return head.startswith(DICTAPHONES)


def is_film(head: bytes) -> bool:
    """Whether it is one of the containers that hold films and nothing else."""
    return head.startswith(FILMS) or (head.startswith(b"RIFF") and head[8:12] == b"AVI ")
