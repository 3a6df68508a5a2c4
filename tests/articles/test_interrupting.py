"""An import that is interrupted from outside: the true command, in a process and on a database of its own."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import articles

ROOT = Path(articles.__file__).parent.parent
GOOD = (
    " date 2020-02-03 Moscow (KBW) – ASEAN Secretary General Lim Jock Hoi met Sergey Lavrov in Moscow on February 3.\n"
)


def test_interrupting_leaves_whole_articles(tmp_path: Path) -> None:
    for n in range(100):
        text = GOOD.replace("Lim Jock Hoi", f"Lim Jock Hoi number {n}")
        (tmp_path / f"{n}.txt").write_text(text, encoding="utf-8")
    environment = {
        **os.environ, "DJANGO_DEBUG": "1", "DATABASE_URL": f"sqlite:///{tmp_path}/kb.sqlite3",
        "DJANGO_SETTINGS_MODULE": "kb.settings",
    }  # fmt: skip
    manage = [sys.executable, "-W", "ignore", str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "-v0"], env=environment, check=True, cwd=ROOT)
    command = subprocess.Popen(
        # no article is held back until more were looked at: the first is written at once
        [*manage, "import_articles", str(tmp_path), "--json", "--force"],
        env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        with sqlite3.connect(tmp_path / "kb.sqlite3", timeout=30) as database:
            deadline = time.monotonic() + 120
            while not database.execute("SELECT count(*) FROM articles_article").fetchone()[0]:
                assert time.monotonic() < deadline, "no article was imported"
                time.sleep(0.05)
            command.send_signal(signal.SIGINT)
            out, err = command.communicate(timeout=60)
            counted = json.loads(out)["articles"]["new"]
            stored = database.execute("SELECT count(*) FROM articles_article").fetchone()[0]
            runs = database.execute("SELECT status, articles_new FROM articles_importrun").fetchall()
    finally:
        command.kill()
        command.communicate()
    assert command.returncode == 130
    assert "Interrupted" in err
    assert 0 < counted == stored < 100
    assert runs == [("interrupted", counted)]
