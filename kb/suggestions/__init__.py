"""Records that may be one, most likely first, each pair with its reasons: proposals for people, never more.

kb.suggestions.duplicates   suggested_duplicates(Actor, most=50): pairs with score and reasons
kb.suggestions.likeness     how alike two records are, by what is known of them; no database
kb.suggestions.traits       what is known of records, read with a few queries
kb.suggestions.blocks       which records are worth comparing at all
"""
