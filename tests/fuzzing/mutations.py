"""What is done to a call that a page would make: each mutation takes a call and gives another one."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from tests.fuzzing.calls import Call, Encoding, Pairs

Mutation = Callable[["Chance", Call], Call]

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
    "?", "#", "/\0", "/å", "/\ud800", "http:///", "/[", "//", "///x", "http://a:b@[", "/account?next=/account", ".", "\\",
)  # fmt: skip
TEXTS = (
    "", " ", "\0", "a\0b", "\ud800", "a\udfffb", "😀", "👩‍👩‍👧", "e\u0301", "\u202eabc", "\ufeff", "\uffff", "\x0b", "\x1b[31m",
    "\x85", "\u2028", "\r\n", "\n" * 3000, "\t", "<script>alert(1)</script>", "{{7*7}}", "{% x %}", "%(x)s %s %",
    "{0.__class__}", "'; DROP TABLE person; --", "../../../etc/passwd", "=1+1", "null", "[]", '{"a": 1}', "-- ", "\\",
    "Ⅷ", "ﬃ", "İ", "ß", "ǅ", "a" * 300, "å" * 3000, "ord " * 5000, "1b", "5b", "[namn]", "[[", "]]", "«", "personen 1",
    "00:00:01,000 --> 00:00:02,000", "A" * 100_000, "a," * 20_000, "9" * 20_000, " " * 50_000, "(" * 20_000,
)  # fmt: skip
HEADERS: dict[str, tuple[str, ...]] = {
    "Accept": ("application/json", "*/*", "text/html;q=abc", "a/b;q=1;q=2,,", "å", ";", "application/json;q=1e999"),
    "Accept-Language": ("en", "å", "sv;q=x", "*" * 1000, "-", "sv-" + "a" * 500),
    "Accept-Encoding": ("gzip;q=å", "identity;q=0", "*;q=0"),
    "Range": ("bytes=0-", "bytes=-1", "bytes=9-1", "bytes=0-0,5-6", "bytes=99999999999999999999-", "bytes=å", "x=0-1",
              "bytes=0-99999999999999999999", "bytes=--1", "bytes", "bytes=-99999999999999999999", "bytes=-0"),
    "If-None-Match": ('"x"', "å", 'W/"', "*"),
    "If-Range": ("å", '"x"', "Thu, 01 Jan 1970 00:00:00 GMT"),
    "If-Modified-Since": ("Thu, 99 Foo 0000 99:99:99 GMT", "å", "Mon, 01 Jan 0001 00:00:00 +9999", "0"),
    "Referer": ("http://[::1", "//[", "å", "http://localhost/\xff", "about:blank"),
    "Origin": ("null", "http://[", "å"),
    "X-Fragment": ("1", "å", ""),
    "X-CSRFToken": ("å", "x.y.z", ".", "\xff" * 100),
    "X-Chunk-SHA256": ("å", "", "0" * 64, "x" * 5000),
    "Content-Type": ("", ";", "text/plain", "application/json; charset=å", "application/json; charset=utf-16",
                     "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=å",
                     "multipart/form-data; boundary=" + "x" * 300, "application/x-www-form-urlencoded; charset=rot13",
                     "application/x-www-form-urlencoded; charset=utf-16", "application/vnd.a+json", "a" * 2000,
                     'multipart/form-data; boundary="a b"', "multipart/mixed; boundary=x", "\xff/\xff"),
    "Content-Encoding": ("gzip", "å"),
    "Content-MD5": ("å",),
    "Host": ("", "[::1", "å", "localhost:99999", "localhost:x", "a" * 300, "..", "localhost, x", "@", "[", "xn--a"),
    "Authorization": ("Basic å", "Basic ====", "Bearer", "Digest username=\"", "Basic /w=="),
    "User-Agent": ("å", "", "\xff" * 500),
    "X-Forwarded-For": ("å", "1.2.3.4, 5.6.7.8", "x" * 2000),
    "Forwarded": ('for="[', "å"),
    "Last-Event-ID": ("å", "99999999999999999999", "-1"),
    "X-HTTP-Method-Override": ("DELETE",),
    "Expect": ("100-continue",),
    "Date": ("å",),
    "Cache-Control": ("max-age=å", "=,="),
    "Upgrade-Insecure-Requests": ("1",),
}  # fmt: skip
COOKIES: Pairs = (
    ("who", "å"), ("who", ""), ("who", "\xff" * 200), ("who", '"\\303"'), ("who", '"\\000"'), ("language", "xx"),
    ("language", "\xff"), ("theme", "å"), ("form", "å.b.c"), ("form", ".eJw.x.y"), ("form", "e30.aaaaaa.bbbb"),
    ("form", "\xff"), ("form", '"\\400"'), ("", "x"), ("who=x; who", "y"), ("a" * 500, "b" * 500), ("$Version", "1"),
)  # fmt: skip
BODIES = (
    b"", b"null", b"[]", b"[" * 50_000, b'{"a":' * 5000, b'"\\ud800"', b"{", b"1", b'{"version": 1e999}', b"NaN", b"\xff\xfe",
    b'{"text": "\\u0000"}', b'{"version": ' + b"9" * 5000 + b"}", b'[["text", "a"], ["text", "b"]]', b"--x--\r\n", b"\r\n",
    b"%", b"%zz=%f&=&&;=%00", b"a=%ff%fe&text=%ed%a0%80&version=%d9%a3", b"a" * 100_000, b"&" * 5000, b"=" * 5000,
    b"a=1&" * 1500, b"\0" * 1000, b"version=1&version=2&version=x", b"handlers-99999999999999999999-person_id=x",
    b"handlers-\xd9\xa3-person_id=x&handlers-x-kind=y&handlers--1-kind=z", b"handlers-\xc2\xb2-person_id=x", b"text[]=x&text[a]=y",
    b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\r\n--x--', b'--x\r\nContent-Disposition: a\r\n\r\nb\r\n--x--',
    b"--x\r\n" * 3000, b'--x\r\nContent-Disposition: form-data; name="file"; filename="\xff\0../a.docx"\r\n\r\nPK\x03\x04\r\n--x--',
    b'--x\r\nContent-Disposition: form-data; name*=utf-8\'\'%zz; filename*=x\r\nContent-Type: a/b; charset=rot13\r\n\r\nb\r\n--x--',
)  # fmt: skip
PATHS = (
    "%00",
    "%ff",
    "%",
    "%zz",
    "..",
    ".",
    "//",
    "%2f",
    "%0d%0a",
    "å",
    "-1",
    "1.5",
    "99999999999999999999",
    "9" * 5000,
    "٣",
)
FILES = (
    b"", b"\0", b"PK\x03\x04" + b"\xff" * 100, b"PK\x05\x06" + b"\0" * 18, b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"RIFF\xff\xff\xff\xffWAVE", b"OggS" * 50, b"\x1aE\xdf\xa3" * 100, b"ID3" + b"\xff" * 200, b"fLaC" + b"\0" * 100,
    b"WEBVTT\n\n00:00.000 --> 99:99:99.999\n\0\n", b"kod;\xe5lder\n;;;\n" * 50, b"\xff\xfeh\0", b"\xef\xbb\xbf", b'{"segments": [' * 900,
    b'{"segments": [{"start": 1e400, "end": NaN, "text": "\\ud800"}]}', b'{"segments": {"a": []}}', b"1\n" * 20_000, b"a" * 200_000,
    b'"' * 30_000, b";" * 30_000, b"kod;\xc3\xa5lder;k\xc3\xb6n\n\0;\xed\xa0\x80;99999999999999999999\n",
)  # fmt: skip
FILENAMES = (
    "",
    "a",
    "a.docx",
    "a.srt",
    "a.vtt",
    "a.json",
    "a.txt",
    "a.csv",
    "a.webm",
    "\0.json",
    "\ud800.txt",
    "å" * 300,
    "..",
)

OF_KIND: tuple[tuple[Sequence[str], re.Pattern[str]], ...] = (
    (NUMBERS, re.compile(r"\d+")), (DAYS, re.compile(r"\d{4}-\d\d-\d\d")), (TIMES, re.compile(r"\d\d:\d\d")),
    (IDS, re.compile(r"[0-9a-f-]{32,36}")), (ADDRESSES, re.compile(r"/.*")), (TEXTS, re.compile(r".+ .*", re.DOTALL)),
)  # fmt: skip


@dataclass
class Chance:
    """A seeded chance, and the words that stand on the program's own pages."""

    chance: random.Random
    calls: Sequence[Call]
    words: Sequence[str] = ()
    names: Sequence[str] = field(default=())

    @classmethod
    def of(cls, calls: Sequence[Call], seed: int) -> "Chance":
        """All values and all names of the pages' calls are in the game."""
        pairs = sorted({pair for call in calls for pair in (*call.fields, *call.query)})
        return cls(random.Random(seed), calls, [value for _name, value in pairs], sorted({name for name, _ in pairs}))

    def value(self, was: str = "") -> str:
        """Something to put into a field; mostly of the kind of what stood there."""
        if self.chance.random() < 0.6:
            for kind, shape in OF_KIND:
                if shape.fullmatch(was):
                    return self.chance.choice(kind)
        kinds: tuple[Sequence[str], ...] = (NUMBERS, DAYS, TIMES, IDS, ADDRESSES, TEXTS, TEXTS, self.words)
        return self.chance.choice(self.chance.choice(kinds))

    def call(self) -> Call:
        """A call of a page with one to four things changed."""
        made = self.chance.choice(self.calls)
        for _ in range(self.chance.choice((1, 1, 1, 2, 2, 4))):
            made = self.chance.choice(MUTATIONS)(self, made)
        return made


