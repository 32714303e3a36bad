"""Talking to a mail server (RFC 5321), by smtplib: one mail, and a clear answer when it is refused. No database.

The way there is closed before a name or a password goes over it: a server that offers no STARTTLS gets nothing.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from toolkit.mail.models import Failure
from toolkit.mail_settings import Encryption, MailSettings

TIMEOUT_S = 20.0


class Refusal(Exception):
    """The mail was not sent. `is_final`: trying again cannot help. `was_given`: the server got it, and said no."""

    def __init__(self, failure: Failure, *, is_final: bool = False, was_given: bool = False) -> None:
        super().__init__(failure)
        self.failure = failure
        self.is_final = is_final
        self.was_given = was_given


class Delivery:
    """A server that has accepted sender and recipient, and waits for the mail."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self._server = server

    def send(self, mail: bytes) -> None:
        """Give the server the mail; returns once it has taken the responsibility. Raises `Refusal`.

        When the line breaks before the answer, nobody knows: that refusal says nothing of having been given.
        """
        try:
            code, _ = self._server.data(mail)
        except smtplib.SMTPDataError as error:  # it did not want to hear it
            code = error.smtp_code
        except (smtplib.SMTPException, OSError):
            raise Refusal(Failure.SERVER_AWAY) from None
        if code != 250:
            raise _of_code(code, Failure.REFUSED, is_final=True, was_given=True)


@contextmanager
def delivering(settings: MailSettings, *, to: str) -> Iterator[Delivery]:
    """Come as far as the mail itself: connected, encrypted, signed in, both addresses accepted. Raises `Refusal`."""
    server = _connect(settings)
    try:
        try:
            _sign_in(server, settings)
            _require(server.mail(settings.sender), Failure.SENDER_REFUSED)
            _require(server.rcpt(to), Failure.RECIPIENT_REFUSED, is_final=True)
        except (smtplib.SMTPServerDisconnected, OSError):
            raise Refusal(Failure.SERVER_AWAY) from None
        yield Delivery(server)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        server.close()


def probe(settings: MailSettings) -> None:
    """Come as far as being signed in, and send nothing. Raises `Refusal`."""
    server = _connect(settings)
    try:
        _sign_in(server, settings)
    except (smtplib.SMTPServerDisconnected, OSError):
        raise Refusal(Failure.SERVER_AWAY) from None
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        server.close()


def _connect(settings: MailSettings) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if settings.authorities:
        context.load_verify_locations(settings.authorities)
    here = settings.sender.partition("@")[2]  # what we call ourselves: not this machine's own name
    try:
        if settings.encryption is Encryption.TLS:
            return smtplib.SMTP_SSL(settings.host, settings.port, here, timeout=TIMEOUT_S, context=context)
        server = smtplib.SMTP(settings.host, settings.port, here, timeout=TIMEOUT_S)
    except ssl.SSLCertVerificationError:
        raise Refusal(Failure.CERTIFICATE) from None
    except smtplib.SMTPResponseException as error:
        raise _of_code(error.smtp_code, Failure.SENDER_REFUSED) from None
    except (smtplib.SMTPException, OSError):
        raise Refusal(Failure.SERVER_AWAY) from None
    if settings.encryption is Encryption.STARTTLS:
        _encrypt(server, context)
    return server


def _encrypt(server: smtplib.SMTP, context: ssl.SSLContext) -> None:
    failure = None
    try:
        server.starttls(context=context)
    except ssl.SSLCertVerificationError:
        failure = Failure.CERTIFICATE
    except (smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException, smtplib.SMTPHeloError):
        failure = Failure.NO_STARTTLS
    except (smtplib.SMTPException, OSError):
        failure = Failure.SERVER_AWAY
    if failure:
        server.close()
        raise Refusal(failure)


def _sign_in(server: smtplib.SMTP, settings: MailSettings) -> None:
    try:
        server.ehlo_or_helo_if_needed()
        if settings.user:
            server.login(settings.user, settings.password)
    except smtplib.SMTPNotSupportedError:
        raise Refusal(Failure.NO_LOGIN) from None
    except smtplib.SMTPResponseException as error:
        raise _of_code(error.smtp_code, Failure.WRONG_PASSWORD) from None
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPException:
        raise Refusal(Failure.NO_LOGIN) from None


def _require(answer: tuple[int, bytes], failure: Failure, *, is_final: bool = False) -> None:
    if answer[0] not in {250, 251}:
        raise _of_code(answer[0], failure, is_final=is_final)


def _of_code(code: int, failure: Failure, *, is_final: bool = False, was_given: bool = False) -> Refusal:
    """A 4xx asks for patience; a 5xx means what it says (RFC 5321, 4.2.1)."""
    if 400 <= code < 500:
        return Refusal(Failure.LATER, was_given=was_given)
    return Refusal(failure, is_final=is_final, was_given=was_given)
