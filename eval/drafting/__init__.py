"""Drafts of cases for a person to correct, by rules or by a model. A draft is never gold by itself."""
