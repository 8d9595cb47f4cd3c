"""PDF files made for the tests: books with running heads, notes and watermarks; two columns; scans."""

from __future__ import annotations

import io
import zlib

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

NUMBERS = "一二三四五六七八九十百千万"


def chinese_paragraph(number: int, *, sentences: int = 5) -> str:
    """A paragraph unlike any other."""
    return "".join(
        f"第{NUMBERS[number % 10]}批共{NUMBERS[(number + each) % 10]}百辆卡车须在{NUMBERS[each % 9 + 1]}月以前由"
        f"{'北镇南关东营西堡'[(number + each) % 4 * 2 :][:2]}运交，否则不再给予盐引。"
        for each in range(sentences)
    )


def chinese_book(pages: int = 6) -> tuple[bytes, list[str]]:
    """A book with heads, page numbers, a watermark, notes at the foot and paragraphs over page ends."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    paragraphs = [chinese_paragraph(number, sentences=3 + number % 4) for number in range(3 * pages)]
    lines: list[tuple[bool, str]] = []
    for paragraph in paragraphs:
        at, first = 0, True
        while at < len(paragraph):
            width = 28 if first else 30
            while width < 40 and paragraph[at + width : at + width + 1] in tuple("，。"):
                width += 1  # no stop begins a line
            lines.append((first, paragraph[at : at + width]))
            at, first = at + width, False
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=(420, 595))
    page.setTitle("北境文书")
    page.setAuthor("某编者")
    for number in range(pages):
        page.setFont("STSong-Light", 9)
        page.drawString(50, 560, f"{number + 10}  北境文书 第二册" if number % 2 == 0 else f"盐税与边防  {number + 10}")
        page.saveState()
        page.setFont("STSong-Light", 40)
        page.setFillGray(0.9)
        page.translate(200, 250)
        page.rotate(45)
        page.drawString(-60, 0, "内部资料")
        page.restoreState()
        page.setFont("STSong-Light", 10.5)
        share = -(-len(lines) // pages)
        for row, (first, line) in enumerate(lines[number * share : (number + 1) * share]):
            page.drawString(71 if first else 50, 530 - 16 * row, line)
        page.setFont("STSong-Light", 8)
        page.drawString(50, 78, f"① 盐引，第{NUMBERS[number % 13]}号凭证，见第一册的说明，此处不再重复说明其来历与用途")
        page.drawString(50, 66, f"而且第{NUMBERS[number % 13]}省不同。")
        page.drawString(50, 54, f"② 照准，同意第{NUMBERS[number % 13]}项。")
        page.showPage()
    page.save()
    return stream.getvalue(), paragraphs


LEFT = (
    "The envoy wrote on the third day of May that",
    "forty waggons of salt would be sent before the",
    "first frost, provided only that the old gover-",
    "nor answered the letter within the week, and",
    "that no toll was asked.",
)
RIGHT = (
    "The governor answered that thirty would do,",
    "and asked for all of the rest in spring. His let-",
    "ter is lost, and only the copy that was made",
    "for the town book is left; it has no date, and",
    "it is not signed.",
)


def english_columns() -> bytes:
    """A page with a heading over two columns, words divided at line ends, a raised mark and its note."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=(500, 700))
    page.setFont("Times-Roman", 18)
    page.drawString(120, 650, "The Salt of Orle")
    page.setFont("Times-Roman", 10)
    for column, lines in ((50, LEFT), (270, RIGHT)):
        for row, line in enumerate(lines):
            text = page.beginText(column, 600 - 12 * row)
            if row < len(lines) - 1:  # set to both edges
                text.setWordSpace((200 - page.stringWidth(line)) / line.count(" "))
            text.textOut(line)
            page.drawText(text)
    end = 50 + page.stringWidth(LEFT[-1])
    page.setFont("Times-Roman", 6)
    page.drawString(end, 600 - 12 * 4 + 4, "1")
    page.setFont("Times-Roman", 8)
    page.drawString(50, 60, "1 The town book of Orle, folio 12.")
    page.setFont("Times-Roman", 9)
    page.drawString(245, 30, "- 7 -")
    page.save()
    return stream.getvalue()


def scan() -> bytes:
    """A page that is a picture."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=(100, 100))
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    page.drawImage(ImageReader(Image.new("L", (20, 20), 200)), 0, 0, 100, 100)
    page.save()
    return stream.getvalue()


def encrypted() -> bytes:
    """A page behind a password."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    page.drawString(100, 100, "hidden")
    page.save()
    return stream.getvalue()


def table(rows: list[tuple[str, ...]]) -> bytes:
    """A table of short cells."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=(500, 400))
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            page.drawString(60 + 140 * column, 340 - 20 * number, cell)
    page.save()
    return stream.getvalue()


def downwards(columns: list[str]) -> bytes:
    """Chinese set in columns from right to left."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=(300, 300))
    page.setFont("STSong-Light", 12)
    for number, column in enumerate(columns):
        for row, character in enumerate(column):
            page.drawString(240 - 20 * number, 260 - 14 * row, character)
    page.save()
    return stream.getvalue()


def turned(lines: list[str]) -> bytes:
    """A page whose text runs upwards."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=(300, 400))
    page.rotate(90)
    for number, line in enumerate(lines):
        page.drawString(50, -60 - 16 * number, line)
    page.save()
    return stream.getvalue()


def bomb() -> bytes:
    """A page whose content is 300 MB of blanks, packed twice."""
    blanks = zlib.compressobj(9)
    packed = b"".join(blanks.compress(b" " * 2**20) for _ in range(300)) + blanks.flush()
    packed = zlib.compress(packed, 9)
    stream = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(packed), packed)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        stream,
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start


def scattered(count: int) -> bytes:
    """A page of single letters, each on a height of its own."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=(14_000, 14_000))
    page.setFont("Helvetica", 3)
    for number in range(count):
        page.drawString(number * 7919 % 13_900, number * 104_729 % 13_900 + number % 7 / 7, "-1①*"[number % 2])
    page.save()
    return stream.getvalue()
