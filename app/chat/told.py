"""What went wrong, in one sentence that a visitor may read."""

import logging

from sqlalchemy.exc import DatabaseError

from index.errors import GroundwireError

UNEXPECTED = "Something went wrong on the server; it was written to its log. The page goes on working."


def told(error: Exception) -> str:
    """Return the sentence; what was not foreseen goes to the log with its place, and not to the visitor."""
    if isinstance(error, GroundwireError):
        return str(error)
    if isinstance(error, DatabaseError):
        logging.getLogger("groundwire").warning("the page's database or the catalog: %s", error.orig)
        return "The archive or the conversations cannot be read now. Try again in a moment."
    logging.getLogger("groundwire").error("the page met an error", exc_info=error)
    return UNEXPECTED
