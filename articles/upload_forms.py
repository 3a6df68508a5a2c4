"""The form by which editors give texts: one pasted, or some files, or both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.importing.staging import read_pasted, read_upload
from articles.reading import RawArticle, ReadingError, ReadingFailure
from articles.sizes import say_given, say_most

#: more texts at once are a matter for the command
MOST_TEXTS = 1000


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files; an empty one is reported like other bad ones, not by the form."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, Sequence) else [data]
        return [super(SeveralFilesField, self).clean(each, initial) for each in given if each]


class AboutForm(forms.Form):
    """When a text was published, and by whom."""

    published = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("No day of the calendar: write it as 2020-02-03.")},
    )
    agency = forms.CharField(required=False, max_length=80)


class ImportForm(AboutForm):
    text = forms.CharField(required=False, strip=False, widget=forms.Textarea(attrs={"rows": 12}))
    source = forms.CharField(required=False, max_length=1000)
    files = SeveralFilesField(required=False, allow_empty_file=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: what was read, failures among it, once the form is valid
        self.inputs: list[RawArticle | ReadingFailure] = []
        for name in self.errors if self.is_bound else ():
            if name in self.fields:
                self.fields[name].widget.attrs["aria-describedby"] = f"{name}-error"

    def clean_text(self) -> str:
        # browsers send line ends of their own, files have others: the same text is to be the same bytes
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        return text if text.strip() else ""

    def clean_source(self) -> str:
        source: str = self.cleaned_data["source"]
        if source.startswith(("http://", "https://")):
            URLValidator(message=_("Not a web address: check it, or give a name instead."))(source)
        return source

    def clean_files(self) -> list[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["files"]
        size, most = sum(file.size or 0 for file in files), settings.KB_UPLOAD_MAX_BYTES
        if len(files) > settings.KB_UPLOAD_MAX_FILES:
            raise ValidationError(
                ngettext(
                    "%(given)d files: at most one is taken at once. Choose fewer, or use the command.",
                    "%(given)d files: at most %(most)d are taken at once. Choose fewer, or use the command.",
                    settings.KB_UPLOAD_MAX_FILES,
                )
                % {"given": len(files), "most": settings.KB_UPLOAD_MAX_FILES}
            )
        if size > most:
            words = _("%(given)s together: at most %(most)s are taken at once. Choose fewer, or use the command.")
            raise ValidationError(words % {"given": say_given(size), "most": say_most(most)})
        return files

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        if not given["text"] and not given["files"]:
            raise ValidationError(_("Nothing to read yet: paste a text or choose files."))
        if given["text"]:
            self._read_text(given)
        about = {"published": given["published"], "agency": given["agency"]}
        for file in given["files"]:
            self.inputs += read_upload(file.read(), name=file.name, max_bytes=settings.KB_MAX_ARTICLE_BYTES, **about)
        if len(self.inputs) > MOST_TEXTS:
            words = _("%(given)d texts: at most %(most)d are taken at once. Split the table, or use the command.")
            self.add_error("files", words % {"given": len(self.inputs), "most": MOST_TEXTS})
        return given

    def _read_text(self, given: dict[str, Any]) -> None:
        size, most = len(given["text"].encode()), settings.KB_MAX_ARTICLE_BYTES
        if size > most:
            words = _("Too large for one article: %(given)s, at most %(most)s. Split it into articles.")
            self.add_error("text", words % {"given": say_given(size), "most": say_most(most)})
            return
        try:
            read = read_pasted(
                given["text"], published=given["published"], agency=given["agency"], source=given["source"]
            )
        except ReadingError as error:
            self.add_error("text", _("This cannot be read: %(reason)s.") % {"reason": error})
        else:
            self.inputs.append(read)
