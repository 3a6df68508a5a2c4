"""What a duplicate is called: by what belongs to it, also where that counts for its survivor now."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kb.labels import dated_label, record_label
from kb.merging.belongings import owned_by
from kb.models import Actor, Meeting, Participation, Party, Record


def title_of_duplicate(record: Record | None) -> str:
    """`Talks: Lim Jock Hoi, Sergey Lavrov · Moscow, 3 February 2020`; of an actor the name alone."""
    if record is None:
        return _("a deleted record")
    if isinstance(record, Actor):
        return record_label(record)
    ties = Participation if isinstance(record, Meeting) else Party
    own = ties.objects.filter(owned_by(str(record._meta.model_name), [record.pk]))
    record.shown_ties = list(own.visible().with_actors())  # type: ignore[attr-defined]
    return dated_label(record)
