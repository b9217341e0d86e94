"""Gold cases, runs, scores, comparisons, reports, and the test of the scores themselves."""
