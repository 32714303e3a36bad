"""The odd values: what people, scripts and attackers have put into fields, headers, addresses, bodies and files."""

import re
from collections.abc import Sequence

from tests.fuzzing.calls import Pairs

NUMBERS = (
    "-1", "0", "1", "2147483648", "9223372036854775808", "99999999999999999999", "9" * 5000, "1e308", "NaN", "inf",
    "-inf", "0x10", "1_000", "+5", " 7 ", "٣", "９", "1.5", "1,5", "00000000000000000001", "-0", "²", "½",
)  # fmt: skip
DAYS = (
    "0001-01-01", "9999-12-31", "1970-01-01", "2026-02-30", "2028-02-29", "+12026-01-01", "2026-W53-7", "20261128",
    "2026-11-28T10:00", "0000-00-00", "1899-12-31", "2100-01-01", "2026-11-28\0", "-2026-01-01",
)  # fmt: skip
TIMES = ("00:00", "23:59", "24:00", "23:59:59.999999", "25:61", "9:5", "99:99", "2:30", "-1:00")
IDS = ("00000000-0000-0000-0000-000000000000", "x", "{6f1c0f5e-8d5b-4a57-9a52-6a1d3c1e0b11}", "urn:uuid:x", "F" * 32)
ADDRESSES = (
    "//[::1", "http://[::1", "/\r\nX: y", "/\r\n", "//evil.example", "/\\evil.example", "javascript:x", "/%0d%0aX: y",
    "?", "#", "/\0", "/å", "/\ud800", "http:///", "/[", "//", "///x", "http://a:b@[", "/account?next=/account", "\\",
)  # fmt: skip
TEXTS = (
    "", " ", "\0", "a\0b", "\ud800", "a\udfffb", "😀", "👩\u200d👩\u200d👧", "e\u0301", "\u202eabc", "\ufeff", "\uffff",
    "\x0b", "\x1b[31m", "\x85", "\u2028", "\r\n", "\n" * 3000, "\t", "<script>alert(1)</script>", "{{7*7}}", "{% x %}",
    "%(x)s %s %", "{0.__class__}", "'; DROP TABLE person; --", "../../../etc/passwd", "=1+1", "null", "[]", '{"a": 1}',
    "-- ", "\\", "Ⅷ", "ﬃ", "İ", "ß", "ǅ", "a" * 300, "å" * 3000, "ord " * 5000, "1b", "5b", "[namn]", "[[", "]]", "«",
    "personen 1", "00:00:01,000 --> 00:00:02,000", "A" * 100_000, "a," * 20_000, "9" * 20_000, " " * 50_000,
    "(" * 20_000,
)  # fmt: skip
OF_KIND: tuple[tuple[Sequence[str], re.Pattern[str]], ...] = (
    (NUMBERS, re.compile(r"\d+")),
    (DAYS, re.compile(r"\d{4}-\d\d-\d\d")),
    (TIMES, re.compile(r"\d\d:\d\d")),
    (IDS, re.compile(r"[0-9a-f-]{32,36}")),
    (ADDRESSES, re.compile(r"/.*")),
    (TEXTS, re.compile(r".+ .*", re.DOTALL)),
)
"""Which odd values are near to what stands in a field."""

