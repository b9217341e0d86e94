"""Finds ways to reach someone: links, e-mail addresses, telephone and account numbers.

No answer hands one on from an article: a reader would take it for checked, and it is what a stranger who
writes into an article most wants repeated. It stays readable where it stands, in the article. The name of a
site without its address ("Chad's Tchadinfos.com reported") is a name.
"""

import re

_CONTACT = re.compile(
    r"\b(?:https?|hxxps?|ftp)://|\bwww\.\w|\b(?:mailto|tel|data|javascript):\S"
    r"|[\w.+-]+(?:@|\[at\])[\w-]+(?:\.|\[\.\])\w+"  # e-mail
    r"|\b[\w-]+(?:\.|\[\.\])(?=\w*[a-z])\w{2,12}/\w"  # an address with a path
    r"|\w\[\.\]\w"
    r"|\b(?:on|at|via|visit|go\sto|see)\s[a-z0-9-]{2,}\.(?:[a-z0-9-]+\.)?[a-z]{2,10}\b"
    r"|\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,}"  # IBAN
    r"|(?<![\w.,$€£])\+\d(?:[\s().-]?\d){6,}"
    r"|(?<![\w.,$€£])\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}\b"
    r"|\b0x[0-9a-fA-F]{6,}"  # a wallet
    r"|(?<![\w.,$€£])0\d{2,4}[\s-]\d{3}[\s-]\d{3,4}\b"
    r"|(?<![\w.,$€£])\d{4}(?:[\s-]\d{4}){2,}\b"
)


def has_contact(text: str) -> bool:
    """Whether `text` holds a link, an e-mail address, or a telephone or account number."""
    return _CONTACT.search(text) is not None
