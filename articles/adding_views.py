"""Adding by hand what an article tells: choose a sentence or words of it, say what they mean; and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from articles.adding_forms import FORMS
from articles.importing.adding import CannotAdd, take_back_addition
from articles.models import ActorEvidence, Addition, AdditionKind, Article
from articles.reading.header import head_end
from kb.citations import sentences_of
from kb.marked_text import Mark, marked_html, paragraphs
from kb.models import Actor
from kb.models.querysets import shown

WHAT = {
    AdditionKind.MENTION: gettext_lazy("A mention"),
    AdditionKind.SPELLING: gettext_lazy("A new spelling"),
    AdditionKind.POST: gettext_lazy("A post"),
    AdditionKind.MEETING: gettext_lazy("A meeting"),
    AdditionKind.INITIATIVE: gettext_lazy("An initiative"),
}
HINT = {
    AdditionKind.MENTION: gettext_lazy("These words name an actor whom the program overlooked."),
    AdditionKind.SPELLING: gettext_lazy(
        "These words are a name of an actor: imports know the actor by it from now on."
    ),
    AdditionKind.POST: gettext_lazy("These words say which post a person holds, or held."),
    AdditionKind.MEETING: gettext_lazy(
        "These words tell of a meeting. Give what they say; leave out what they do not."
    ),
    AdditionKind.INITIATIVE: gettext_lazy(
        "These words tell of an agreement, a plan or another undertaking. Give what they say; leave out the rest."
    ),
}


class ForAdders(PermissionRequiredMixin, View):
    """Those who may add to articles; others are asked to log in."""

    permission_required = ("articles.add_addition", "kb.change_actor", "kb.change_meeting", "kb.change_initiative")


class AddPage(ForAdders):
    """First the sentences of the text to choose from, then the form for the words that were chosen."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        article = get_object_or_404(Article.objects.defer("original"), slug=slug)
        if not article.is_current:
            newest = get_object_or_404(Article.objects.current(), guid=article.guid)
            messages.info(request, _("This text was corrected: here is the newest version."))
            return redirect("articles:add", newest.slug)
        span = _span(request.GET, article)
        return _form_page(request, article, span) if span else _sentences_page(request, article)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        article = get_object_or_404(Article.objects.defer("original"), slug=slug)
        span = _span(request.POST, article)
        if span is None:
            return redirect("articles:add", article.slug)
        form = FORMS[_what(request.POST)](article, *span, request.POST)
        if not form.is_valid():
            return _form_page(request, article, span, form)
        try:
            addition = form.add(request.user)
        except CannotAdd as refused:
            form.add_error(None, str(refused))
            return _form_page(request, article, span, form)
        shown_words = Truncator(addition.quote).chars(60)
        messages.success(request, _("Added from “%(words)s”.") % {"words": shown_words})
        return redirect(f"{article.get_absolute_url()}#by-hand")


class TakeBack(ForAdders):
    """Undo an addition."""

    def post(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        addition = get_object_or_404(Addition, article__slug=slug, number=number)
        words = Truncator(addition.quote).chars(60)
        guid = addition.article.guid
        take_back_addition(addition, user=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Taken back: “%(words)s”.") % {"words": words})
        return redirect(Article.objects.current().filter(guid=guid).first() or "articles:articles")


def _what(asked: QueryDict) -> str:
    return asked.get("what", "") if asked.get("what") in FORMS else AdditionKind.MENTION.value


def _span(asked: QueryDict, article: Article) -> tuple[int, int] | None:
    """The span that was chosen, without white space at its ends; None where there is none."""
    start, end = asked.get("start", ""), asked.get("end", "")
    if not (start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10):
        return None
    first, last = int(start), min(int(end), len(article.text))
    words = article.text[first:last]
    if not words.strip():
        return None
    return first + len(words) - len(words.lstrip()), first + len(words.rstrip())


def _sentences_page(request: HttpRequest, article: Article) -> HttpResponse:
    """Every sentence is a link to its form. The line of the date is none: it is the file's, not the report's."""
    text, head = article.text, head_end(article.text)
    found = [
        [(start, end, text[start:end]) for start, end in sentences_of(text, max(first, head), last)]
        for first, last in paragraphs(text)
        if last > head
    ]
    return render(request, "articles/add_choose.html", {"article": article, "paragraphs": found})


def _form_page(request: HttpRequest, article: Article, span: tuple[int, int], form: Any = None) -> HttpResponse:
    what = _what(request.POST or request.GET)
    form = form or FORMS[what](article, *span)
    around = next((each for each in paragraphs(article.text) if each[0] <= span[0] < each[1]), span)
    last = max(around[1], span[1])
    context = {
        "article": article,
        "span": span,
        "what": what,
        "hint": HINT[AdditionKind(what)],
        "kinds": [(kind.value, label) for kind, label in WHAT.items()],
        "form": form,
        "around": marked_html(
            article.text, [Mark(*span, "value")], start=max(around[0], min(head_end(article.text), span[0])), end=last
        ),
        "names": _names(article),
    }
    return render(request, "articles/add.html", context, status=409 if form.non_field_errors() else 200)


def _names(article: Article) -> list[str]:
    """Whom the article names, for the field that asks who it is."""
    named = ActorEvidence.objects.visible().filter(shown("actor"), article=article)
    return list(Actor.objects.filter(pk__in=named.values("actor")).order_by("name").values_list("name", flat=True))
