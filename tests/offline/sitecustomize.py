"""The guard that keeps a process on this machine: every connection but loopback and local sockets is refused.

Python runs this file at start when its folder is on PYTHONPATH: programs that a test starts are guarded too.
An audit hook sees what the socket module does, however it is called; it cannot be taken away again.
"""

import os
import sys
from ipaddress import ip_address

NAMES_OF_THIS_MACHINE = frozenset({"", "localhost", "localhost.localdomain", "ip6-localhost"})
CALLS_WITH_ADDRESS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
CALLS_WITH_NAME = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})

attempts: list[str] = []


class LeavesTheMachineError(RuntimeError):
    """Something reached for another machine. Nothing in this program may, least of all in a test."""


def stays(host: object) -> bool:
    """Tell whether a host is this machine: a loopback address, one of its local names, or none at all."""
    if host is None:
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes | bytearray) else str(host)
    if name.lower() in NAMES_OF_THIS_MACHINE:
        return True
    try:
        return ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_to_leave(event: str, arguments: tuple[object, ...]) -> None:
    """Raise `LeavesTheMachineError` for a call that reaches for another machine, and remember the call."""
    if event in CALLS_WITH_ADDRESS:
        address = arguments[1]
        # A local socket has a path for an address; the kernel's own families have numbers first.
        host = address[0] if isinstance(address, tuple) and address and not isinstance(address[0], int) else None
    elif event in CALLS_WITH_NAME:
        host = arguments[0]
    else:
        return
    if not stays(host):
        attempt = f"{event} to {host!r}"
        attempts.append(attempt)
        message = f"{attempt}: nothing may leave the machine. Use 127.0.0.1, or a stand-in for the other end."
        raise LeavesTheMachineError(message)


def guard() -> None:
    """Put the guard in place, for the rest of this process."""
    sys.addaudithook(refuse_to_leave)


if __name__ == "sitecustomize" and os.environ.get("BR_TEST_OFFLINE") == "1":
    guard()