def _odd_value(chance: Chance, call: Call) -> Call:
    where = (
        "query"
        if call.query and (call.method == "GET" or not call.fields or chance.chance.random() < 0.1)
        else "fields"
    )
    pairs = list(getattr(call, where))
    if not pairs:
        return _more_query(chance, call)
    at = chance.chance.randrange(len(pairs))
    pairs[at] = (pairs[at][0], chance.value(pairs[at][1]))
    return replace(call, **{where: tuple(pairs)})


def _all_odd(chance: Chance, call: Call) -> Call:
    return replace(call, fields=tuple((name, chance.value(was)) for name, was in call.fields))


def _less(chance: Chance, call: Call) -> Call:
    return replace(call, fields=tuple(pair for pair in call.fields if chance.chance.random() < 0.7))


def _twice(chance: Chance, call: Call) -> Call:
    return replace(call, fields=call.fields + tuple((name, chance.value()) for name, _ in call.fields))


def _more_fields(chance: Chance, call: Call) -> Call:
    return replace(call, fields=(*call.fields, (chance.chance.choice(chance.names), chance.value())))


def _more_query(chance: Chance, call: Call) -> Call:
    name = chance.chance.choice(("next", "page", "year", "card", "just", "part", *chance.names))
    return replace(call, query=(*call.query, (name, chance.value())))


