"""What `deploy/` offers can be used: nginx in front, units of systemd, a compose file. Each names what there is."""

import http.client
import json
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
import yaml

from app import main
from tests.packages import NoMeansError, in_ci, install_debian_package
from tests.toolkit.mail.post_office import free_port
from toolkit.config import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
NAME = "roster.example"


class Upstream(BaseHTTPRequestHandler):
    """Stands for the program: tells what it was asked, or dribbles an answer."""

    protocol_version = "HTTP/1.1"
    may_end = threading.Event()

    def do_GET(self) -> None:
        if self.path == "/events":
            self.send_response(200)
            self.send_header("Content-Length", "10")
            self.end_headers()
            self.wfile.write(b"first")
            self.wfile.flush()
            self.may_end.wait(10)
            self.wfile.write(b"later")
            return
        said = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def do_POST(self) -> None:
        """Answer after the first byte of a body, before its end has been sent."""
        first = self.rfile.read(1)
        self.send_response(200)
        self.send_header("Content-Length", "1")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(first)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - a name of the library's
        """Say nothing."""


@dataclass
class Proxy:
    """nginx, listening."""

    tls_port: int
    plain_port: int

    def connect(self) -> closing[http.client.HTTPSConnection]:
        """A line to it. Its certificate is made for the test."""
        trusting = ssl._create_unverified_context()  # noqa: S323 - the same
        return closing(http.client.HTTPSConnection("127.0.0.1", self.tls_port, timeout=10, context=trusting))

    def ask(self, path: str, *, host: str = NAME, **headers: str) -> tuple[int, bytes]:
        """The status and the body of a page."""
        with self.connect() as line:
            line.request("GET", path, headers={"Host": host, **headers})
            answer = line.getresponse()
            return answer.status, answer.read()


def _nginx() -> str:
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        try:
            install_debian_package("nginx-light", why="the proxy example is tried with it")
        except NoMeansError as error:
            (pytest.fail if in_ci() else pytest.skip)(str(error))
    return found or "/usr/sbin/nginx"


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """Debian's nginx with our file, of which only ports, certificates and the program's place are others."""
    folder, made = tmp_path_factory.mktemp("nginx"), Proxy(free_port(), free_port())
    upstream = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    threading.Thread(target=upstream.serve_forever, daemon=True).start()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", f"/CN={NAME}", "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    for ours, theirs in (
        ("listen 443", f"listen 127.0.0.1:{made.tls_port}"), ("listen 80", f"listen 127.0.0.1:{made.plain_port}"),
        ("/etc/ssl/roster.example.pem", str(folder / "cert.pem")),
        ("/etc/ssl/private/roster.example.key", str(folder / "key.pem")),
        ("127.0.0.1:8400", f"127.0.0.1:{upstream.server_port}"), ("1100m", "1m"),
    ):  # fmt: skip
        assert ours in text
        text = text.replace(ours, theirs)
    places = " ".join(f"{kind}_temp_path {folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(f"pid {folder}/pid; events {{}} http {{ {places} {text} }}", encoding="utf-8")
    command = [_nginx(), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr", "-g", "daemon off;"]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait_for(made)
        yield made
    finally:
        running.terminate()
        running.wait(10)
        upstream.shutdown()
        upstream.server_close()


def _wait_for(proxy: Proxy) -> None:
    for _ in range(100):
        with suppress(OSError):
            proxy.ask("/")
            return
        time.sleep(0.1)
    raise AssertionError("nginx did not start")


def test_the_proxy_says_who_asks_and_lets_nobody_say_it_for_himself(proxy: Proxy) -> None:
    told = json.loads(proxy.ask("/", **{"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"})[1])
    assert (told["x-forwarded-for"], told["x-forwarded-proto"], told["host"]) == ("127.0.0.1", "https", NAME)


def test_events_come_through_at_once(proxy: Proxy) -> None:
    Upstream.may_end.clear()
    with proxy.connect() as line:
        line.request("GET", "/events", headers={"Host": NAME})
        answer = line.getresponse()
        assert answer.read(5) == b"first"
        Upstream.may_end.set()
        assert answer.read() == b"later"


def test_a_body_is_handed_on_while_it_comes_and_has_a_limit(proxy: Proxy) -> None:
    with proxy.connect() as line:
        line.putrequest("POST", "/recordings", skip_host=True)
        line.putheader("Host", NAME)
        line.putheader("Content-Length", "1000")
        line.endheaders(b"x")
        assert line.getresponse().read() == b"x"
    with proxy.connect() as line:
        line.request("POST", "/recordings", headers={"Host": NAME, "Content-Length": str(2 * 1024 * 1024)})
        assert line.getresponse().status == 413


def test_another_name_gets_no_answer_and_figures_stay_inside(proxy: Proxy) -> None:
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError, ssl.SSLError)):
        proxy.ask("/", host="evil.example")
    assert proxy.ask("/metrics")[0] == 404


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("method", "accept", "is_sent_on"),
    [
        ("GET", BROWSER, True), ("GET", "*/*", False), ("GET", "application/json", False), ("GET", "", False),
        ("POST", BROWSER, False), ("PUT", "*/*", False), ("HEAD", BROWSER, False),
    ],
)  # fmt: skip
def test_without_https_a_page_is_sent_on_and_nothing_else(
    proxy: Proxy, method: str, accept: str, *, is_sent_on: bool
) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", proxy.plain_port, timeout=10)) as line:
        line.request(method, "/sign-in?next=/x", headers={"Host": NAME, "Accept": accept})
        answer = line.getresponse()
        answer.read()
    expected = (301, f"https://{NAME}/sign-in?next=/x") if is_sent_on else (403, None)
    assert (answer.status, answer.headers["Location"]) == expected


