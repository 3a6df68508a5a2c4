"""What to do next with a run: a sentence each, with the command where one does it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.importing.processes import is_at_work
from articles.models import ImportRun, RunKind, RunStatus

MANAGE = "python manage.py"
#: how many paths a command line names before it says that there are more
MOST_PATHS = 6


@dataclass(frozen=True)
class Advice:
    words: str
    command: str = ""
    #: a page where it is done
    href: str = ""


def advice(run: ImportRun, *, open_failures: int, outdated: int) -> Iterator[Advice]:
    """`open_failures`: what failed and was not taken in since. `outdated`: articles of an older version."""
    yield from _by_status(run)
    if open_failures and run.kind == RunKind.UPLOAD and run.status == RunStatus.DONE:
        yield Advice(_("Mend the texts that failed, and give them once more."), href=reverse("uploads:new"))
    elif open_failures and run.kind not in (RunKind.REPROCESS, RunKind.UPLOAD) and run.status != RunStatus.RUNNING:
        words = ngettext(
            "Mend the input that failed, then try it once more.",
            "Mend the %(n)d inputs that failed, then try only these once more.",
            open_failures,
        ) % {"n": open_failures}
        yield Advice(words, f"{MANAGE} import_articles --retry {run.pk}")
    if outdated:
        words = ngettext(
            "One of its articles was read by an older version than the newest run's: read it again.",
            "%(n)d of its articles were read by an older version than the newest run's: read them again.",
            outdated,
        ) % {"n": outdated}
        yield Advice(words, f"{MANAGE} reprocess")


def _by_status(run: ImportRun) -> Iterator[Advice]:
    match run.status:
        case RunStatus.RUNNING if is_at_work(run):
            yield Advice(_("It is at work. Load this page again to see how far it is."))
        case RunStatus.RUNNING | RunStatus.INTERRUPTED | RunStatus.FAILED | RunStatus.UNDONE if (
            run.kind == RunKind.UPLOAD
        ):
            yield from _of_upload(run)
        case RunStatus.RUNNING | RunStatus.INTERRUPTED | RunStatus.FAILED:
            yield Advice(_("It did not come to its end. The same command goes on with the rest."), command_of(run))
        case RunStatus.STOPPED:
            words = _(
                "Nothing of it was kept. Look at the inputs and at what failed; if all is as it should be, go on."
            )
            yield Advice(words, f"{command_of(run)} --force")
        case RunStatus.UNDOING:
            yield Advice(
                _("Its undo was interrupted. The same command undoes the rest."), f"{MANAGE} undo_run {run.pk}"
            )
        case RunStatus.UNDONE:
            yield Advice(_("The knowledge base is as if it had not been. To do it once more:"), command_of(run))


def _of_upload(run: ImportRun) -> Iterator[Advice]:
    """What came by the browser is gone on with there."""
    if run.status == RunStatus.UNDONE:
        words = _("The knowledge base is as if it had not been. Give the texts once more to do it again.")
        yield Advice(words, href=reverse("uploads:new"))
    else:
        words = _("It did not come to its end. Whoever began it goes on with the rest on the page for imports.")
        yield Advice(words, href=reverse("uploads:new"))


def command_of(run: ImportRun) -> str:
    """The command line that the run was."""
    given = run.options
    if run.kind == RunKind.RETRY:
        return f"{MANAGE} import_articles --retry {given.get('retry', run.pk)}"
    names = (
        ("version_below", "version", "agency", "since", "until")
        if run.kind == RunKind.REPROCESS
        else ("columns", "encoding")
    )
    words = [f"--{name.replace('_', '-')} {shlex.quote(str(given[name]))}" for name in names if given.get(name)]
    if run.kind == RunKind.REPROCESS:
        return " ".join([MANAGE, "reprocess", *words])
    paths = [shlex.quote(str(path)) for path in given.get("paths") or ["PATH"]]
    more = ["…"] if len(paths) > MOST_PATHS else []
    return " ".join([MANAGE, "import_articles", *words, *paths[:MOST_PATHS], *more])
