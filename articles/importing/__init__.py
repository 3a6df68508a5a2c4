"""Importing: the facts of articles become records with evidence, and are taken back again.

    articles.importing.save        save_article: one article with its facts, in one transaction
    articles.importing.withdraw    withdraw_article: exactly what it brought
    articles.importing.settle      records follow their evidence
    articles.importing.runs        many articles, with counts and failures

Nothing is imported here: the pages withdraw and settle, and need no language pipeline for it.
"""
