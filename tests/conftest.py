"""What all tests share: the browser and its pages; a small knowledge base and somebody who edits it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.translation import deactivate
from hypothesis import settings as property_settings

from articles.importing import extractor
from kb.editors import editors_group
from kb.reviewing import queue
from tests.kb.desk import Desk, set_up_desk

# Playwright's synchronous interface runs an event loop in the thread of the test, which Django then takes
# for asynchronous code and refuses to query in.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# a busy machine is no failure; on CI the examples are the same each time, elsewhere they go on looking
property_settings.register_profile("project", deadline=None, derandomize="CI" in os.environ)
property_settings.load_profile("project")

#: names under which systems install Chromium; without any of them Playwright takes the one it downloaded
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Drive the system's Chromium; as root it runs without its sandbox, or not at all."""
    chromium = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    found = {"executable_path": chromium} if chromium else {}
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, **found, "args": [*browser_type_launch_args.get("args", []), *flags]}


@pytest.fixture(scope="session", autouse=True)
def loaded_once() -> Iterator[None]:
    """The analyser and the gazetteers of the files are read once a worker, however often an extractor is asked for."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("load_pipeline", "gazetteer_from_files"):
            patch.setattr(extractor, name, cache(getattr(extractor, name)))
        yield


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Django leaves the language of the last request in force, which a server's next request sets anew: a test without
    a request would speak Vietnamese after one that did."""
    yield
    deactivate()


@pytest.fixture(scope="session", autouse=True)
def never_slow() -> Iterator[None]:
    """On a busy machine a small queue may take long to work out; in tests that is no reason to let it rest."""
    real = queue.perf_counter
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queue, "perf_counter", lambda: real() / 1000)
        yield


@pytest.fixture
def desk() -> Desk:
    return set_up_desk()


@pytest.fixture
def editor(client: Client) -> User:
    """A member of Editors, with a password, logged in."""
    user = User.objects.create_user("anna", password="anna", is_staff=True)
    user.groups.add(editors_group())
    client.force_login(user)
    return user
