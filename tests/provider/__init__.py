"""A certified OpenID Connect provider (oidc-provider, of npm) that the tests start on loopback, and people who use it.

It is installed once per checkout, from the lock file beside this, with its checksums; it needs Node.js and npm.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import requests

from tests.packages import NoMeansError
from toolkit.config import ROOT

HERE = Path(__file__).parent
LOCK = HERE / "package-lock.json"
CLIENT, SECRET = "roster", "hush-of-the-tests"
HOME = "http://localhost"


def install() -> Path:
    """The folder with its packages; some seconds, the first time. Raises `NoMeansError` without Node.js and npm."""
    if not (shutil.which("node") and shutil.which("npm")):
        message = (
            "the sign-in by a municipality's account is tested against a provider in Node.js. Install nodejs and npm"
        )
        raise NoMeansError(message)
    place = ROOT / ".cache" / "test-provider"
    place.mkdir(parents=True, exist_ok=True)
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    with (place / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        stamp = place / "installed"
        if not stamp.exists() or stamp.read_text() != wanted:
            for name in ("package.json", "package-lock.json"):
                shutil.copyfile(HERE / name, place / name)
            quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            subprocess.run(["npm", "ci", *quiet], cwd=place, check=True, stdout=subprocess.DEVNULL)
            stamp.write_text(wanted)
    return place


class RealProvider:
    """It runs until `stop`, or until whoever started it is gone. `accounts` are its people, by their subject."""

    def __init__(self, *, tells: str, home: str = HOME) -> None:
        self._home, self._tells = home, tells  # where it says that somebody has signed out
        self._folder = Path(tempfile.mkdtemp(prefix="br-provider-"))
        self.accounts: dict[str, dict[str, Any]] = {}
        self._write()
        environment = {**os.environ, "BR_NODE_MODULES": str(install())}
        self._log = (self._folder / "log").open("w")
        self._process = subprocess.Popen(
            ["node", HERE / "server.js", self._folder / "state.json"],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True,
            start_new_session=True,
        )  # fmt: skip
        assert self._process.stdout
        while (line := self._process.stdout.readline()) and not line.startswith("http"):
            pass
        self.issuer = line.strip()
        assert self.issuer, (self._folder / "log").read_text()

    def know(self, subject: str, username: str, *groups: str, name: str = "Sara Lind") -> None:
        """Somebody has an account, with these groups from now on."""
        self.accounts[subject] = {"name": name, "preferred_username": username, "groups": list(groups)}
        self._write()

    def stop(self) -> None:
        """End it."""
        for end in (self._process.stdin, self._process.stdout):
            if end:
                end.close()
        self._process.wait(timeout=10)
        self._log.close()
        shutil.rmtree(self._folder)

    def _write(self) -> None:
        client = {
            "client_id": CLIENT,
            "client_secret": SECRET,
            "redirect_uris": [f"{self._home}/sign-in/municipality/return"],
            "post_logout_redirect_uris": [f"{self._home}/sign-in"],
            "backchannel_logout_uri": self._tells,
            "backchannel_logout_session_required": True,
        }
        (self._folder / "state.json").write_text(json.dumps({"clients": [client], "accounts": self.accounts}))


class AtTheProvider:
    """Somebody's browser, as far as the provider sees it."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.forms = 0
        self._session = requests.Session()
        self._session.trust_env = False

    def go(self, address: str) -> str:
        """Follow the provider's pages from an address, signing in where it asks, to where it leads back to us."""
        answer = self._session.get(address, allow_redirects=False)
        for _ in range(12):
            if answer.is_redirect:
                to = urljoin(answer.url, answer.headers["Location"])
                if to.startswith(f"{HOME}/"):
                    return str(to)
                answer = self._session.get(to, allow_redirects=False)
            else:
                answer = self._send_form(answer)
        raise AssertionError(answer.text)

    def _send_form(self, answer: requests.Response) -> requests.Response:
        self.forms += 1
        action = re.search(r'action="([^"]+)"', answer.text)
        assert action, answer.text
        hidden = re.findall(r'name="([^"]+)" value="([^"]*)"', answer.text)
        typed = {"login": self.subject, "password": "x"} if "password" in answer.text else {"logout": "yes"}
        to = urljoin(answer.url, action[1])
        return self._session.post(to, data={**dict(hidden), **typed}, allow_redirects=False)
