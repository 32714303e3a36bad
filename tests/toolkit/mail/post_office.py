"""A real mail server on this machine (aiosmtpd), which does what a test wants of it and keeps what it has taken."""

import asyncio
import contextlib
import datetime
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from toolkit import clock

HERE = "127.0.0.1"
USER, PASSWORD = "roster", "en mening om granar"


@dataclass
class PostOffice:
    """What the server answers, one answer after the other, and what it has taken."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)  # to the mail itself; then it accepts
    to_recipients: list[str] = field(default_factory=list)
    when_taken: Callable[[], None] = lambda: None  # it has the mail, and has not said so
    drops: int = 0  # so many times it takes the mail and hangs up

    async def handle_RCPT(  # noqa: N802 - a name of aiosmtpd's
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Answer to a recipient."""
        if self.to_recipients:
            return self.to_recipients.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the same
        """Take a mail, or not."""
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        self.when_taken()
        if self.drops:
            self.drops -= 1
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 OK"


def free_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


def make_certificate(folder: Path) -> ssl.SSLContext:
    """A certificate of the house's own for this machine, as `cert.pem` in the folder, and the server's way with it."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "post")])
    now = clock.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HERE))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


def _knows(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and data == LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


@contextmanager
def opened(
    office: PostOffice,
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    login: bool = False,
) -> Iterator[PostOffice]:
    """The server, listening; with STARTTLS on offer, behind TLS, or open; with or without a login that is required."""
    office.port = office.port or free_port()
    controller = Controller(
        office,
        loop=asyncio.new_event_loop(),
        hostname=HERE,
        server_hostname="post.norrvik.example",
        port=office.port,
        ssl_context=tls,
        tls_context=starttls,
        require_starttls=starttls is not None,
        authenticator=_knows if login else None,
        auth_required=login,
        auth_require_tls=starttls is not None or not login,
    )
    controller.start()
    try:
        yield office
    finally:
        with contextlib.suppress(RuntimeError):
            controller.stop()
