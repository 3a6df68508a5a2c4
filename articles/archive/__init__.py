"""The whole knowledge base as one archive, and back: docs/archive.md describes its form."""

from articles.archive.digest import Part, knowledge_digest
from articles.archive.reading import ArchiveError, import_archive
from articles.archive.writing import Manifest, archive_digest, export_archive

__all__ = [
    "ArchiveError",
    "Manifest",
    "Part",
    "archive_digest",
    "export_archive",
    "import_archive",
    "knowledge_digest",
]
