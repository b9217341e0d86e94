"""The report of runs: one static page that needs no network."""
