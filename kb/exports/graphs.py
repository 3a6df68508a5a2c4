"""Who takes part in which meetings as a graph of two kinds of nodes, for Gephi, networkx, D3 and others."""

from __future__ import annotations

import json
from collections.abc import Iterable

import networkx as nx

from kb.labels import meeting_label, meeting_place, shown_ties
from kb.models import Meeting


def meeting_graph(meetings: Iterable[Meeting]) -> nx.Graph:
    """Actors and meetings as nodes, an edge with its role for each who takes part."""
    graph = nx.Graph(name="Chancery")
    for meeting in meetings:
        node = f"meeting/{meeting.slug}"
        graph.add_node(
            node,
            type="meeting",
            label=meeting_label(meeting),
            kind=meeting.kind,
            status=meeting.status,
            date=meeting.date_edtf,
            place=meeting_place(meeting),
        )
        for tie in shown_ties(meeting):
            actor = f"actor/{tie.actor.slug}"
            graph.add_node(actor, type="actor", label=tie.actor.name, kind=tie.actor.kind)
            graph.add_edge(actor, node, role=tie.role)
    return graph


def as_graphml(graph: nx.Graph) -> str:
    return '<?xml version="1.0" encoding="utf-8"?>\n' + "\n".join(nx.generate_graphml(graph)) + "\n"


def as_json(graph: nx.Graph) -> str:
    """Nodes and links, as D3 and networkx read them."""
    return json.dumps(nx.node_link_data(graph, edges="links"), ensure_ascii=False, indent=1) + "\n"
