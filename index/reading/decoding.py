"""Turning bytes into text when nobody says which encoding they are in."""

import codecs
import re

SAMPLE = 65_536  # bytes that are looked at to tell text from other things
MAX_CONTROLS = 0.01  # share of control bytes above which a file is not text
MAX_DAMAGE = 0.005  # share of characters that may be damaged in what is otherwise UTF-8

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
# Signs that cp1252 has where its relatives have letters: between letters they show another encoding.
_NOT_WESTERN = re.compile(r"[^\W\d_][¡¢£¤¥¦§¨©ª¬®¯°±²³´µ¶¸¹º¼½¾¿×÷ˆ˜ƒ†‡‰‹›][^\W\d_]")
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)


def decode(data: bytes, *, declared: str | None = None) -> str | None:
    """Return the text that `data` holds, or None when it is not text.

    Args:
        data: the bytes of a whole file.
        declared: an encoding that the file itself names; used when the bytes agree with it.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    sample = data[:SAMPLE]
    if wide := _utf16_without_mark(sample):
        return data.decode(wide, "replace")
    if sample and len(sample) - len(sample.translate(None, _CONTROLS)) > MAX_CONTROLS * len(sample):
        return None
    return (
        _strictly(data, "utf-8")
        or _with_surrogates(data)
        or _strictly(data, declared)
        or _western(data)
        or _damaged(data)
        or _guess(data)
    )


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that an HTML page names in its head."""
    match = _DECLARED.search(data[:4096])
    return match[1].decode("ascii", "replace") if match else None


def _strictly(data: bytes, encoding: str | None) -> str | None:
    if not encoding:
        return None
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _with_surrogates(data: bytes) -> str | None:
    """Return UTF-8 in which a broken program wrote halves of characters; each becomes U+FFFD."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # whole pairs are mended


def _utf16_without_mark(sample: bytes) -> str | None:
    """Tell UTF-16 of a script with few high bytes by where its zeros stand."""
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if half and odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if half and even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _damaged(data: bytes) -> str | None:
    """Return UTF-8 with a few damaged characters as such."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text[:SAMPLE]) - lost
    return text if lost <= MAX_DAMAGE * len(text) and whole > lost else None


def _western(data: bytes) -> str | None:
    """Return cp1252 where the text looks West European: a guesser is often wrong on so few high bytes."""
    text = _strictly(data, "cp1252")
    if text is None or _NOT_WESTERN.search(text):
        return None
    sample = text[:SAMPLE]
    high = sum(character > "\x7f" for character in sample)
    # "Ã©", "â€™": UTF-8 taken for cp1252.
    return text if high <= 0.15 * len(sample) and not re.search("Ã[\x80-\xbf€-™]|â€", sample) else None


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    # The code pages of the old Macintosh differ from the others in a few letters, and nobody writes them now.
    old = ["mac_cyrillic", "mac_greek", "mac_iceland", "mac_latin2", "mac_roman", "mac_turkish"]
    best = from_bytes(data, cp_exclusion=old).best()
    return str(best) if best is not None else None
