"""How far a judge agrees with people, on sets of claims that people labelled."""
