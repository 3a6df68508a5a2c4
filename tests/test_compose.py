"""docker-compose.yml without Docker: its image's files, its commands and its environment against a PostgreSQL."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from tests.postgresql import start

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
#: what a person puts into `.env`, and no more
PERSON = {"POSTGRES_PASSWORD": "letters", "DJANGO_SECRET_KEY": "a key of a person's own, longer than fifty characters"}
ARTICLE = " date 2020-02-03\n\nRussian Foreign Minister Sergey Lavrov met Lim Jock Hoi in Moscow on Monday.\n"


def interpolate(value: str) -> str:
    """As compose does: `${NAME:-default}`, `${NAME:?message}`, `$$`."""
    value = re.sub(r"\$\{(\w+):([-?])([^}]*)\}", lambda m: PERSON.get(m[1]) or (m[3] if m[2] == "-" else ""), value)
    return value.replace("$$", "$")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


@dataclass(frozen=True)
class Deployment:
    """The site as the container holds it, on a port of this machine."""

    folder: Path
    environment: dict[str, str]
    port: int

    def run(self, command: list[str], **changes: str) -> subprocess.CompletedProcess[str]:
        words = [self._here(word, changes) for word in command]
        return subprocess.run(
            words, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )

    def start(self, command: list[str]) -> subprocess.Popen[bytes]:
        words = [self._here(word, {}) for word in command]
        with (self.folder / "log").open("wb") as log:
            return subprocess.Popen(words, cwd=self.folder, env=self.environment, stdout=log, stderr=log)

    def get(self, path: str, **headers: str) -> Answer:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())

    def _here(self, word: str, changes: dict[str, str]) -> str:
        return changes.get(word, word.replace("8000", str(self.port)))


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """The address of an empty database on a PostgreSQL of this test."""
    folder = Path(tempfile.mkdtemp(prefix="chancery-compose-"))
    server = start(folder)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE chancery")
    yield server.get_uri("chancery")
    server.cleanup()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def site(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """The image built and the web service started, by the lines of the file."""
    folder = tmp_path_factory.mktemp("app")
    web = COMPOSE["services"]["web"]
    environment = {name: interpolate(value) for name, value in web["environment"].items()}
    environment |= {"DATABASE_URL": database, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    deployment = Deployment(folder, environment, free_port())
    for verb, line in re.findall(r"^(COPY|RUN) (.+)$", interpolate(web["build"]["dockerfile_inline"]), re.MULTILINE):
        if verb == "COPY":
            name = line.split()[0]
            (folder / name).parent.mkdir(exist_ok=True)
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)
        elif "collectstatic" in line:
            built = deployment.run(["sh", "-c", line])
            assert built.returncode == 0, built.stderr
    server = deployment.start(web["command"])
    try:
        wait_until_healthy(deployment, server)
        yield deployment
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_until_healthy(deployment: Deployment, server: subprocess.Popen[bytes]) -> None:
    check = COMPOSE["services"]["web"]["healthcheck"]["test"][1:]
    deadline = time.monotonic() + 90
    while deployment.run(check).returncode != 0:
        assert server.poll() is None and time.monotonic() < deadline, (deployment.folder / "log").read_text()
        time.sleep(0.5)


def test_compose_web_serves_the_site_from_postgresql(site: Deployment) -> None:
    answer = site.get("/", X_Forwarded_Proto="https")
    assert answer.status == 200
    assert "max-age=31536000" in str(answer.headers["Strict-Transport-Security"])
    assert "Chancery" in answer.body.decode()


def test_compose_web_sends_plain_requests_to_https(site: Deployment) -> None:
    answer = site.get("/actors/")
    assert (answer.status, answer.headers["Location"]) == (301, f"https://127.0.0.1:{site.port}/actors/")


def test_compose_web_serves_its_stylesheets_for_good(site: Deployment) -> None:
    page = site.get("/admin/login/", X_Forwarded_Proto="https").body.decode()
    sheet = re.search(r'href="(/static/[^"]+\.css)"', page)
    assert sheet
    answer = site.get(sheet[1], X_Forwarded_Proto="https", Accept_Encoding="gzip")
    assert (answer.status, answer.headers["Content-Encoding"]) == (200, "gzip")
    assert "immutable" in str(answer.headers["Cache-Control"])


def test_compose_web_refuses_other_hosts(site: Deployment) -> None:
    assert site.get("/", Host="elsewhere.example", X_Forwarded_Proto="https").status == 400


def test_compose_import_reads_the_mounted_folder(site: Deployment, tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(ARTICLE)
    service = COMPOSE["services"]["import"]
    assert service["volumes"][0]["target"] == service["command"][-1]
    done = site.run(service["command"], **{"/articles": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    assert "Lavrov" in site.get("/articles/", X_Forwarded_Proto="https").body.decode()


def test_compose_starts_nothing_without_the_persons_own_secrets() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    assert set(re.findall(r"\$\{(\w+):\?", text)) == set(PERSON)


def test_compose_runs_as_a_user_without_rights_and_keeps_the_data() -> None:
    services = COMPOSE["services"]
    dockerfile = services["web"]["build"]["dockerfile_inline"].splitlines()
    assert dockerfile[-1] == "USER chancery"
    assert dockerfile.index("USER chancery") > dockerfile.index(next(line for line in dockerfile if "useradd" in line))
    assert services["postgres"]["volumes"] == ["database:/var/lib/postgresql/data"]
    assert services["web"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert services["import"]["profiles"] == ["import"]
    assert "RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock" in dockerfile