def agreed_on(proxy: Proxy, offered: str) -> str:
    """The cipher of a line by TLS 1.2 for which a client offers these, in this order."""
    asking = ssl._create_unverified_context()  # noqa: S323 - its certificate is made for the test
    asking.maximum_version = ssl.TLSVersion.TLSv1_2
    asking.set_ciphers(offered + ":@SECLEVEL=0")
    with (
        socket.create_connection(("127.0.0.1", proxy.tls_port), timeout=10) as line,
        asking.wrap_socket(line, server_hostname=NAME) as spoken,
    ):
        told = spoken.cipher()
    assert told is not None
    return told[0]


def test_the_strongest_cipher_is_taken_in_whatever_order_they_are_offered(proxy: Proxy) -> None:
    weak_first = ("ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-ECDSA-AES256-GCM-SHA384")
    assert agreed_on(proxy, ":".join(weak_first)) == weak_first[-1]
    assert agreed_on(proxy, ":".join(weak_first[:1])) == weak_first[0], "an older client, which is still safe"


@pytest.mark.parametrize("weak", ["ECDHE-ECDSA-AES256-SHA384", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-CCM8"])
def test_no_cipher_is_taken_that_is_not_recommended(proxy: Proxy, weak: str) -> None:
    with pytest.raises((ssl.SSLError, ConnectionResetError)):
        agreed_on(proxy, weak)


def test_both_servers_of_the_port_take_the_same_ciphers() -> None:
    """A handshake may go by either."""
    named = re.findall(r"ssl_ciphers +(\S+);", (DEPLOY / "nginx.conf").read_text("utf-8"))
    assert len(named) == 2
    assert named[0] == named[1]


@pytest.mark.parametrize(
    ("version", "is_spoken"),
    [(ssl.TLSVersion.TLSv1_1, False), (ssl.TLSVersion.TLSv1_2, True), (ssl.TLSVersion.TLSv1_3, True)],
)
def test_only_todays_tls_is_spoken(proxy: Proxy, version: ssl.TLSVersion, *, is_spoken: bool) -> None:
    asking = ssl._create_unverified_context()  # noqa: S323 - its certificate is made for the test
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of 1.1, which is what is tried
        asking.minimum_version = asking.maximum_version = version
    asking.set_ciphers("DEFAULT:@SECLEVEL=0")
    with socket.create_connection(("127.0.0.1", proxy.tls_port), timeout=10) as line:
        if not is_spoken:
            with pytest.raises(ssl.SSLError):
                asking.wrap_socket(line, server_hostname=NAME)
            return
        with asking.wrap_socket(line, server_hostname=NAME) as spoken:
            told = spoken.cipher()
    assert told is not None
    assert "GCM" in told[0] or "CHACHA20" in told[0]


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_a_unit_is_well_formed_and_starts_a_command_of_ours(unit: Path) -> None:
    text = unit.read_text("utf-8")
    command = re.search(r"^ExecStart=.* app\.py (\S+)$", text, re.MULTILINE)
    assert command is not None
    assert command[1] in _commands()
    for need in ("UMask=0077", "NoNewPrivileges=yes", "ProtectSystem=strict", "User=barnens-roster"):
        assert need in text
    if analyze := shutil.which("systemd-analyze"):
        done = subprocess.run([analyze, "verify", *map(str, UNITS)], capture_output=True, text=True, check=False)
        said = [line for line in done.stderr.splitlines() if unit.name in line and "is not executable" not in line]
        assert said == []


def _commands() -> set[str]:
    return {*main.commands, "worker"}


def test_the_compose_file_starts_commands_of_ours_with_settings_of_ours() -> None:
    made = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    services = made["services"]
    more = yaml.safe_load((DEPLOY / "compose.machines.yaml").read_text("utf-8"))["services"]
    settings = {**services["web"]["environment"], **more["web"]["environment"]}
    for name in ("prepare", "web", "worker"):
        assert services[name]["command"][-1] in _commands()
        assert services[name]["cap_drop"] == ["ALL"]
    known = "".join(path.read_text("utf-8") for path in (ROOT / "toolkit").glob("*.py"))
    assert [name for name in settings if f'"{name}"' not in known] == []
    assert made["networks"]["inside"]["internal"] is True
    proxy = services["proxy"]["networks"]["inside"]["ipv4_address"]
    assert services["web"]["environment"]["BR_PROXIES"] == proxy
    assert "outside" not in services["web"]["networks"]
    given_out = ip_network(made["networks"]["inside"]["ipam"]["config"][0]["ip_range"])
    fixed = [services[name]["networks"]["inside"]["ipv4_address"] for name in ("proxy", "web")]
    assert [one for one in fixed if ip_address(one) in given_out] == [], "whoever starts first would take it"
