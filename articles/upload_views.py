"""Importing on the site, for editors: give texts, see what would be found, import them, look at what was found."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import DetailView, FormView, View

from articles.extraction.analyser import AnalyserError
from articles.extraction.pipeline import PipelineError
from articles.importing.claims import Busy
from articles.importing.extractor import extractor_from_database, extractor_version
from articles.importing.limits import Limits
from articles.importing.staging import stage, tell_about
from articles.importing.uploading import Stretch, check_limits, import_on, read_on
from articles.models import RunStatus, Upload
from articles.models.uploads import TextState
from articles.sizes import say_most
from articles.upload_forms import AboutForm, ImportForm
from kb.models import Actor, Initiative, Meeting

#: texts on a page of the preview, and records of each kind on the page of what was found
MOST_TEXTS, MOST_RECORDS = 20, 30
#: a pasted text of no more bytes stands in the form again when its upload was thrown away; until then in the session
MOST_KEPT, _THROWN_AWAY = 200_000, "import_thrown_away"


class ForImporters(PermissionRequiredMixin):
    """Those who may import; others are asked to sign in. Everybody sees his own uploads."""

    permission_required = "articles.add_importrun"

    def get_queryset(self) -> QuerySet[Upload]:
        return Upload.objects.filter(user=self.request.user).select_related("run", "user")  # type: ignore[attr-defined]

    def upload(self, pk: int) -> Upload:
        return get_object_or_404(self.get_queryset(), pk=pk)


class NewUpload(ForImporters, FormView):
    template_name = "uploads/new.html"
    form_class = ImportForm

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), **self.request.session.pop(_THROWN_AWAY, {})}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        open_ones = self.get_queryset().filter(finished_at=None).annotate(number=Count("texts"))
        return super().get_context_data(**kwargs) | {
            "open_uploads": open_ones[:20],
            "most_files": settings.KB_UPLOAD_MAX_FILES,
            "most_bytes": say_most(settings.KB_UPLOAD_MAX_BYTES),
            "most_article_bytes": say_most(settings.KB_MAX_ARTICLE_BYTES),
        }

    def form_valid(self, form: ImportForm) -> HttpResponse:
        upload = stage(self.request.user, form.inputs)
        go_on_reading(self.request, upload)
        return redirect(upload)

    def form_invalid(self, form: ImportForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


def go_on_reading(request: HttpRequest, upload: Upload) -> None:
    """Read a stretch, and tell what hinders it."""
    try:
        read_on(upload, extractor_from_database, Stretch())
    except Busy:
        messages.warning(request, _("Another window is at work on these texts. Go on in a moment."))
    except (PipelineError, AnalyserError) as error:
        messages.error(request, str(error))


class UploadPage(ForImporters, DetailView):
    """How far an upload is: being read, ready, being imported, done; with what was found so far."""

    context_object_name = "upload"

    def get_template_names(self) -> list[str]:
        return ["uploads/done.html" if self.object.finished_at else "uploads/upload.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        upload = self.object
        counts = upload.texts.aggregate(
            all=Count("pk"), **{state.value: Count("pk", filter=Q(state=state)) for state in TextState}
        )
        texts = Paginator(upload.texts.defer("raw", "read").select_related("article"), MOST_TEXTS)
        page = texts.get_page(self.request.GET.get("page"))
        context = super().get_context_data(**kwargs) | {
            "counts": counts, "texts": page.object_list, "page_obj": page,
            "pages": texts.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        }  # fmt: skip
        return context | (self._done(upload) if upload.finished_at else self._under_way(upload, counts))

    def _under_way(self, upload: Upload, counts: dict[str, int]) -> dict[str, Any]:
        ready = not counts["waiting"] and not upload.begun_at
        undone = bool(upload.run and upload.run.status in (RunStatus.UNDOING, RunStatus.UNDONE))
        limits = Limits(failed=settings.KB_RUN_MAX_FAILED, drift=settings.KB_RUN_MAX_DRIFT)
        return {
            "ready": ready,
            "undone": undone,
            "stopped": check_limits(upload, limits) if ready else "",
            "done": counts["all"] - counts["waiting"] - (counts["read"] if upload.begun_at else 0),
            "automatic": not undone and not ready and not messages.get_messages(self.request),
        }

    def _done(self, upload: Upload) -> dict[str, Any]:
        created: dict[str, list[int]] = {"actor": [], "meeting": [], "initiative": []}
        for table, pk in upload.counted.get("created", []):
            created.setdefault(table, []).append(pk)
        meetings = Meeting.objects.visible().filter(pk__in=created["meeting"])
        initiatives = Initiative.objects.visible().filter(pk__in=created["initiative"])
        actors = Actor.objects.visible().filter(pk__in=created["actor"])
        groups = [
            (_("New meetings"), "kb/parts/events.html", meetings.with_display().latest_first()),
            (_("New initiatives"), "kb/parts/initiatives.html", initiatives.with_display().latest_first()),
        ]
        return {
            "groups": [(title, part, rows[:MOST_RECORDS], rows.count()) for title, part, rows in groups],
            "actors": actors.order_by("kind", "name")[:MOST_RECORDS],
            "actor_count": actors.count(),
        }


class ReadOn(ForImporters, View):
    """Read the next stretch of texts."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = self.upload(pk)
        go_on_reading(request, upload)
        return redirect(upload)


