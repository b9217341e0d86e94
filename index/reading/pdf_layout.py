"""A program of its own that takes a PDF apart: run by `index.reading.pdf`, with bounds on memory and time.

A PDF is a programme for a page, and a small one can ask for any amount of memory or time; no library
bounds both. So this runs as a process that can be ended. It imports nothing of Groundwire.

    python pdf_layout.py BYTES SECONDS PAGES < file.pdf

It writes one JSON object: `{"title": "…", "pages": [{"height": 842.0, "boxes": [{"top": 60.0, "bottom": 80.0,
"lines": ["…"]}]}], "cut": false}` with distances in points from the top of the page, or `{"problem": "…"}`.
Boxes stand in reading order, as pdfminer's layout analysis finds it: columns one after another.
"""

import io
import json
import logging
import sys

MOST_CHARACTERS = 20_000_000


def main() -> None:
    """Read a PDF on standard input and write its text, or what is wrong with it, on standard output."""
    memory, seconds, pages = (int(argument) for argument in sys.argv[1:4])
    _bound(memory, seconds)
    try:
        told = _layout(sys.stdin.buffer.read(), pages)
    except MemoryError:
        told = {"problem": "it asks for more memory than one article may take"}
    except RecursionError:
        told = {"problem": "it is nested too deep"}
    sys.stdout.write(json.dumps(told))


def _bound(memory: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows; the time is bounded by whoever started this
        return
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):  # a lower bound is set already, or the system knows none
            continue


def _layout(data: bytes, most_pages: int) -> dict[str, object]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams, LTTextContainer
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser, PDFSyntaxError
    from pdfminer.psexceptions import PSException

    logging.disable(logging.CRITICAL)
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        return {"problem": "it is encrypted; save it without a password"}
    except (PDFSyntaxError, PSException, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return {"problem": "it is not a whole PDF"}
    if not document.is_extractable:
        return {"problem": "its owner does not allow its text to be taken out"}
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=LAParams(all_texts=True))
    interpreter = PDFPageInterpreter(manager, device)
    pages: list[dict[str, object]] = []
    characters, cut = 0, False
    for page in PDFPage.create_pages(document):
        if len(pages) >= most_pages or characters > MOST_CHARACTERS:
            cut = True
            break
        try:
            interpreter.process_page(page)
            layout = device.get_result()
        except (PSException, ValueError, TypeError, KeyError, AttributeError, IndexError, AssertionError):
            cut = True  # one broken page; the others are read
            continue
        boxes = []
        for box in layout:
            if isinstance(box, LTTextContainer):
                lines = [line for line in box.get_text().split("\n") if line.strip()]
                characters += sum(map(len, lines))
                boxes.append({"top": layout.y1 - box.y1, "bottom": layout.y1 - box.y0, "lines": lines})
        pages.append({"height": layout.height, "boxes": boxes})
    return {"title": _title(document), "pages": pages, "cut": cut}


def _title(document: object) -> str:
    from pdfminer.utils import decode_text

    for info in getattr(document, "info", []):
        value = info.get("Title") if isinstance(info, dict) else None
        if isinstance(value, bytes):
            return str(decode_text(value))
        if isinstance(value, str):
            return value
    return ""


if __name__ == "__main__":
    main()
