"""Tiny files of every format, made when a test runs."""

import io
import zipfile
from collections.abc import Sequence

_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def pdf(
    pages: Sequence[Sequence[tuple[int, int, str]]], *, title: str = "", encrypted: bool = False
) -> bytes:
    """Return a PDF whose pages show lines of text at `(x, y)` points from the lower left; A4, Helvetica 10."""
    objects: list[bytes] = [_CATALOG, b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = b"".join(
            b"1 0 0 1 %d %d Tm (%s) Tj\n"
            % (x, y, text.encode("latin-1").replace(b"(", rb"\(").replace(b")", rb"\)"))
            for x, y, text in lines
        )
        stream = b"BT /F1 10 Tf\n" + shown + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    extra = b""
    if title:
        objects.append(b"<< /Title (%s) >>" % title.encode("latin-1"))
        extra += b" /Info %d 0 R" % len(objects)
    if encrypted:  # with a user password that nobody knows
        key = b"00" * 32
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (key, key))
        extra += b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, extra, len(out),
    )  # fmt: skip


def zipped(members: dict[str, bytes | str]) -> bytes:
    """Return a zip file of the given members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, body in members.items():
            bundle.writestr(name, body)
    return out.getvalue()
