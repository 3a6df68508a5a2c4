"""The pages of import runs, for editors: what each brought, what failed and why, what to do next, and its undo."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.mixins import PermissionRequiredMixin, UserPassesTestMixin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from articles.importing.rehearsal import rolled_back
from articles.importing.undo import CannotUndo, count_to_undo, refuse_undo, take_back_run, undo_run
from articles.models import Article, ImportRun, RunKind
from articles.run_advice import advice
from kb.listing import PagedListView

#: how many articles and failures the page of a run shows at once
MOST_ARTICLES = 12
MOST_FAILURES = 50
#: undoing more articles takes longer than a page may (a tenth of a second each and more): the command does it
MOST_UNDONE_HERE = 100


class ForEditors(PermissionRequiredMixin):
    """Those who may see runs; others are asked to log in."""

    permission_required = "articles.view_importrun"


class RunList(ForEditors, PagedListView):
    template_name = "runs/run_list.html"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[ImportRun]:
        return ImportRun.objects.with_open_failures()

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Any, ...]:
        """The asked page, or the nearest one there is."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        return context | {"pages": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)}


class RunPage(ForEditors, DetailView):
    template_name = "runs/run_detail.html"
    context_object_name = "run"

    def get_queryset(self) -> QuerySet[ImportRun]:
        return ImportRun.objects.with_open_failures().select_related("undone_by", "started_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = self.object
        articles = articles_of(run)
        newest = ImportRun.objects.order_by("-pk").values_list("pipeline_version", flat=True).first()
        outdated = articles.current().exclude(pipeline_version=newest).count()
        failures = Paginator(run.failures.defer("original").select_related("taken_in_by"), MOST_FAILURES)
        page = failures.get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "articles": articles.without_text().with_counts().latest_first()[:MOST_ARTICLES],
            "article_count": articles.count(),
            "failures": page.object_list,
            "page_obj": page,
            "pages": failures.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
            "advice": list(advice(run, open_failures=run.open_failures, outdated=outdated)),
            "may_undo": may_undo(self.request.user, run) and _can_undo(run),
        }


class UndoRun(UserPassesTestMixin, DetailView):
    """What an undo would do, by doing it and taking it back; then the undo itself."""

    template_name = "runs/run_undo.html"
    context_object_name = "run"
    model = ImportRun

    def test_func(self) -> bool:
        return may_undo(self.request.user, self.get_object())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run, number = self.object, count_to_undo(self.object)
        refusal = _refusal(run)
        preview = None
        if not refusal and number <= MOST_UNDONE_HERE:
            with rolled_back():
                preview = take_back_run(run).to_json()
        return super().get_context_data(**kwargs) | {
            "number": number, "refusal": refusal, "preview": preview, "most": MOST_UNDONE_HERE,
        }  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        run = self.object = self.get_object()
        if _refusal(run) or count_to_undo(run) > MOST_UNDONE_HERE:
            return self.render_to_response(self.get_context_data(), status=409)
        try:
            undo_run(run, user=request.user)
        except CannotUndo:  # somebody else was quicker
            run.refresh_from_db()
            return self.render_to_response(self.get_context_data(), status=409)
        LogEntry.objects.log_actions(request.user.pk, [run], CHANGE, _("Undone."), single_object=True)
        return HttpResponseRedirect(reverse("runs:run", args=[run.pk]))


def may_undo(user: Any, run: ImportRun) -> bool:
    """Whoever may undo all runs; and those who import on the site, what they began there."""
    his_own = run.started_by_id is not None and run.started_by_id == user.pk
    return bool(user.has_perm("articles.undo_importrun") or (his_own and user.has_perm("articles.add_importrun")))


def articles_of(run: ImportRun) -> Any:
    """The articles that the run brought, or read again, and that are still there."""
    if run.kind == RunKind.REPROCESS:
        return Article.objects.filter(earlier_readings__run=run)
    return Article.objects.filter(run=run)


def _refusal(run: ImportRun) -> str:
    try:
        refuse_undo(run)
    except CannotUndo as reason:
        return str(reason)
    return ""


def _can_undo(run: ImportRun) -> bool:
    return not _refusal(run)
