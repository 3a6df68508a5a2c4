"""Is everything in the knowledge base as it should be? `manage.py check_kb` asks."""

from articles.checking.all_checks import CHECKS, check_base
from articles.checking.problems import Problem

__all__ = ["CHECKS", "Problem", "check_base"]
