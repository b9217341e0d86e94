"""Articles in, hits out: reading, cleaning, splitting, embedding, catalog, derived indexes, search."""
