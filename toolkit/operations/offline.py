"""`prove-offline`: the main way, walked in a network that leads nowhere, and what tried to leave it meanwhile.

The program is started in a network name space of its own (Linux): it has the loopback and no route. Whatever asks for
another machine is counted there by the kernel, name look-ups included, also when the program hides its failure. At the
end one connection is tried on purpose, to show that the count works.
"""

import ctypes
import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from toolkit.errors import N_, Misconfigured

NEW_NETWORK = ("unshare", "--user", "--map-root-user", "--net", "--mount", "--pid", "--fork", "--mount-proc")
INSIDE = "BR_OFFLINE_INSIDE"
SET_FLAGS, UP_AND_RUNNING = 0x8914, 0x41  # SIOCSIFFLAGS; IFF_UP | IFF_RUNNING
NOWHERE = ("192.0.2.1", "2001:db8::1")  # for documentation: RFC 5737, RFC 3849
NAME_SERVER = "nameserver 192.0.2.53\noptions timeout:1 attempts:1\n"
COUNTERS = {"Ip": ("OutNoRoutes",), "Udp": ("NoPorts",), "Ip6": ("Ip6OutNoRoutes",)}

CANNOT = N_(
    "This machine does not let the program make a network of its own (%(said)s), so nothing was proved."
    " It takes Linux with unprivileged user name spaces: as root, run: sysctl -w kernel.unprivileged_userns_clone=1"
    " kernel.apparmor_restrict_unprivileged_userns=0. In a container, give it CAP_SYS_ADMIN, or prove it on the host."
)
BLIND = N_("The count of this kernel does not see a connection that was tried on purpose, so nothing was proved.")


def is_inside() -> bool:
    """Whether this process runs in the network that leads nowhere."""
    return os.environ.get(INSIDE) == "1"


def require_network() -> None:
    """Raises `Misconfigured` with the way out where no such network can be made."""
    if shutil.which(NEW_NETWORK[0]) is None:
        raise Misconfigured(CANNOT, said=NEW_NETWORK[0])
    tried = subprocess.run([*NEW_NETWORK, "true"], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if tried.returncode:
        raise Misconfigured(CANNOT, said=(tried.stderr.strip().splitlines() or [str(tried.returncode)])[-1])


def run_inside(command: list[str], environment: Mapping[str, str]) -> int:
    """Run a command of ours in a network of its own; its exit status."""
    return subprocess.run(  # noqa: S603 - our own command
        [*NEW_NETWORK, *command], env={**environment, INSIDE: "1"}, check=False
    ).returncode


def open_loopback() -> None:
    """Let the name space reach itself. It has no other interface, and no route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sH14x", b"lo", UP_AND_RUNNING))


def lead_names_away(folder: Path) -> bool:
    """Ask for names at an address that is no loopback, so that a look-up is counted, too. False where that fails."""
    file, theirs = folder / "resolv.conf", Path("/etc/resolv.conf")
    file.write_text(NAME_SERVER, encoding="ascii")
    bind = 4096  # MS_BIND
    done = ctypes.CDLL(None, use_errno=True).mount(bytes(file), bytes(theirs.resolve()), None, bind, None)
    return bool(done == 0)


def count_attempts() -> int:
    """How often something in this name space asked for another machine: no route, or no name server."""
    return sum(value for _name, value in _counters())


def _counters() -> list[tuple[str, int]]:
    found = []
    with suppress(OSError):
        lines = Path("/proc/net/snmp").read_text(encoding="ascii").splitlines()
        for names, values in zip(lines[::2], lines[1::2], strict=False):
            group, *fields = names.split()
            numbers = dict(zip(fields, values.split()[1:], strict=False))
            found += [(name, int(numbers[name])) for name in COUNTERS.get(group.rstrip(":"), ()) if name in numbers]
    with suppress(OSError):
        for line in Path("/proc/net/snmp6").read_text(encoding="ascii").splitlines():
            name, value = line.split()
            if name in COUNTERS["Ip6"]:
                found.append((name, int(value)))
    return found


def prove(walk: Callable[[], None]) -> int:
    """Walk, and say how often something tried to leave. Raises `Misconfigured` when it would not show."""
    before = count_attempts()
    walk()
    tried = count_attempts() - before
    for address in NOWHERE:
        with suppress(OSError):
            socket.create_connection((address, 443), timeout=2).close()
    with suppress(OSError):
        socket.getaddrinfo("example.org", 443)
    if count_attempts() - before - tried < len(NOWHERE):
        raise Misconfigured(BLIND)
    return tried


def command_inside(arguments: list[str]) -> list[str]:
    """The command that does the same once more, within."""
    return [sys.executable, "app.py", "prove-offline", *arguments]
