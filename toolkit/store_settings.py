"""Where sealed files lie when not in the instance folder: an S3-compatible store, named before the start. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from toolkit.errors import N_, Misconfigured

SCHEMES = {"s3+https": "https", "s3+http": "http"}
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
REGION = "us-east-1"  # what stores of one's own take when they have no regions


@dataclass(frozen=True, slots=True)
class Names:
    """What the settings of one store are called."""

    url: str
    secret: str
    authorities: str


RECORDINGS = Names("BR_STORE_URL", "BR_STORE_SECRET_FILE", "BR_STORE_CA_FILE")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSettings:
    """An S3-compatible store: where it answers, the bucket, and the keys that open it. The secret is never shown."""

    endpoint: str
    bucket: str
    key: str
    secret: str = field(repr=False)
    region: str = REGION
    authorities: Path | None = None  # certificates that are believed in place of the machine's own
    setting: str = "BR_STORE_URL"  # which setting named it, for whoever has to mend it

    @property
    def place(self) -> str:
        """Where it is, without its keys, such as «copies (https://s3.norrvik.example)»."""
        return f"{self.bucket} ({self.endpoint})"

    def is_same_as(self, other: "StoreSettings | None") -> bool:
        """Whether both are one bucket, by whatever keys."""
        return other is not None and (self.endpoint, self.bucket) == (other.endpoint, other.bucket)


def read_store(environment: Mapping[str, str], *, names: Names = RECORDINGS) -> StoreSettings | None:
    """The store that the settings of these names name, or None for a folder. Raises `Misconfigured` with what to do."""
    said = environment.get(names.url, "").strip()
    if not said:
        for name in (names.secret, names.authorities):
            if environment.get(name):
                raise Misconfigured(
                    N_("%(name)s says something of a store, and %(url)s names none."), name=name, url=names.url
                )
        return None
    return parse_store(said, environment, names=names)


def parse_store(said: str, environment: Mapping[str, str], *, names: Names) -> StoreSettings:
    """The store of an address, whose secret and certificates other settings name. Raises `Misconfigured`."""
    url, region = _url(said, names)
    return StoreSettings(
        endpoint=f"{SCHEMES[url.scheme]}://{url.netloc.rpartition('@')[2]}",
        bucket=url.path.strip("/"),
        key=unquote(url.username or ""),
        secret=_secret(url, environment.get(names.secret, ""), names),
        region=region,
        authorities=_authorities(environment.get(names.authorities, ""), names),
        setting=names.url,
    )


def _url(said: str, names: Names) -> tuple[SplitResult, str]:
    """The address in its parts, and the region. What was said is not repeated: it may hold the secret."""
    wrong = Misconfigured(
        N_("%(url)s must look like s3+https://KEY@s3.norrvik.example/BUCKET, with ?region=… if the store has regions."),
        url=names.url,
    )
    try:
        url = urlsplit(said)
        has_place, _port = bool(url.hostname), url.port
        query = dict(parse_qsl(url.query, strict_parsing=True)) if url.query else {}
    except ValueError:
        raise wrong from None
    is_whole = has_place and bool(url.username) and BUCKET.fullmatch(url.path.strip("/")) is not None
    if url.scheme not in SCHEMES or not is_whole or url.fragment or query.keys() - {"region"}:
        raise wrong
    return url, query.get("region", REGION)


def _secret(url: SplitResult, file: str, names: Names) -> str:
    if bool(url.password) == bool(file):
        raise Misconfigured(
            N_("The secret that belongs to the key in %(url)s is missing. Put it in a file: %(secret)s.")
            if not file
            else N_("%(url)s holds a secret and %(secret)s another: say one of them."),
            url=names.url,
            secret=names.secret,
        )
    if not file:
        return unquote(url.password or "")
    try:
        secret = Path(file).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        raise Misconfigured(N_("The file that %(secret)s names cannot be read, or is empty."), secret=names.secret)
    return secret


def _authorities(file: str, names: Names) -> Path | None:
    if file and not Path(file).is_file():
        raise Misconfigured(N_("The file that %(authorities)s names is not there."), authorities=names.authorities)
    return Path(file) if file else None
