"""The test of the scores: gold answers, broken and rephrased on purpose, and what each score makes of it."""
