"""Two records are one: what is a duplicate counts for its survivor, and all of it can be taken back.

    kb.merging.merges        merge, unmerge, mark_not_same
    kb.merging.objections    what speaks against a merge
    kb.merging.preview       what would move, before anything does
    kb.merging.belongings    rows that belong to records, and which record they count for

A duplicate stays as it is, and points to its survivor (`merged_into`). Rows that belong to it count for the survivor
and say in a column `own_…` whose they are. What is found while records are merged belongs to the record that it is
by its own words: imports look records up as if none were merged, and only then follow the pointer. So taking a merge
back is a matter of the pointer: each row goes home, and values follow from evidence again.
"""
