"""How often the program is right: the public page of the figures that are committed with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.views.generic import TemplateView

from kb.accuracy import SIDE, read_accuracy


class AccuracyPage(TemplateView):
    template_name = "kb/accuracy.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        figures = read_accuracy(Path(settings.BASE_DIR) / "docs" / "accuracy.json")
        return super().get_context_data(**kwargs) | {"accuracy": figures, "side": SIDE}
