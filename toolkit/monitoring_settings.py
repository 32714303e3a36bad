"""Who may watch from outside, and where: metrics, log lines for a SIEM, the head of the trail. Closed by default.

Pure; `config` reads it with the other settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.errors import N_, Misconfigured
from toolkit.mail_settings import is_address

LEAST_TOKEN = 24  # signs


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringSettings:
    """What is open to watchers. The token is shown nowhere."""

    metrics_token: str = field(default="", repr=False)
    logs_to_stdout: bool = False
    head_file: Path | None = None
    head_syslog: str = ""
    head_mail: str = ""

    @property
    def sends_head(self) -> bool:
        """Whether the head of the trail goes anywhere."""
        return bool(self.head_file or self.head_syslog or self.head_mail)


CLOSED = MonitoringSettings()


def read_monitoring(environment: Mapping[str, str], *, has_mail: bool) -> MonitoringSettings:
    """What BR_METRICS_TOKEN_FILE, BR_LOG and BR_AUDIT_HEAD_… say. Raises `Misconfigured` with what to do about it."""
    where = environment.get("BR_LOG", "").strip().lower()
    if where not in {"", "files", "stdout"}:
        raise Misconfigured(N_("BR_LOG must be files or stdout."))
    mail = environment.get("BR_AUDIT_HEAD_MAIL", "").strip()
    if mail and not (has_mail and is_address(mail)):
        raise Misconfigured(N_("BR_AUDIT_HEAD_MAIL must be a mail address, and needs a mail server: BR_MAIL_HOST."))
    file = environment.get("BR_AUDIT_HEAD_FILE", "").strip()
    if file and not Path(file).is_absolute():
        raise Misconfigured(N_("BR_AUDIT_HEAD_FILE must be a whole path, such as /mnt/elsewhere/heads.txt."))
    return MonitoringSettings(
        metrics_token=_token(environment.get("BR_METRICS_TOKEN_FILE", "")),
        logs_to_stdout=where == "stdout",
        head_file=Path(file) if file else None,
        head_syslog=_syslog(environment.get("BR_AUDIT_HEAD_SYSLOG", "").strip()),
        head_mail=mail,
    )


def _token(file: str) -> str:
    if not file:
        return ""
    try:
        token = Path(file).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        token = ""
    if len(token) < LEAST_TOKEN:
        raise Misconfigured(
            N_(
                "The file that BR_METRICS_TOKEN_FILE names must hold at least %(signs)s signs."
                " Make one: openssl rand -hex 24"
            ),
            signs=LEAST_TOKEN,
        )  # fmt: skip
    return token


def _syslog(said: str) -> str:
    """A socket's path, or a machine and its UDP port."""
    host, _, port = said.rpartition(":")
    if (
        said
        and not said.startswith("/")
        and not (host and port.isascii() and port.isdigit() and 0 < int(port) < 65_536)
    ):
        raise Misconfigured(
            N_("BR_AUDIT_HEAD_SYSLOG must be /dev/log, or a machine and its port, such as logs.example:514.")
        )
    return said
