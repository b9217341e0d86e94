"""The chat page: conversation, numbered citations, and each article with the cited words highlighted."""
