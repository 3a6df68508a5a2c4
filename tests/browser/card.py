"""The picture that goes with a link to the site where people share it: 1200 by 630, drawn here, taken with a browser.

    python -m tests.browser.card [--out kb/static/kb/card.png]

To be taken anew when the name, the colours or the seal change.
"""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIC = Path("kb/static/kb")
WIDTH, HEIGHT = 1200, 630
#: actors as they stand in the drawing on the right: x, y, radius, kind
NODES = (
    (150, 120, 30, "person"), (330, 70, 22, "country"), (300, 250, 40, "organisation"), (120, 330, 22, "person"),
    (420, 200, 18, "person"), (400, 390, 26, "country"), (230, 440, 18, "person"),
)  # fmt: skip
TIES = ((0, 1, 3), (0, 2, 9), (1, 2, 5), (2, 3, 4), (2, 4, 3), (2, 5, 7), (3, 6, 2), (5, 6, 3), (0, 3, 2), (1, 4, 2))
COLOURS = {"person": ("#dfcbb6", "#7c470f"), "country": ("#c3d3df", "#1b5785"), "organisation": ("#ccd3bf", "#3f5f17")}
STYLE = """
* { box-sizing: border-box; margin: 0; }
body { width: 1200px; height: 630px; position: relative; overflow: hidden; background: #fbf9f5; color: #1e1c19;
  font-family: "Iowan Old Style", Palatino, "Source Serif 4", "Noto Serif", Georgia, "Liberation Serif", serif; }
body::before { content: ""; position: absolute; inset: 26px; border: 6px double #8f8672; }
header { position: absolute; left: 84px; top: 84px; display: flex; align-items: center; gap: 22px; font-size: 54px;
  font-weight: 600; }
header svg { width: 74px; height: 74px; }
h1 { position: absolute; left: 84px; top: 218px; width: 620px; font-size: 69px; line-height: 1.07; font-weight: 500;
  letter-spacing: -.02em; }
em { display: block; color: #8c2a2a; }
p { position: absolute; left: 84px; bottom: 82px; font: 27px "Liberation Sans", Arial, sans-serif; color: #4b4740; }
.network { position: absolute; right: 60px; top: 62px; width: 480px; height: 506px; }
"""


def drawing() -> str:
    """Ties beneath, then actors in the shapes of their kinds, as the site's networks have them."""
    lines = (
        f'<path d="M{NODES[one][0]} {NODES[one][1]}L{NODES[other][0]} {NODES[other][1]}" stroke-width="{width}"/>'
        for one, other, width in TIES
    )
    return f'<g stroke="#8f8672" stroke-opacity=".5">{"".join(lines)}</g>{"".join(_node(*node) for node in NODES)}'


def _node(x: int, y: int, r: int, kind: str) -> str:
    fill, stroke = COLOURS[kind]
    style = f'fill="{fill}" stroke="{stroke}" stroke-width="3.5"'
    if kind == "person":
        return f'<circle cx="{x}" cy="{y}" r="{r}" {style}/>'
    if kind == "country":
        return f'<rect x="{x - r * 0.885}" y="{y - r * 0.885}" width="{r * 1.77}" height="{r * 1.77}" {style}/>'
    far = r * 1.25
    return f'<path d="M{x} {y - far}l{far} {far} -{far} {far} -{far} -{far}z" {style}/>'


def page() -> str:
    seal = re.sub(r"<svg ", '<svg aria-hidden="true" ', (STATIC / "favicon.svg").read_text(encoding="utf-8"))
    return (
        f"<!doctype html><style>{STYLE}</style><header>{seal}Chancery</header>"
        "<h1>Who met whom, where and when, <em>and how we know</em></h1>"
        "<p>Diplomatic relations, read from wire news and cited</p>"
        f'<svg class="network" viewBox="40 0 460 480">{drawing()}</svg>'
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=STATIC / "card.png")
    out = parser.parse_args().out
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        view.set_content(page())
        view.screenshot(path=out)
        browser.close()


if __name__ == "__main__":
    main()
