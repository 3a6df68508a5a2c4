"""Identity across articles: which facts of different articles are one actor, one meeting, one initiative.

A library of pure functions over frozen dataclasses; it knows no database.

    forms.py, tellings.py     facts in comparable form: the form of an actor, the telling of a meeting or initiative
    actors.py                 which forms are one actor
    meetings.py, initiatives.py   whether two tellings are one
    times_and_places.py       when and where two meetings may be one
    occasions.py              which tellings are one record
    whole.py                  all of it for a set of articles

What is decided follows from the set of facts alone, so that it is the same in whatever order articles come. Where
several candidates suit equally none is chosen: the fact waits, with its candidates.
"""