class ImportOn(ForImporters, View):
    """Import the next stretch; the first only within the limits, or where the editor says so all the same."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = self.upload(pk)
        if reason := self._refusal(upload):
            messages.error(request, reason)
            return redirect(upload)
        try:
            import_on(upload, extractor_from_database, Stretch(), pipeline_version=extractor_version())
        except Busy:
            messages.warning(request, _("Another window is at work on these texts. Go on in a moment."))
        except (PipelineError, AnalyserError) as error:
            messages.error(request, str(error))
        return redirect(upload)

    def _refusal(self, upload: Upload) -> str:
        if upload.texts.filter(state=TextState.WAITING).exists():
            return _("Some texts are not read yet: look at what is found in them first.")
        if upload.run and upload.run.status in (RunStatus.UNDOING, RunStatus.UNDONE):
            return _("What was imported of it was undone. Give the texts once more to import them again.")
        limits = Limits(failed=settings.KB_RUN_MAX_FAILED, drift=settings.KB_RUN_MAX_DRIFT)
        if upload.begun_at is None and not self.request.POST.get("force"):
            return check_limits(upload, limits)
        return ""


class TellAbout(ForImporters, View):
    """Say when a text was published and by whom, as long as nothing is imported; it is read again with that."""

    def post(self, request: HttpRequest, pk: int, text: int) -> HttpResponse:
        upload = self.upload(pk)
        row = get_object_or_404(upload.texts, pk=text, state=TextState.READ)
        form = AboutForm(request.POST)
        if upload.begun_at is not None or not form.is_valid():
            messages.error(request, " ".join(error for each in form.errors.values() for error in each))
            return redirect(upload)
        tell_about(row, **form.cleaned_data)
        go_on_reading(request, upload)
        return redirect(upload)


class DropUpload(ForImporters, View):
    """Throw an upload away; what was imported of it stays. A pasted text stands in the form again."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = self.upload(pk)
        pasted = upload.texts.filter(source__startswith="pasted/", state=TextState.READ).first()
        if pasted is not None and len(pasted.raw) <= MOST_KEPT:
            header = pasted.read["header"]
            about = {name: header.get(name) or "" for name in ("published", "agency")}
            request.session[_THROWN_AWAY] = {"text": bytes(pasted.raw).decode(), **about}
        upload.delete()
        words = _("Thrown away. What was imported before stays.")
        messages.success(request, _("Thrown away; the pasted text stands here again.") if pasted else words)
        return redirect("uploads:new")
