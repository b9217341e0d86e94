"""Intervals, tests and the smallest difference that a set of questions can show."""
