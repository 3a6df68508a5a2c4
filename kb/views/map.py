"""The filtered meetings on a map, and the places that are not on it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet

from kb.models import Place
from kb.pictures.projection import FAR_LETTERS, LETTERS, NORTH, SOUTH, WORLD, Spot, labels_from_far, lay_out_map

#: how many places the map draws
MOST_PLACES = 250


def map_of(meetings: QuerySet[Any], *, least: float = WORLD / 3, most: int = MOST_PLACES) -> dict[str, Any]:
    """Places by the number of meetings in them; those without coordinates are told beside the map."""
    counted = dict(
        meetings.exclude(place=None)
        .order_by()
        .values("place")
        .annotate(number=Count("pk"))
        .values_list("place", "number")
    )
    places = Place.objects.select_related("country").in_bulk(counted)
    ranked = sorted(counted.items(), key=lambda item: (-item[1], places[item[0]].name))
    rows = [(places[pk], number) for pk, number in ranked]
    drawn = [row for row in rows if _on_map(row[0])][:most]
    spots = [Spot(place.longitude, place.latitude, number, place.name, place) for place, number in drawn]
    window, symbols = lay_out_map(spots, least=least)
    shown = {place.pk for place, _ in drawn}
    return {
        "window": window,
        "symbols": symbols,
        "drawn": drawn,
        "not_drawn": [row for row in rows if row[0].pk not in shown],
        "far": labels_from_far(symbols, window),
        "far_letter": round(FAR_LETTERS * window.unit, 2),
        "letter": round(LETTERS * window.unit, 2),
    }


def _on_map(place: Place) -> bool:
    return place.latitude is not None and place.longitude is not None and SOUTH <= place.latitude <= NORTH
