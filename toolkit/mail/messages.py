"""What a mail says: that something waits, and where to sign in. No name, no proposal, no number of anything."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from toolkit import clock
from toolkit.errors import N_
from toolkit.language import gettext as _
from toolkit.mail.models import Mail, MailKind
from toolkit.mail_settings import MailSettings

SUBJECTS = {
    MailKind.FOLLOW_UP: N_("Barnens röster: something to follow up"),
    MailKind.TEST: N_("Barnens röster: a test"),
    MailKind.SIGN_IN_CHANGED: N_("Barnens röster: how you sign in has changed"),
}
SENTENCES = {
    MailKind.FOLLOW_UP: N_("There is something to follow up. Sign in: %(address)s"),
    MailKind.TEST: N_("This is a test. Mail from Barnens röster reaches you. Sign in: %(address)s"),
    MailKind.SIGN_IN_CHANGED: N_(
        "Something about signing in was changed that concerns you. If you do not know of it, ring your administrator."
        " Sign in to see more: %(address)s"
    ),
}
WHY = N_("You get this because you chose it in the program, under your account. There you can also turn it off.")


def compose(mail: Mail, settings: MailSettings, *, to: str) -> bytes:
    """The mail as it goes to the server. Sent again it has the same id, by which programs know it for the same."""
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Barnens röster <{settings.sender}>"
    message["To"] = to
    message["Subject"] = _(SUBJECTS[mail.kind])
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{mail.id}@{settings.sender.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no program answers that somebody is away
    sentence = _(SENTENCES[mail.kind], address=settings.sign_in_at)
    message.set_content(f"{sentence}\n\n{_(WHY)}\n", cte="quoted-printable")
    return message.as_bytes()
