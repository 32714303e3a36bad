"""Why a mail was not sent, in a plain sentence with what to do."""

from toolkit.language import lazy_gettext as _l
from toolkit.mail.models import Failure
from toolkit.mail_settings import Encryption

FAILURES = {
    Failure.NOT_SET: _l("No mail server is set any more. Name one with BR_MAIL_HOST, and start the program again."),
    Failure.NO_ADDRESS: _l("The person has no mail address here, or has left."),
    Failure.SERVER_AWAY: _l(
        "The mail server does not answer. Look at BR_MAIL_HOST and BR_MAIL_PORT; it is tried again."
    ),
    Failure.CERTIFICATE: _l(
        "The mail server's certificate is not believed. If it is the municipality's own, name its file with"
        " BR_MAIL_CA_FILE."
    ),
    Failure.NO_STARTTLS: _l(
        "The mail server offers no encryption by STARTTLS, so nothing was sent. Look at BR_MAIL_TLS."
    ),
    Failure.NO_LOGIN: _l("The mail server does not let anybody sign in this way. Look at BR_MAIL_USER."),
    Failure.WRONG_PASSWORD: _l(
        "The mail server did not accept the user or the password. Look at BR_MAIL_USER and the file that"
        " BR_MAIL_PASSWORD_FILE names."
    ),
    Failure.LATER: _l("The mail server asked to be tried again later. That is done by itself."),
    Failure.SENDER_REFUSED: _l("The mail server does not take mail from the address in BR_MAIL_FROM."),
    Failure.RECIPIENT_REFUSED: _l("The mail server does not know the address that a person has written."),
    Failure.REFUSED: _l("The mail server did not take the mail."),
    Failure.INTERRUPTED: _l(
        "The connection broke twice before the mail server had answered. The mail may have come, and is not sent a"
        " third time."
    ),
    Failure.UNEXPECTED: _l("Something went wrong in the program. Its log says when."),
}
ENCRYPTIONS = {
    Encryption.STARTTLS: _l("encrypted by STARTTLS"),
    Encryption.TLS: _l("encrypted by TLS"),
    Encryption.NONE: _l("not encrypted, on this machine"),
}
