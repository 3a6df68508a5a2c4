"""Meetings as graphs, for Gephi, networkx, D3 and others: who takes part in which, and who meets whom."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import networkx as nx
from django.db.models import QuerySet
from django.utils.translation import override

from kb.exports.countries import with_homes
from kb.exports.tables import together, yes_or_no
from kb.labels import meeting_label, shown_ties
from kb.models import Actor, Meeting, Participation
from kb.pictures.network import count_pairs

#: so many actors are looked up at once
_AT_ONCE = 500


def meeting_graph(meetings: Iterable[Meeting], *, site: str = "") -> nx.Graph:
    """Actors and meetings as nodes, an edge with its role for each who takes part. `site` stands before addresses."""
    graph = nx.Graph(name="Chancery: who takes part in which meeting")
    who: set[int] = set()
    for meeting in meetings:
        node = f"meeting/{meeting.slug}"
        graph.add_node(node, **_of_meeting(meeting, site))
        for tie in shown_ties(meeting):
            who.add(tie.actor_id)
            graph.add_edge(f"actor/{tie.actor.slug}", node, role=tie.role)
    for actor in _actors(who):
        graph.add_node(f"actor/{actor.slug}", **_of_actor(actor, site))
    return graph


def pair_graph(meetings: QuerySet[Any], *, site: str = "") -> nx.Graph:
    """Actors as nodes, with the number of their `meetings`; an edge between each two who take part in the same ones,
    with the number of these as its `weight`."""
    graph = nx.Graph(name="Chancery: who meets whom")
    ties = Participation.objects.visible().filter(meeting__in=meetings.order_by().values("pk")).order_by()
    rows = list(ties.values_list("meeting", "actor"))
    numbers: dict[int, int] = {}
    for _meeting, actor in rows:
        numbers[actor] = numbers.get(actor, 0) + 1
    names: dict[int, str] = {}
    for actor in _actors(numbers):
        names[actor.pk] = f"actor/{actor.slug}"
        graph.add_node(names[actor.pk], **_of_actor(actor, site), meetings=numbers[actor.pk])
    for pair in count_pairs(rows):
        graph.add_edge(names[pair.one], names[pair.other], weight=pair.number)
    return graph


def as_graphml(graph: nx.Graph) -> str:
    return '<?xml version="1.0" encoding="utf-8"?>\n' + "\n".join(nx.generate_graphml(graph)) + "\n"


def as_json(graph: nx.Graph) -> str:
    """Nodes and links, as D3 and networkx read them."""
    return json.dumps(nx.node_link_data(graph, edges="links"), ensure_ascii=False, indent=1) + "\n"


def _of_meeting(meeting: Meeting, site: str) -> dict[str, Any]:
    with override("en"):
        label = meeting_label(meeting)
    return {
        "type": "meeting",
        "label": label,
        "kind": meeting.kind,
        "status": meeting.status,
        "date": meeting.date_edtf,
        "first_day": str(meeting.date_earliest or ""),
        "last_day": str(meeting.date_latest or ""),
        "place": meeting.place.name if meeting.place else "",
        "online": yes_or_no(meeting.online),
        "topics": together(meeting.topics.split()),
        "address": site + meeting.get_absolute_url(),
    }


def _of_actor(actor: Any, site: str) -> dict[str, Any]:
    return {
        "type": "actor",
        "label": actor.name,
        "kind": actor.kind,
        "country": together(actor.home_codes),
        "address": site + actor.get_absolute_url(),
    }


def _actors(keys: Iterable[int]) -> Iterator[Any]:
    """Actors with their home countries; a database takes only so many keys in a question."""
    wanted = sorted(keys)
    some = (wanted[at : at + _AT_ONCE] for at in range(0, len(wanted), _AT_ONCE))
    return with_homes(actor for part in some for actor in Actor.objects.filter(pk__in=part))
