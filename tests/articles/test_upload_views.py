"""Importing on the site: give texts, see what would be found, import them; in stretches, and the same once more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.test import Client
from django.urls import reverse

from articles import upload_views
from articles.extraction.facts import ActorFact, ArticleFacts, MeetingFact, ParticipantFact, Source, Span
from articles.importing import uploading
from articles.importing.claims import SILENT, Busy, Claim, claimed
from articles.importing.undo import undo_run
from articles.models import Article, ImportRun, RunKind, RunStatus, Upload, UploadedText
from articles.reading import RawArticle
from kb.models import Actor, Meeting
from tests.kb.strict_html import StrictHtml

pytestmark = pytest.mark.django_db
TEXT = "The minister Anna Berg met Carl Dahl in the capital on Monday, and they said that it was good. {}"


def file(number: int | str, name: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name or f"{number}.txt", TEXT.format(f"This is number {number}.").encode())


def extract(raw: RawArticle) -> ArticleFacts:
    """Two people meet in every text."""
    if "cannot be parsed" in raw.text:
        raise ValueError("no parse")
    actors = []
    for id_, name in (("a1", "Anna Berg"), ("a2", "Carl Dahl")):
        at = Span(raw.text.index(name), raw.text.index(name) + len(name))
        actors.append(ActorFact(id_, "person", name, (at,), 1.0))
    sentence = Span(raw.text.index("The minister"), raw.text.index("good.") + 5)
    who = tuple(ParticipantFact(actor.id, "participant", Source(actor.mentions[0], "test")) for actor in actors)
    meeting = MeetingFact("m1", "talks", None, "held", None, None, False, who, (sentence,), 1.0)
    return ArticleFacts(
        raw.header.published, raw.header.agency, raw.header.dateline, actors=tuple(actors), meetings=(meeting,)
    )


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(upload_views, "extractor_from_database", lambda: extract)
    monkeypatch.setattr(upload_views, "extractor_version", lambda: "test")
    yield


@pytest.fixture
def give(client: Client, editor: User) -> Callable[..., Any]:
    def given(**data: Any) -> Any:
        return client.post(reverse("uploads:new"), data, follow=True)

    return given


def import_all(client: Client, upload: Upload, **data: Any) -> Any:
    response = client.post(reverse("uploads:import", args=[upload.pk]), data, follow=True)
    for _ in range(20):
        upload.refresh_from_db()
        if upload.finished_at:
            break
        response = client.post(reverse("uploads:import", args=[upload.pk]), data, follow=True)
    return response


def states(upload: Upload) -> list[str]:
    return list(upload.texts.values_list("state", flat=True))


@pytest.mark.parametrize("name", ["new", "upload", "read", "import", "drop"])
def test_uploads_are_for_those_who_may_import(client: Client, name: str) -> None:
    upload = Upload.objects.create(user=User.objects.create_user("owner"))
    address = reverse(f"uploads:{name}", args=[] if name == "new" else [upload.pk])
    ask = client.get if name in ("new", "upload") else client.post
    assert ask(address).url == f"{reverse('kb:sign-in')}?next={address}"
    client.force_login(User.objects.create_user("reader"))
    assert ask(address).status_code == 403
    assert 'href="/import/"' not in client.get("/").content.decode()


@pytest.mark.parametrize("name", ["upload", "read", "import", "drop"])
def test_uploads_of_others_are_nobody_s_business(client: Client, editor: User, name: str) -> None:
    upload = Upload.objects.create(user=User.objects.create_user("owner"))
    ask = client.get if name == "upload" else client.post
    assert ask(reverse(f"uploads:{name}", args=[upload.pk])).status_code == 404


def test_uploads_are_linked_for_editors_also_from_the_empty_first_page(client: Client, editor: User) -> None:
    page = client.get("/").content.decode()
    assert page.count('href="/import/"') == 2


def test_uploads_a_pasted_text_is_shown_then_imported_then_already_in(client: Client, give: Any) -> None:
    text = TEXT.format("It went on.\r\n\r\nThey parted as friends.")
    given = {"text": text, "published": "2020-02-03", "agency": "KBW", "source": "https://wire.example/7"}
    response = give(**given)
    page = response.content.decode()
    assert StrictHtml(page).wrongs == []
    for words in ("Anna Berg", "3 February 2020", "KBW", "Nothing is kept yet", "The minister Anna Berg met Carl Dahl"):
        assert words in page
    assert not Article.objects.exists() and not ImportRun.objects.exists() and not Actor.objects.exists()
    upload = Upload.objects.get()
    response = import_all(client, upload)
    page = response.content.decode()
    assert StrictHtml(page).wrongs == []
    article, run = Article.objects.get(), ImportRun.objects.get()
    assert (article.url, article.agency, str(article.published)) == (given["source"], "KBW", "2020-02-03")
    assert article.text == text.replace("\r\n", "\n") and article.run == run
    assert (run.kind, run.status, run.started_by.username) == (RunKind.UPLOAD, RunStatus.DONE, "anna")
    assert (run.articles_new, run.records_created, run.facts) == (1, 3, 3)
    for record in (article, run, Meeting.objects.get(), *Actor.objects.all()):
        assert record.get_absolute_url() in page
    assert "begun by anna" in client.get(run.get_absolute_url()).content.decode()
    assert [(bytes(row.raw), row.read) for row in UploadedText.objects.all()] == [(b"", {})]

    page = give(text=text).content.decode()
    assert "1 already in" in page and article.get_absolute_url() in page
    import_all(client, Upload.objects.latest("pk"))
    assert Article.objects.count() == ImportRun.objects.count() == 1


def test_uploads_files_without_a_date_take_what_is_said_beside_them(client: Client, give: Any) -> None:
    page = give(files=[file(1)], published="2020-02-03", agency="KBW").content.decode()
    assert "3 February 2020" in page and "KBW" in page


def test_uploads_date_and_agency_of_a_text_are_set_before_it_is_imported(client: Client, give: Any) -> None:
    give(text=TEXT.format("It went on."))
    upload = Upload.objects.get()
    about = reverse("uploads:about", args=[upload.pk, upload.texts.get().pk])
    refused = client.post(about, {"published": "soon"}, follow=True)
    assert "No day of the calendar" in refused.content.decode()
    page = client.post(about, {"published": "2021-05-06", "agency": "KBW"}, follow=True).content.decode()
    assert "6 May 2021" in page and StrictHtml(page).wrongs == []
    import_all(client, upload)
    assert (str(Article.objects.get().published), Article.objects.get().agency) == ("2021-05-06", "KBW")
    assert client.post(about, {"published": "2022-05-06"}).status_code == 404


def test_uploads_a_pasted_text_that_was_thrown_away_stands_in_the_form_again(client: Client, give: Any) -> None:
    give(text=TEXT.format("It went on."), published="2020-02-03")
    page = client.post(reverse("uploads:drop", args=[Upload.objects.get().pk]), follow=True).content.decode()
    assert "It went on." in page and 'value="2020-02-03"' in page
    assert "It went on." not in client.get(reverse("uploads:new")).content.decode()


def test_uploads_another_text_under_the_same_source_is_its_new_version(client: Client, give: Any) -> None:
    for number in (1, 2):
        page = give(text=TEXT.format(f"Number {number}."), source="desk note").content.decode()
        assert ("new version" in page) == (number == 2)
        import_all(client, Upload.objects.latest("pk"))
    assert list(Article.objects.order_by("pk").values_list("version", "is_current")) == [(1, False), (2, True)]
    assert ImportRun.objects.latest("pk").articles_changed == 1


def test_uploads_several_files_good_and_bad_each_for_itself(client: Client, give: Any) -> None:
    table = b'{"text": "%s", "id": "x", "date": "2020-01-02"}\nno json\n' % TEXT.format("In a table.").encode()
    files = [
        file(1), file(1, "again.txt"), SimpleUploadedFile("t.jsonl", table), SimpleUploadedFile("b.txt", b"\0\1\2"),
        SimpleUploadedFile("empty.txt", b""), SimpleUploadedFile("x.txt", TEXT.format("It cannot be parsed.").encode()),
    ]  # fmt: skip
    page = give(files=files).content.decode()
    assert StrictHtml(page).wrongs == []
    upload = Upload.objects.get()
    assert states(upload) == ["read", "known", "read", "failed", "failed", "failed", "failed"]
    for words in ("he same text stands twice", "t.jsonl#line 2", "ot a JSON line", "inary data", "mpty", "no parse"):
        assert words in page
    import_all(client, upload)
    run = ImportRun.objects.get()
    assert (run.articles_new, run.articles_unchanged, run.articles_failed) == (2, 1, 4)
    assert run.failures.count() == 4 and run.status == RunStatus.DONE
    assert "Mend the texts that failed" in client.get(run.get_absolute_url()).content.decode()
    assert sorted(Article.objects.values_list("title", flat=True))
    # another file of the same name replaces nothing
    give(files=[file(2, "1.txt")])
    import_all(client, Upload.objects.latest("pk"))
    assert Article.objects.current().count() == 3


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Nothing to read yet"),
        ({"text": "  \r\n "}, "Nothing to read yet"),
        ({"text": TEXT, "published": "2020-02-31"}, "No day of the calendar"),
        ({"text": "12345 67890", "agency": "KBW"}, "This cannot be read"),
        ({"text": TEXT * 9, "agency": "KBW"}, "Too large for one article"),
        ({"text": TEXT, "source": "https://not an address"}, "Not a web address"),
        ({"text": TEXT, "files": [1, 2, 3]}, "3 files: at most 2"),
        ({"text": TEXT, "files": ["x" * 2000]}, "together: at most"),
        ({"text": TEXT, "source": "s" * 1001}, "at most 1000 characters"),
    ],
)
def test_uploads_errors_are_told_and_nothing_typed_is_lost(
    client: Client, editor: User, settings: Any, data: dict[str, Any], words: str
) -> None:
    settings.KB_MAX_ARTICLE_BYTES, settings.KB_UPLOAD_MAX_FILES, settings.KB_UPLOAD_MAX_BYTES = 700, 2, 1500
    given = data | ({"files": [file(each, "a.txt") for each in data["files"]]} if "files" in data else {})
    response = client.post(reverse("uploads:new"), given)
    page = response.content.decode()
    assert response.status_code == 422 and words in page
    assert StrictHtml(page).wrongs == []
    for name in ("text", "agency", "source"):
        assert response.context["form"][name].value() == data.get(name)
    assert not Upload.objects.exists()


def test_uploads_go_on_in_stretches_and_end_as_one_run(
    client: Client, give: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading.Stretch.__init__, "__defaults__", (6.0, 2, 0))
    page = give(files=[file(number) for number in range(5)]).content.decode()
    upload = Upload.objects.get()
    assert states(upload).count("waiting") == 3 and "2 of 5 texts are read" in page and "Go on" in page
    assert "not read yet" in client.post(reverse("uploads:import", args=[upload.pk]), follow=True).content.decode()
    for _ in range(2):
        client.post(reverse("uploads:read", args=[upload.pk]))
    assert states(upload) == ["read"] * 5 and not Article.objects.exists()
    page = client.post(reverse("uploads:import", args=[upload.pk]), follow=True).content.decode()
    run = ImportRun.objects.get()
    assert "2 of 5 texts are done" in page and (run.status, run.articles_new) == (RunStatus.INTERRUPTED, 2)
    assert "goes on with the rest" in client.get(run.get_absolute_url()).content.decode()
    import_all(client, upload)
    run.refresh_from_db()
    assert (run.status, run.articles_new, run.facts) == (RunStatus.DONE, 5, 15)
    whole = {"actor": Actor.objects.count(), "meeting": Meeting.objects.count()}
    assert run.records_created == sum(whole.values())


def test_uploads_go_on_after_a_request_that_was_killed(
    client: Client, give: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(files=[file(number) for number in range(3)])
    upload, saves = Upload.objects.get(), []

    def save(*args: Any, **kwargs: Any) -> Any:
        saves.append(1)
        if len(saves) == 2:
            raise SystemExit
        return real(*args, **kwargs)

    real = uploading.save_article
    monkeypatch.setattr(uploading, "save_article", save)
    with pytest.raises(SystemExit):
        client.post(reverse("uploads:import", args=[upload.pk]))
    assert states(upload) == ["saved", "read", "read"] and Article.objects.count() == 1
    import_all(client, upload)
    run = ImportRun.objects.get()
    assert (run.status, run.articles_new, Article.objects.count()) == (RunStatus.DONE, 3, 3)


def test_uploads_two_windows_do_not_work_at_once(client: Client, give: Any) -> None:
    give(files=[file(1)])
    upload = Upload.objects.get()
    with claimed(upload):
        page = client.post(reverse("uploads:import", args=[upload.pk]), follow=True).content.decode()
    assert "Another window is at work" in page and not Article.objects.exists()


@contextmanager
def silent_for_too_long(upload: Upload) -> Iterator[Claim]:
    """Another window takes the turn of one that is at work, and believes that it has it still."""
    Upload.objects.filter(pk=upload.pk).update(busy_until=F("busy_until") - 2 * SILENT)
    with claimed(Upload.objects.get(pk=upload.pk)) as other:
        yield other


def test_uploads_a_turn_that_was_taken_over_is_another_s_from_then_on(give: Any) -> None:
    give(files=[file(1)])
    upload = Upload.objects.get()
    with ExitStack() as stack:
        with claimed(upload) as first:
            first.renew()
            other = stack.enter_context(silent_for_too_long(upload))
            for act in (first.renew, first.hold):
                with pytest.raises(Busy):
                    act()
        other.renew()
        with pytest.raises(Busy), claimed(upload):
            pass
    with claimed(upload):
        pass


@pytest.mark.parametrize("begun", [False, True])
def test_uploads_a_window_that_lost_its_turn_writes_nothing_more(
    client: Client, give: Any, monkeypatch: pytest.MonkeyPatch, begun: bool
) -> None:
    monkeypatch.setattr(uploading.Stretch.__init__, "__defaults__", (6.0, 1, 0))
    give(files=[file(1)])
    upload = Upload.objects.get()
    give(files=[file(2)])
    UploadedText.objects.update(upload=upload)
    if begun:
        client.post(reverse("uploads:import", args=[upload.pk]))
    before, saved, run = states(upload), Article.objects.count(), ImportRun.objects.first()
    with ExitStack() as stack:

        def slow(raw: RawArticle) -> ArticleFacts:
            stack.enter_context(silent_for_too_long(upload))
            if run is not None:
                ImportRun.objects.filter(pk=run.pk).update(status=RunStatus.RUNNING, facts=99)
            return extract(raw)

        with pytest.raises(Busy):
            uploading.import_on(upload, lambda: slow, uploading.Stretch(), pipeline_version="test")
        assert states(upload) == before and Article.objects.count() == saved
        upload.refresh_from_db()
        assert upload.busy_until is not None and upload.finished_at is None
    left = [(run.pk, RunStatus.RUNNING, 99)] if run else []
    assert list(ImportRun.objects.values_list("pk", "status", "facts")) == left


def test_uploads_a_text_is_marked_as_read_by_whose_turn_it_is(give: Any) -> None:
    give(files=[file(1)])
    upload = Upload.objects.get()
    upload.texts.update(state="waiting", found={})
    with ExitStack() as stack:

        def slow(raw: RawArticle) -> ArticleFacts:
            stack.enter_context(silent_for_too_long(upload))
            return extract(raw)

        with pytest.raises(Busy):
            uploading.read_on(upload, lambda: slow, uploading.Stretch())
    assert states(upload) == ["waiting"]
    uploading.read_on(upload, lambda: extract, uploading.Stretch())
    assert states(upload) == ["read"]


def test_uploads_keep_the_limits_of_a_run_unless_told_otherwise(client: Client, give: Any) -> None:
    bad = [SimpleUploadedFile(f"bad{number}.txt", b"\0") for number in range(10)]
    page = give(files=[*bad, *(file(number) for number in range(12))]).content.decode()
    assert "10 of 22 inputs failed" in page and "all the same" in page
    upload = Upload.objects.get()
    client.post(reverse("uploads:import", args=[upload.pk]))
    assert not Article.objects.exists()
    import_all(client, upload, force="1")
    assert Article.objects.count() == 12


def test_uploads_that_were_undone_are_not_gone_on_with(
    client: Client, give: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading.Stretch.__init__, "__defaults__", (6.0, 2, 0))
    give(files=[file(number) for number in range(2)])
    upload = Upload.objects.get()
    give(files=[file("last")])
    UploadedText.objects.update(upload=upload)
    client.post(reverse("uploads:import", args=[upload.pk]))
    undo_run(ImportRun.objects.get())
    page = client.post(reverse("uploads:import", args=[upload.pk]), follow=True).content.decode()
    assert "was undone" in page and not Article.objects.exists()


def test_uploads_can_be_thrown_away(client: Client, give: Any) -> None:
    give(files=[file(1)])
    assert "1 text of" in client.get(reverse("uploads:new")).content.decode()
    page = client.post(reverse("uploads:drop", args=[Upload.objects.get().pk]), follow=True).content.decode()
    assert "Thrown away" in page and not Upload.objects.exists() and not UploadedText.objects.exists()


def test_uploads_need_as_many_queries_for_one_text_as_for_many(
    client: Client, give: Any, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    for number in (1, 15):
        give(files=[file(f"{number}-{each}") for each in range(number)])
        upload = Upload.objects.latest("pk")
        with django_assert_num_queries(10):
            client.get(upload.get_absolute_url())
        import_all(client, upload)
        # without new records there is less to ask for
        with django_assert_max_num_queries(13):
            client.get(upload.get_absolute_url())


def test_uploads_say_how_much_is_taken_as_a_person_would(client: Client, editor: User) -> None:
    page = client.get(reverse("uploads:new")).content.decode()
    assert "files and 20 MB at once, 1 MB an article" in page
