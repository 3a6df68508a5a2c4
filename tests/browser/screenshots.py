"""Pictures of the site's main pages for the documentation, taken of the demo (`make demo`) while it runs.

    python -m tests.browser.screenshots [--site http://127.0.0.1:8000] [--out docs/screenshots]

Written as JPEG, 1280 pixels wide; the last ones dark and as on a telephone. Exit code 1 where a page does not answer.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

DESK, TELEPHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
EDITOR = ("editor", "demo")
QUALITY = 82


@dataclass(frozen=True)
class Shot:
    """`path` may be a search's address whose first result is followed (`follow`: a selector of the link)."""

    name: str
    path: str
    follow: str = ""
    dark: bool = False
    telephone: bool = False
    signed_in: bool = False


SHOTS = (
    Shot("home", "/"),
    Shot("actor", "/actors/sergey-lavrov/"),
    Shot("brief", "/relations/russia/asean/"),
    Shot("meeting", "/meetings/?actor=sergey-lavrov&since=2020-02&until=2020-02", "main table a[href^='/meetings/t']"),
    Shot("article", "/articles/?q=&since=2020-02-04&until=2020-02-04", "main a[href^='/articles/2020-02-04']"),
    Shot("list", "/meetings/?country=russia&country=vietnam"),
    Shot("network", "/network/"),
    Shot("map", "/map/", dark=True),
    Shot("review", "/review/", signed_in=True),
    Shot("telephone", "/relations/russia/vietnam/", dark=True, telephone=True),
)


def take(browser: Browser, site: str, shot: Shot, out: Path) -> bool:
    """One picture; False where the page does not answer or the link to follow is not there."""
    context = browser.new_context(
        viewport=TELEPHONE if shot.telephone else DESK,  # type: ignore[arg-type]
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
        locale="en-GB",
    )
    page = context.new_page()
    try:
        if shot.signed_in:
            _sign_in(page, site)
        answer = page.goto(site + shot.path, wait_until="networkidle")
        if answer is None or not answer.ok:
            return False
        if shot.follow:
            link = page.locator(shot.follow).first
            if not link.count():
                return False
            page.goto(site + (link.get_attribute("href") or ""), wait_until="networkidle")
        page.screenshot(path=out / f"{shot.name}.jpg", type="jpeg", quality=QUALITY)
        return True
    finally:
        context.close()


def _sign_in(page: Page, site: str) -> None:
    page.goto(f"{site}/sign-in/")
    page.fill("input[name=username]", EDITOR[0])
    page.fill("input[name=password]", EDITOR[1])
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state("networkidle")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", default="http://127.0.0.1:8000")
    parser.add_argument("--out", type=Path, default=Path("docs/screenshots"))
    arg = parser.parse_args()
    arg.out.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        missed = [shot.name for shot in SHOTS if not take(browser, arg.site, shot, arg.out)]
        browser.close()
    for name in missed:
        print(f"No picture of {name}: {arg.site} did not answer, or does not show the demo.", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
