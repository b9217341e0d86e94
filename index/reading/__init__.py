"""Finding files and reading the articles in them."""

from index.reading.articles import READER_VERSION, read
from index.reading.discovery import discover
from index.reading.limits import LIMITS, Limits
from index.reading.source import Rejection, SourceFile

__all__ = ["LIMITS", "READER_VERSION", "Limits", "Rejection", "SourceFile", "discover", "read"]
