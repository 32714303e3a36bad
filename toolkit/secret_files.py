"""A password that lies in a file of its own, beside an address that names who uses it. Pure."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

from toolkit.errors import N_, Misconfigured


def with_password(url: str, environment: Mapping[str, str], *, url_name: str, file_name: str) -> str:
    """An address with the password of the file that `file_name` names, quoted; as it is when that names none.

    Raises `Misconfigured` when the file cannot be read or is empty, or the address has a password already.
    """
    file = environment.get(file_name, "")
    if not file:
        return url
    parts = urlsplit(url)
    if not parts.netloc or parts.password:
        raise Misconfigured(
            N_("%(file)s holds a password. %(url)s must be an address without one, to which it belongs."),
            file=file_name, url=url_name,
        )  # fmt: skip
    try:
        password = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        password = ""
    if not password:
        raise Misconfigured(N_("The file that %(name)s names cannot be read, or is empty."), name=file_name)
    user, _, place = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{user}:{quote(password, safe='')}@{place}").geturl()
