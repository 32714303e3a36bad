"""The settings: read once from the environment, frozen, closed when unsure. An unsafe combination stops the start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toolkit import addresses, engine_ways
from toolkit.addresses import is_loopback
from toolkit.backup_settings import BackupSettings, read_backup
from toolkit.broker_settings import read_broker
from toolkit.database_settings import read_database
from toolkit.errors import N_, Misconfigured
from toolkit.installation import Held
from toolkit.mail_settings import MailSettings, read_mail
from toolkit.monitoring_settings import CLOSED, MonitoringSettings, read_monitoring
from toolkit.oidc_settings import OidcSettings, read_oidc
from toolkit.store_settings import StoreSettings, read_store

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024
LONGEST_STEP_UP = 120  # minutes; a session without use ends after as many


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything an administrator can decide before the start. Paths are absolute; sizes are in bytes."""

    instance: Path
    database_url: str
    secret_key: str
    host: str = "127.0.0.1"
    port: int = 8400
    addresses: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    demo: bool = False
    secure_cookies: bool = False
    municipality: str = ""
    model: str | None = None
    engine: str = "faster-whisper"
    device: str = "auto"
    recognition_memory: int | None = None
    largest_recording: int = 1024 * MEGABYTE
    web_threads: int = 16
    requests_a_minute: int = 0  # of one person, in each web process; 0: nobody counts
    mail: MailSettings | None = None
    step_up_minutes: int = 15
    backup: BackupSettings = field(default_factory=BackupSettings)
    monitoring: MonitoringSettings = CLOSED
    store: StoreSettings | None = None
    broker_url: str = field(default="", repr=False)
    oidc: OidcSettings | None = None
    trusts_network: bool = False  # engines on other machines may be spoken to without TLS
    testing: bool = False

    @property
    def keys(self) -> Path:
        """The folder of key files: the one thing that must be backed up apart from the data."""
        return self.instance / "keys"

    @property
    def vault(self) -> Path:
        """The folder of sealed recordings, unless there is a `store`."""
        return self.instance / "vault"

    @property
    def models(self) -> Path:
        """The folder of Whisper models."""
        return self.instance / "models"

    @property
    def local_content(self) -> Path:
        """The folder whose files replace the shipped guides, letters and surveys."""
        return self.instance / "content"


SETTINGS: Held[Settings] = Held("its settings")


def current() -> Settings:
    """The settings of the installation that this request, command or job belongs to."""
    return SETTINGS.get()


def instance_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where this installation keeps its data: BR_INSTANCE, or `instance/` beside the program."""
    return Path(environment.get("BR_INSTANCE") or ROOT / "instance").resolve()


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this installation. Raises `Misconfigured` with what to do about it."""
    instance = instance_folder(environment)
    host = environment.get("BR_HOST") or "127.0.0.1"
    outside = addresses.read_addresses(environment.get("BR_ADDRESS", ""))
    proxies = addresses.read_proxies(environment.get("BR_PROXIES", ""))
    is_behind_https = addresses.is_https(outside) or bool(proxies) or not is_loopback(host)
    settings = Settings(
        instance=instance,
        database_url=read_database(environment, instance=instance),
        secret_key=_secret_key(instance),
        host=host,
        port=_number(environment, "BR_PORT", default=8400),
        addresses=outside,
        proxies=proxies,
        demo=_switch(environment, "BR_DEMO", default=False),
        secure_cookies=_switch(environment, "BR_SECURE_COOKIES", default=is_behind_https),
        municipality=environment.get("BR_MUNICIPALITY", ""),
        model=environment.get("BR_MODEL") or None,
        engine=environment.get("BR_ENGINE") or "faster-whisper",
        device=environment.get("BR_DEVICE") or "auto",
        recognition_memory=_number(environment, "BR_RECOGNITION_MEMORY_MB", default=0) * MEGABYTE or None,
        largest_recording=_number(environment, "BR_LARGEST_RECORDING_MB", default=1024) * MEGABYTE,
        web_threads=_number(environment, "BR_WEB_THREADS", default=16),
        requests_a_minute=_number(environment, "BR_REQUESTS_A_MINUTE", default=180),
        step_up_minutes=_number(environment, "BR_STEP_UP_MINUTES", default=15, most=LONGEST_STEP_UP),
        mail=(mail := read_mail(environment, addresses=outside)),
        monitoring=read_monitoring(environment, has_mail=mail is not None),
        store=(store := read_store(environment)),
        backup=read_backup(environment, instance=instance, recordings=store),
        broker_url=read_broker(environment),
        oidc=read_oidc(environment, addresses=outside),
        trusts_network=_switch(environment, "BR_TRUSTED_NETWORK", default=False),
    )
    check(settings)
    return settings


def check(settings: Settings) -> None:
    """Refuse what would be unsafe. Raises `Misconfigured`."""
    if len(settings.secret_key) < 32:
        raise Misconfigured(N_("The session key is too short. Remove keys/session.key and run: python app.py prepare"))
    if not settings.secure_cookies and not is_loopback(settings.host):
        raise Misconfigured(
            N_(
                "BR_HOST opens the program to the network, so cookies must be secure. Put HTTPS in front and remove"
                " BR_SECURE_COOKIES=0."
            ),
        )
    if not settings.secure_cookies and addresses.is_https(settings.addresses):
        raise Misconfigured(N_("BR_ADDRESS says https, so cookies must be secure. Remove BR_SECURE_COOKIES=0."))
    if settings.proxies and not settings.addresses:
        raise Misconfigured(
            N_("BR_PROXIES needs BR_ADDRESS too: the address that people write, such as https://roster.example.")
        )
    if settings.demo and not is_loopback(settings.host):
        raise Misconfigured(
            N_(
                "The practice data has known passwords and may only be served to this machine."
                " Remove BR_HOST or set BR_DEMO=0."
            ),
        )
    _check_recognition(settings)
    if not settings.trusts_network:
        stores = settings.store, settings.backup.store
        engine_ways.require_closed(engine_ways.list_ways(settings.database_url, settings.broker_url, *stores))


def _check_recognition(settings: Settings) -> None:
    if settings.engine not in {"faster-whisper", "openai-whisper"}:
        raise Misconfigured(N_("BR_ENGINE must be faster-whisper or openai-whisper."))
    if settings.device not in {"auto", "cpu"}:
        raise Misconfigured(N_("BR_DEVICE must be auto or cpu."))


def _secret_key(instance: Path) -> str:
    path = instance / "keys" / "session.key"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise Misconfigured(N_("There is no session key in keys/session.key. Run: python app.py prepare")) from None
    except (PermissionError, UnicodeDecodeError):
        raise Misconfigured(N_("keys/session.key cannot be read. Check who owns it, or restore it.")) from None


def _number(environment: Mapping[str, str], name: str, *, default: int, most: int = 99_999) -> int:
    text = environment.get(name)
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 100_000:
        raise Misconfigured(N_("%(name)s must be a whole number above 0."), name=name)
    if int(text) > most:
        raise Misconfigured(N_("%(name)s must be at most %(most)s."), name=name, most=most)
    return int(text)


def _switch(environment: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = environment.get(name, "").strip().lower()
    if text in {"", "1", "0", "yes", "no", "true", "false"}:
        return default if not text else text in {"1", "yes", "true"}
    raise Misconfigured(N_("%(name)s must be 1 or 0."), name=name)
