"""The answerer that needs no model: it chooses sentences of the evidence and quotes them exactly."""
