"""How the page's own events are registered: without an endpoint for programs, and without a spinner.

What takes long, answering and adding, waits in the queue; the rest is done at once, so that a full queue
keeps nobody from reading.
"""

from typing import Any

QUIET: dict[str, Any] = {"api_name": False, "show_progress": "hidden", "queue": False}
QUEUED: dict[str, Any] = QUIET | {"queue": True}
