"""Primary keys inside JSON columns: where they stand, so that an archive can name the rows instead.

Every JSON column of the knowledge base is named here, also those without a primary key: a test tells which
one was forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

#: what stands for a row of a table: its primary key in the database, its key in the archive
Refer = Callable[[str, Any], Any]
#: a JSON value, the row that it stands in, and what to put in the place of each reference
Rewrite = Callable[[Any, Mapping[str, Any], Refer], Any]

ACTOR = "kb.actor"


def nothing(value: Any, row: Mapping[str, Any], refer: Refer) -> Any:
    """No primary key stands in it."""
    return value


def evidence_values(values: Any, row: Mapping[str, Any], refer: Refer) -> Any:
    """Who takes part, and the bodies of posts, are actors."""
    rewritten = dict(values)
    for ties in rewritten.keys() & {"participants", "parties"}:
        rewritten[ties] = [{**tie, "actor": refer(ACTOR, tie["actor"])} for tie in rewritten[ties]]
    if "titles" in rewritten:
        rewritten["titles"] = [{**title, "body": refer(ACTOR, title["body"])} for title in rewritten["titles"]]
    body = rewritten.get("body")
    if body and body["value"] is not None:
        rewritten["body"] = {**body, "value": refer(ACTOR, body["value"])}
    return rewritten


def earlier_told(told: Any, row: Mapping[str, Any], refer: Refer) -> Any:
    """Evidence that was replaced, by the table and the record that it spoke of, some of which are gone."""
    return {
        relation: [_earlier_record(f"kb.{relation}", each, row, refer) for each in records]
        for relation, records in told.items()
    }


def _earlier_record(label: str, told: Any, row: Mapping[str, Any], refer: Refer) -> Any:
    rewritten = told | {name: refer(label, told[name]) for name in ("record", "counts_for")}
    for name in told.keys() & {"person", "body"}:
        rewritten[name] = None if told[name] is None else refer(ACTOR, told[name])
    rows = [each | {"values": evidence_values(each["values"], row, refer)} for each in told["rows"]]
    return rewritten | {"rows": rows}


def decided_value(value: Any, row: Mapping[str, Any], refer: Refer) -> Any:
    """What a person set in a field that points to a row is that row."""
    return _field_value(row["content_type"], row["field"], value, refer)


def values_before(values: Any, row: Mapping[str, Any], refer: Refer) -> Any:
    """The values that a record had, as a decision keeps each of them."""
    return {name: _field_value(row["content_type"], name, value, refer) for name, value in values.items()}


def answer_undo(undo: Any, row: Mapping[str, Any], refer: Refer) -> Any:
    """The steps of a decision of the review queue; the queue itself is worked out from what is known."""
    return {"steps": [_step(each, refer) for each in undo["steps"]]} if undo.get("steps") else {}


def _step(step: Any, refer: Refer) -> Any:
    tables = {"not same": "kb.notsame", "decide": "kb.decision", "keep": "kb.decision"}
    table = tables.get(step["did"]) or step["model"].lower()
    if step["did"] == "give back":
        kept = step["decision"]
        user = kept["user_id"]
        return step | {
            "decision": kept
            | {
                "object_id": refer(table, kept["object_id"]),
                "user_id": None if user is None else refer("auth.user", user),
                "value": _field_value(table, kept["field"], kept["value"], refer),
            }
        }
    pks = {name: refer(table, step[name]) for name in step.keys() & {"pk", "into"}}
    return step | pks | ({"merge": refer("kb.merge", step["merge"])} if "merge" in step else {})


def _field_value(table: str, name: str, value: Any, refer: Refer) -> Any:
    try:
        field = apps.get_model(table)._meta.get_field(name)
    except FieldDoesNotExist:
        return value
    points = field.is_relation and value is not None
    return refer(field.related_model._meta.label_lower, value) if points else value


INSIDE: dict[tuple[str, str], Rewrite] = {
    ("articles.actorevidence", "values"): evidence_values,
    ("articles.tenureevidence", "values"): evidence_values,
    ("articles.meetingevidence", "values"): evidence_values,
    ("articles.initiativeevidence", "values"): evidence_values,
    ("articles.meetingevidence", "misread"): evidence_values,
    ("articles.initiativeevidence", "misread"): evidence_values,
    ("articles.addition", "values"): evidence_values,
    ("articles.earlierreading", "told"): earlier_told,
    ("articles.importrun", "options"): nothing,
    ("kb.answer", "undo"): answer_undo,
    ("kb.decision", "value"): decided_value,
    ("kb.gazetteerstate", "loaded"): nothing,
    ("kb.merge", "before"): values_before,
}
