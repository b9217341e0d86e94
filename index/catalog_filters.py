"""Filters as SQL conditions; the tables of versions and of passages carry the same two columns."""

from sqlalchemy import ColumnElement, Table

from index.catalog_schema import passages
from index.hit import Filters
from index.records import outlet_key


def matching(filters: Filters | None, table: Table) -> list[ColumnElement[bool]]:
    """Return the conditions on `table.day` and `table.outlet_key`; an undated row fails any on dates."""
    if not filters:
        return []
    conditions: list[ColumnElement[bool]] = []
    if filters.since:
        conditions.append(table.c.day >= filters.since.toordinal())
    if filters.until:
        conditions.append(table.c.day <= filters.until.toordinal())
    if filters.outlets:
        conditions.append(table.c.outlet_key.in_([outlet_key(name) for name in filters.outlets]))
    return conditions


def live() -> ColumnElement[bool]:
    """Return the condition that a passage can be found."""
    return passages.c.removed_revision.is_(None)
