"""XML from strangers, without entities of its own: a few lines of those can grow to gigabytes."""

import zlib
from xml.etree.ElementTree import Element, ParseError

from index.fetching.policy import FetchError
from index.reading.limits import size_of

_GZIP = b"\x1f\x8b"


def unpack(data: bytes, most: int) -> bytes:
    """Return `data`, unpacked where it is a `.gz` file.

    Raises:
        FetchError: it is more than `most` bytes, or not whole.
    """
    if not data.startswith(_GZIP):
        return data
    try:
        whole = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, most + 1)
    except zlib.error as error:
        raise FetchError("it is packed wrongly") from error
    if len(whole) > most:
        raise FetchError(f"it is larger than {size_of(most)}")
    return whole


def parse_xml(data: bytes) -> Element | None:
    """Return the root of an XML document, None when it is not well formed.

    Raises:
        FetchError: it defines entities.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise FetchError("it defines XML entities of its own, which no feed needs") from error
    except (ParseError, ValueError, LookupError, RecursionError):
        return None
    return root


def local_name(element: Element) -> str:
    """Return an element's name without its namespace, in lower case."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
