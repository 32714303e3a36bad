"""How the program is reached: the addresses in people's browsers, and the proxies that are believed about the client.

Both are closed until somebody names them. Pure; `hosts` asks it at every request.
"""

import socket
from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from toolkit.errors import N_, Misconfigured

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the host."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def read_proxies(text: str) -> tuple[str, ...]:
    """The proxies' own addresses or networks, with commas between. Raises `Misconfigured` for anything else."""
    names = _parts(text)
    for name in names:
        try:
            network = ip_network(name)
        except ValueError:
            raise Misconfigured(
                N_("BR_PROXIES must be the proxy's own address, such as 127.0.0.1. %(name)s is none."), name=name
            ) from None
        if not network.prefixlen:
            raise Misconfigured(N_("BR_PROXIES must not hold every address: then anybody could pass for anybody."))
    return names


def read_addresses(text: str) -> tuple[str, ...]:
    """What stands in people's browsers, such as https://roster.example; several with commas between.

    Raises `Misconfigured` for anything else, and for HTTP without the S beyond this machine.
    """
    return tuple(_read_address(part) for part in _parts(text))


def _read_address(text: str) -> str:
    wrong = Misconfigured(N_("BR_ADDRESS must look like https://roster.example. %(text)s does not."), text=text)
    try:
        found = urlsplit(text)
        host, _port = found.hostname, found.port
    except ValueError:
        raise wrong from None
    if found.scheme not in {"http", "https"} or not host or found.path.strip("/") or found.query or found.username:
        raise wrong
    if found.scheme == "http" and not is_loopback(host):
        raise Misconfigured(N_("BR_ADDRESS must begin with https://, because passwords travel there."))
    return f"{found.scheme}://{found.netloc.lower()}"


def is_https(addresses: Iterable[str]) -> bool:
    """Whether any of the addresses is behind HTTPS."""
    return any(address.startswith("https://") for address in addresses)


def answers_to(host: str, *, addresses: Iterable[str], listening: str) -> bool:
    """Whether the program goes by the name in a `Host` header.

    Always by the names of this machine for itself. By the named addresses where there are some, and else by what
    nobody can make lead here from elsewhere: an address in figures, the machine's own name, what it listens on.
    """
    name = _name_of(host)
    named = {urlsplit(address).hostname for address in addresses}
    if name in THIS_MACHINE or name == listening.lower() or name in named:
        return True
    return not named and (_is_figures(name) or name in _own_names())


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _name_of(host: str) -> str:
    """The name in lower case, without port, brackets and the dot at the end; nothing for what is no host."""
    try:
        return (urlsplit(f"//{host}").hostname or "").removesuffix(".")
    except ValueError:
        return ""


def _is_figures(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _own_names() -> frozenset[str]:
    own = socket.gethostname().lower()
    return frozenset({own, f"{own.partition('.')[0]}.local"})
