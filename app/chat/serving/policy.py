"""What the browser may do, and which addresses there are: everything else does not exist."""

import re
from base64 import b64encode
from hashlib import sha256

ALLOWED = re.compile(
    r"/(?:config|theme\.css|favicon\.ico|manifest\.json|robots\.txt|login|logout|mcp"
    r"|(?:assets|static)/[\w./@+-]+"
    r"|answer/[\w-]{10,40}(?:\.(?:html|json|md))?"
    r"|gradio_api/(?:info|startup-events|app_id|login_check|theme\.css|queue/join|queue/data|cancel|reset"
    r"|heartbeat/\w+|upload|upload_progress|call/\w+(?:/\w+)?|api/\w+|run/\w+))?/?"
)
"""Of what Gradio serves, only what this page and its programs use; not, for instance, files or the proxy."""

OPEN = re.compile(r"/(?:login|favicon\.ico|robots\.txt|theme\.css|static/[\w./@+-]+)")
"""Answered before logging in."""


def allowed(path: str) -> bool:
    """Whether there is such an address."""
    return ALLOWED.fullmatch(path) is not None and ".." not in path


def page_policy(nonce: str) -> str:
    """Return the Content-Security-Policy of the page.

    Scripts are this server's files, or carry the nonce, which Gradio's own four inline scripts get: markup
    that slips in runs nothing. Two things are looser than they should be, for Gradio's sake:
    `unsafe-eval`, since `gr.HTML` makes functions of its (constant) templates and scripts, and inline styles.
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def plain_policy(style: str) -> str:
    """Return the policy of a page without scripts and with one `<style>` element, holding `style`."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src 'sha256-{digest}'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with "no-referrer" a form would come without its origin
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
