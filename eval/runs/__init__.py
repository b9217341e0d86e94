"""Runs: asking, keeping what came back in one folder, and scoring it."""
