"""Importing: the facts of articles become records with evidence, and are taken back again."""

from articles.importing.save import ArticleState, KnownArticle, SavedArticle, find_article, save_article
from articles.importing.withdraw import withdraw_article

__all__ = ["ArticleState", "KnownArticle", "SavedArticle", "find_article", "save_article", "withdraw_article"]
