"""Whether a sentence says a gold fact: text made comparable, figures, dates, names, wordings, negation."""
