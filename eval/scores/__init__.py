"""The scores, each with its formula and source. `eval.scores.catalogue` lists them."""