def _raw_query(chance: Chance, call: Call) -> Call:
    return replace(
        call,
        raw_query=chance.chance.choice(("&%", "&%zz", "&%ff=%fe", "&a=%ed%a0%80", "&" * 2000, "&=", "&a=1;b=2")),
    )


def _other_person(chance: Chance, call: Call) -> Call:
    return replace(call, who=chance.chance.choice([each.who for each in chance.calls]))


def _other_method(chance: Chance, call: Call) -> Call:
    return replace(
        call,
        method=chance.chance.choice(("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "QUERY")),
    )


def _other_encoding(chance: Chance, call: Call) -> Call:
    return replace(call, encoding=chance.chance.choice(list(Encoding)))


def _as_json(_chance: Chance, call: Call) -> Call:
    return replace(call, encoding=Encoding.JSON)


def _other_body(chance: Chance, call: Call) -> Call:
    kinds = ("application/json", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded")
    kind = ("Content-Type", chance.chance.choice(kinds))
    return replace(call, raw_body=chance.chance.choice(BODIES), headers=(*call.headers, kind))


def _broken_off(chance: Chance, call: Call) -> Call:
    return replace(call, missing=chance.chance.choice((1, 500, 2_000_000, 10**12)))


def _odd_header(chance: Chance, call: Call) -> Call:
    name = chance.chance.choice(list(HEADERS))
    return replace(call, headers=(*call.headers, (name, chance.chance.choice(HEADERS[name]))))


def _odd_cookie(chance: Chance, call: Call) -> Call:
    return replace(call, cookies=(*call.cookies, chance.chance.choice(COOKIES)))


def _odd_path(chance: Chance, call: Call) -> Call:
    parts = call.path.split("/")
    at = chance.chance.randrange(1, len(parts))
    other = chance.chance.choice([each.path for each in chance.calls]).split("/")
    parts[at] = chance.chance.choice(
        (quote(chance.chance.choice(PATHS), safe="%"), chance.chance.choice(other), chance.chance.choice(IDS[:1]))
    )
    return replace(call, path="/".join(parts) or "/")


def _odd_file(chance: Chance, call: Call) -> Call:
    name, content = chance.chance.choice(FILENAMES), chance.chance.choice(FILES)
    field_name = call.files[0][0] if call.files else "file"
    return replace(call, files=((field_name, name, content),), encoding=Encoding.MULTIPART)


def _strict(_chance: Chance, call: Call) -> Call:
    return replace(call, is_strict=True)


MUTATIONS: tuple[Mutation, ...] = (
    *(_odd_value,) * 16, _all_odd, _all_odd, _less, _twice, _more_fields, _more_fields, _more_query, _more_query, _raw_query,
    _other_person, _other_method, _other_encoding, _as_json, _as_json, _other_body, _other_body, _broken_off, _odd_header,
    _odd_header, _odd_header, _odd_cookie, _odd_path, _odd_path, _odd_file, _odd_file, _strict,
)  # fmt: skip
