"""What is asked of the looks of every page: accessible in light and in dark, no wider than the screen, one heading."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: the rules of axe that look at colours: all that a dark page can do otherwise than a light one
OF_COLOURS = ["color-contrast", "link-in-text-block"]
_AGAIN = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"


def faults(page: Page, address: str) -> list[Any]:
    """Open a page; what is wrong with it. By every rule of axe in light, by those of colours in dark."""
    page.emulate_media(color_scheme="light")
    page.goto(address)
    violations = {"light": Axe().run(page).response["violations"]}
    page.emulate_media(color_scheme="dark")
    violations["dark"] = page.evaluate(_AGAIN, OF_COLOURS)["violations"]
    found: list[Any] = [(scheme, v["id"], v["nodes"][0]["html"]) for scheme, each in violations.items() for v in each]
    if (over := page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")) > 0:
        found.append(f"{over} px too wide")
    titles = page.locator("h1").count(), len(page.title()) > 10
    strangers = page.locator("script:not([src^='/static/'])").count()
    return found if (*titles, strangers) == (1, True, 0) else [*found, *titles, strangers]
