import io
import re
import zipfile
from pathlib import Path

from docx import Document

from index.reading import Limits
from tests.support.files import zipped
from tests.support.reading import articles_in, rejections_in

BODY = "The ferry Oriel left Port Sarn at dawn, the harbour office said."


def document() -> bytes:
    made = Document()
    made.add_paragraph("Ferry lost off Oan", style="Title")
    made.add_paragraph(BODY)
    table = made.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Crew", "14", "14"), strict=True):
        cell.text = text
    made.add_paragraph("渡船沉没。 غرقت العبارة.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_paragraphs_and_tables_are_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(document())
    [article] = articles_in(tmp_path)
    assert article.text == f"{BODY}\n\nCrew | 14\n\n渡船沉没。 غرقت العبارة."
    assert (article.info.title, article.info.author, article.info.published_at) == (
        "Ferry lost off Oan",
        None,
        None,
    )


def test_what_is_no_document_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"no zip at all")
    (tmp_path / "b.docx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    (tmp_path / "c.docx").write_bytes(zipped({"a.txt": "x"}))
    told = [rejection.reason for rejection in rejections_in(tmp_path)]
    assert told[:2] == ["it is not a Word document", "it is encrypted, or of Word before 2007"]
    assert told[2].startswith("it is not a Word document")


def test_a_document_that_unpacks_to_too_much_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(document())
    limits = Limits(bundle_ratio=1, free_bytes=1_000)
    assert "it unpacks to more than" in rejections_in(tmp_path / "a.docx", limits)[0].reason


def test_entities_that_laugh_a_billion_times_stay_unread(tmp_path: Path) -> None:
    lol = '<!DOCTYPE x [<!ENTITY a0 "lol lol lol.">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document())) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            body = old.read(member)
            if member.filename == "word/document.xml":
                body = re.sub(rb"(<w:document)", lol.encode() + rb"]>\1", body, count=1)
                body = body.replace(BODY.encode(), b"&a10;")
            new.writestr(member, body)
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    assert all(len(article.text) < 1_000 for article in articles_in(tmp_path))
    assert len(articles_in(tmp_path)) + len(rejections_in(tmp_path)) == 1
