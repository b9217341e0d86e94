from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.support.reading import articles_in, rejections_in

PLAIN = (
    "The ferry Oriel left Port Sarn at dawn on Monday with forty people on board, the harbour office said.\n\n"
    "Nobody was hurt when it ran aground off Oan, and the crew walked home along the beach.\n"
)
PAGE = f"<html lang='en'><body><table><tr><td><p>{PLAIN}</p></td></tr></table></body></html>"


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    told = {
        "From": '"Sarn Gazette, Morning" <news@gazette.example>',
        "Subject": "Fähre läuft auf",
        "Date": "Wed, 14 Mar 2031 06:30:00 +0100",
        "Message-ID": "<42@gazette.example>",
    }
    for name, value in (told | headers).items():
        made[name] = value
    return made


def test_a_newsletter_has_its_date_and_sender(tmp_path: Path) -> None:
    made = message()
    made.set_content(PLAIN + "\n-- \nSarn Gazette, Quay 4\n")
    (tmp_path / "a.eml").write_bytes(made.as_bytes())
    [article] = articles_in(tmp_path)
    info = article.info
    assert article.text == PLAIN.strip()
    assert (info.title, info.outlet) == ("Fähre läuft auf", "Sarn Gazette, Morning")
    assert info.published_at == "2031-03-14T06:30:00+01:00"
    assert info.article_id == "mid:42@gazette.example"


def test_the_page_is_read_where_the_plain_part_only_points_to_it(tmp_path: Path) -> None:
    made = message()
    made.set_content("Read this in your browser: https://gazette.example/42\n")
    made.add_alternative(PAGE, subtype="html")
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf")
    (tmp_path / "a.eml").write_bytes(made.as_bytes())
    [article] = articles_in(tmp_path)
    assert "Nobody was hurt" in article.text and "browser" not in article.text
    assert article.info.language == "en"


@pytest.mark.parametrize(
    "body", [b"", b"From: a\n\n", b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 300]
)
def test_a_message_without_text_is_told(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "a.eml").write_bytes(body)
    assert len(rejections_in(tmp_path)) == 1
    assert articles_in(tmp_path) == []


def test_odd_headers_and_encodings_are_read(tmp_path: Path) -> None:
    head = b"From: =?bogus?q?x?= <a@b.example>\nSubject: =?utf-8?b?////?=\nDate: yesterday\n"
    head += b"Content-Type: text/plain; charset=nonesuch\n\n"
    (tmp_path / "a.eml").write_bytes(head + PLAIN.encode() + b"\0 \xff caf\xe9")
    [article] = articles_in(tmp_path)
    assert article.text.startswith("The ferry Oriel") and article.info.published_at is None
    [told] = rejections_in(tmp_path)
    assert told.article_kept and 'the date "yesterday"' in told.reason


def test_a_saved_page_is_read_and_its_day_of_saving_is_no_date(tmp_path: Path) -> None:
    made = EmailMessage()
    made["Snapshot-Content-Location"] = "https://gazette.example/news/ferry"
    made["Date"] = "Thu, 15 Mar 2031 06:30:00 +0100"
    made.set_content(PAGE, subtype="html")
    made.add_related(b"\x89PNG", maintype="image", subtype="png")
    (tmp_path / "a.mhtml").write_bytes(made.as_bytes())
    [article] = articles_in(tmp_path)
    assert "ran aground" in article.text
    assert article.info.article_id == "https://gazette.example/news/ferry"
    assert article.info.published_at is None
