import random

import pytest

from index.reading.decoding import declared_encoding, decode

WESTERN = "The café’s owner said “no” – and the façade of Straße 9 cost £40."
POLISH = (
    "Prezydent powiedział, że żółta łódź wypłynęła wcześnie rano z portu i nie wróciła już wieczorem. " * 4
)
RUSSIAN = "Паром вышел из порта на рассвете в понедельник, и на борту было сорок человек. " * 4
JAPANESE = "フェリーは月曜日の夜明けに港を出た。乗客は四十人だった。" * 8


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (WESTERN, "utf-8"),
        (WESTERN, "utf-8-sig"),
        (WESTERN, "utf-16"),
        (WESTERN, "utf-16-le"),
        (WESTERN, "utf-16-be"),
        (WESTERN, "utf-32"),
        (WESTERN, "cp1252"),
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "cp1251"),
        (POLISH, "cp1250"),
        (JAPANESE, "utf-8"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "utf-16"),
    ],
)
def test_the_encoding_is_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_few_damaged_characters_do_not_change_the_encoding() -> None:
    data = RUSSIAN.encode() + b"\xff" + RUSSIAN.encode()
    assert decode(data) == f"{RUSSIAN}\ufffd{RUSSIAN}"


def test_a_declared_encoding_is_used_when_the_bytes_agree() -> None:
    page = '<meta charset="iso-8859-2">' + POLISH
    data = page.encode("iso-8859-2")
    assert decode(data, declared=declared_encoding(data)) == page
    assert decode(WESTERN.encode(), declared="no-such-encoding") == WESTERN
    assert decode(WESTERN.encode(), declared="ascii") == WESTERN


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\6\0\0\0" * 50,
        b"\x7fELF\2\1\1\0\0\0\0\0\0\0\0\0" * 100,
        b"PK\3\4\x14\0\0\0\x08\0" + random.Random(1).randbytes(5000),
        bytes(range(256)) * 40,
    ],
)
def test_what_is_not_text_is_told(data: bytes) -> None:
    assert decode(data) is None


def test_a_few_nuls_do_not_make_a_text_binary() -> None:
    text = WESTERN * 10 + "\0" + WESTERN * 10
    assert decode(text.encode()) == text
    assert decode(b"") == ""


def test_halves_of_characters_are_marked_and_pairs_mended() -> None:
    assert decode(b"fog \xed\xa0\x80 and \xed\xa0\xbd\xed\xb8\x80.") == "fog \ufffd and \U0001f600."