QUERIES = ("&%", "&%zz", "&%ff=%fe", "&a=%ed%a0%80", "&" * 2000, "&=", "&a=1;b=2")
PATHS = ("%00", "%ff", "%25", "%zz", "..", ".", "//", "%2f", "%0d%0a", "å", "-1", "1.5", "9" * 20, "9" * 5000, "٣")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "QUERY")
HEADERS: dict[str, Sequence[str]] = {
    "Accept": ("application/json", "*/*", "text/html;q=abc", "a/b;q=1;q=2,,", "å", ";", "application/json;q=1e999"),
    "Accept-Encoding": ("gzip;q=å", "identity;q=0", "*;q=0"),
    "Accept-Language": ("en", "å", "sv;q=x", "*" * 1000, "-", "sv-" + "a" * 500),
    "Authorization": ("Basic å", "Basic ====", "Bearer", 'Digest username="', "Basic /w=="),
    "Cache-Control": ("max-age=å", "=,="),
    "Content-Encoding": ("gzip", "å"),
    "Content-MD5": ("å",),
    "Content-Type": (
        "", ";", "text/plain", "application/json; charset=å", "application/json; charset=utf-16", "a" * 2000,
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=å", "\xff/\xff",
        "multipart/form-data; boundary=" + "x" * 300, "application/x-www-form-urlencoded; charset=rot13",
        "application/x-www-form-urlencoded; charset=utf-16", "application/vnd.a+json", "multipart/mixed; boundary=x",
        'multipart/form-data; boundary="a b"',
    ),
    "Date": ("å",),
    "Expect": ("100-continue",),
    "Forwarded": ('for="[', "å"),
    "Host": ("", "[::1", "å", "localhost:99999", "localhost:x", "a" * 300, "..", "localhost, x", "@", "[", "xn--a"),
    "If-Modified-Since": ("Thu, 99 Foo 0000 99:99:99 GMT", "å", "Mon, 01 Jan 0001 00:00:00 +9999", "0"),
    "If-None-Match": ('"x"', "å", 'W/"', "*"),
    "If-Range": ("å", '"x"', "Thu, 01 Jan 1970 00:00:00 GMT"),
    "Last-Event-ID": ("å", "99999999999999999999", "-1"),
    "Origin": ("null", "http://[", "å"),
    "Range": (
        "bytes=0-", "bytes=-1", "bytes=9-1", "bytes=0-0,5-6", "bytes=99999999999999999999-", "bytes=å", "x=0-1",
        "bytes=0-99999999999999999999", "bytes=--1", "bytes", "bytes=-99999999999999999999", "bytes=-0",
    ),
    "Referer": ("http://[::1", "//[", "å", "http://localhost/\xff", "about:blank"),
    "User-Agent": ("å", "", "\xff" * 500),
    "X-Chunk-SHA256": ("å", "", "0" * 64, "x" * 5000),
    "X-CSRFToken": ("å", "x.y.z", ".", "\xff" * 100),
    "X-Forwarded-For": ("å", "1.2.3.4, 5.6.7.8", "x" * 2000),
    "X-Fragment": ("1", "å", ""),
    "X-HTTP-Method-Override": ("DELETE",),
}  # fmt: skip
COOKIES: Pairs = (
    ("who", "å"), ("who", ""), ("who", "\xff" * 200), ("who", '"\\303"'), ("who", '"\\000"'), ("language", "xx"),
    ("language", "\xff"), ("theme", "å"), ("form", "å.b.c"), ("form", ".eJw.x.y"), ("form", "e30.aaaaaa.bbbb"),
    ("form", "\xff"), ("form", '"\\400"'), ("", "x"), ("who=x; who", "y"), ("a" * 500, "b" * 500), ("$Version", "1"),
)  # fmt: skip

_PART = b"--x\r\nContent-Disposition: "
BODIES = (
    b"", b"null", b"[]", b"[" * 50_000, b'{"a":' * 5000, b'"\\ud800"', b"{", b"1", b'{"version": 1e999}', b"NaN",
    b"\xff\xfe", b'{"text": "\\u0000"}', b'{"version": ' + b"9" * 5000 + b"}", b'[["text", "a"], ["text", "b"]]',
    b"--x--\r\n", b"\r\n", b"%", b"%zz=%f&=&&;=%00", b"a=%ff%fe&text=%ed%a0%80&version=%d9%a3", b"a" * 100_000,
    b"&" * 5000, b"=" * 5000, b"a=1&" * 1500, b"\0" * 1000, b"version=1&version=2&version=x", b"--x\r\n" * 3000,
    b"handlers-99999999999999999999-person_id=x", b"handlers-\xc2\xb2-person_id=x", b"text[]=x&text[a]=y",
    b"handlers-\xd9\xa3-person_id=x&handlers-x-kind=y&handlers--1-kind=z",
    _PART + b'form-data; name="text"\r\n\r\n\xff\r\n--x--', _PART + b"a\r\n\r\nb\r\n--x--",
    _PART + b'form-data; name="file"; filename="\xff\0../a.docx"\r\n\r\nPK\x03\x04\r\n--x--',
    _PART + b"form-data; name*=utf-8''%zz; filename*=x\r\nContent-Type: a/b; charset=rot13\r\n\r\nb\r\n--x--",
)  # fmt: skip
FILES = (
    b"", b"\0", b"PK\x03\x04" + b"\xff" * 100, b"PK\x05\x06" + b"\0" * 18, b"RIFF\xff\xff\xff\xffWAVE", b"OggS" * 50,
    b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]>", b"\x1aE\xdf\xa3" * 100, b"ID3" + b"\xff" * 200,
    b"fLaC" + b"\0" * 100, b"WEBVTT\n\n00:00.000 --> 99:99:99.999\n\0\n", b"kod;\xe5lder\n;;;\n" * 50, b"\xff\xfeh\0",
    b"\xef\xbb\xbf", b'{"segments": [' * 900, b'{"segments": [{"start": 1e400, "end": NaN, "text": "\\ud800"}]}',
    b'{"segments": {"a": []}}', b"1\n" * 20_000, b"a" * 200_000, b'"' * 30_000, b";" * 30_000,
    b"kod;\xc3\xa5lder;k\xc3\xb6n\n\0;\xed\xa0\x80;99999999999999999999\n", b"1 " * 50_000, b"<v a" * 20_000,
)  # fmt: skip
FILE_NAMES = ("", "a", "a.docx", "a.srt", "a.vtt", "a.json", "a.txt", "a.csv", "\0.json", "\ud800.txt", "å" * 300, "..")
