"""Answers written by a language model: the client, the prompt, and the parser of what it sends."""
