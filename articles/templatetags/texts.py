"""Texts of articles in pages."""

from __future__ import annotations

from django import template

from articles import snippets

register = template.Library()
register.filter("snippet", snippets.snippet)
