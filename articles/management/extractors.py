"""Extractors for commands: what hinders their loading is told without a traceback."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.core.management.base import CommandError

from articles.extraction.analyser import AnalyserError
from articles.extraction.pipeline import PipelineError
from articles.importing.extractor import (
    analyser_from_files,
    extractor_from_database,
    extractor_from_files,
    extractor_version,
)

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def _telling(load: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    def loaded(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        try:
            return load(*args, **kwargs)
        except (PipelineError, AnalyserError) as error:
            raise CommandError(str(error)) from error

    return loaded


load_from_files = _telling(extractor_from_files)
load_analyser = _telling(analyser_from_files)
load_from_database = _telling(extractor_from_database)
load_version = _telling(extractor_version)
