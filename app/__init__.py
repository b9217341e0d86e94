"""A question in, an Answer out: evidence, answerers, citation resolving, verification, the chat page."""
