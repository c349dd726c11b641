"""Writes books as xlsx: by openpyxl, and part by part for what openpyxl never writes."""

import datetime as dt
import io
import random
import zipfile
from xml.sax.saxutils import escape, quoteattr

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter as letters
from openpyxl.utils.datetime import CALENDAR_MAC_1904

FIXED = dt.datetime(2023, 4, 3, 9, 30)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT = {MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main", REL: "http://purl.oclc.org/ooxml/officeDocument/relationships"}


def by_openpyxl(book, path):
    made = openpyxl.Workbook()
    made.properties.created = made.properties.modified = FIXED
    if book.mac:
        made.epoch = CALENDAR_MAC_1904
    made.remove(made.active)
    for sheet in book.sheets:
        fill(made.create_sheet(sheet.name), sheet)
    packed = io.BytesIO()
    made.save(packed)
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2023, 4, 3, 9, 30, 0)), old.read(name), zipfile.ZIP_DEFLATED)


def fill(page, sheet):
    page.sheet_state = "hidden" if sheet.hidden else "visible"
    for (row, column), cell in sheet.cells.items():
        target = page.cell(row, column)
        if cell.formula is not None:
            target.value = "=" + cell.formula
        elif cell.kind == "rich":
            target.value = CellRichText([TextBlock(InlineFont(b=i % 2 == 1, strike=cell.struck and i == 0 or None), text) for i, text in enumerate(cell.value)])
        else:
            target.value = cell.value
            if cell.percent:
                target.number_format = "0%" if row % 2 else "0.00%"
            if cell.kind == "text":
                target.data_type = "s"
            if cell.kind == "time":
                target.number_format = "h:mm"
            if cell.kind == "date":
                target.number_format = "yyyy-mm-dd" if cell.value.time() == dt.time() else 'yyyy"年"m"月"d"日" hh:mm:ss'
    for (row, column), cell in sheet.cells.items():
        if cell.struck and cell.kind != "rich":
            page.cell(row, column).font = Font(strike=True)
    for (row, column), note in sheet.notes.items():
        page.cell(row, column).comment = Comment(note, "填表人")
    for top, left, bottom, right in sheet.merges:
        page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    for row in sheet.hidden_rows:
        page.row_dimensions[row].hidden = True
    for column in sheet.hidden_columns:
        page.column_dimensions[letters(column)].hidden = True
    if sheet.filtered:
        page.auto_filter.ref = area(sheet.filtered)
        page.auto_filter.add_filter_column(0, ["序号"])


def area(corners):
    top, left, bottom, right = corners
    return f"{letters(left)}{top}:{letters(right)}{bottom}"


class Raw:
    """One workbook, part by part. The seed chooses among the ways in which programs write the same thing."""

    def __init__(self, book, seed):
        self.book, self.dice, self.strings = book, random.Random(seed), []
        self.strict = seed % 5 == 0
        self.prefix = "x:" if seed % 7 == 0 else ""
        self.references = seed % 4 != 1  # r attributes on rows and cells

    def write(self, path):
        sheets = [self.sheet(s) for s in self.book.sheets]
        parts = {"[Content_Types].xml": self.types(), "_rels/.rels": rels([("officeDocument", "xl/workbook.xml")])}
        parts["xl/workbook.xml"] = self.workbook()
        inner = [("worksheet", f"worksheets/sheet{i + 1}.xml") for i in range(len(sheets))]
        parts["xl/_rels/workbook.xml.rels"] = rels([*inner, ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")])
        for i, text in enumerate(sheets):
            parts[f"xl/worksheets/sheet{i + 1}.xml"] = text
        p, count = self.prefix, len(self.strings)
        parts["xl/sharedStrings.xml"] = self.root("sst", f' count="{count}" uniqueCount="{count}"', "".join(self.strings))
        formats = f'<{p}numFmts count="2"><{p}numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><{p}numFmt numFmtId="177" formatCode="#,##0.0%;[Red]-0.0%"/></{p}numFmts>'
        styles = "".join(f'<{p}xf numFmtId="{n}" xfId="0" applyNumberFormat="1"/>' for n in (0, 14, 176, 22, 9, 177, 20))
        blank = (
            f'<{p}fonts count="1"><{p}font><{p}sz val="11"/></{p}font></{p}fonts><{p}fills count="1"><{p}fill><{p}patternFill/></{p}fill></{p}fills>'
            f'<{p}borders count="1"><{p}border/></{p}borders><{p}cellStyleXfs count="1"><{p}xf/></{p}cellStyleXfs>'
        )
        parts["xl/styles.xml"] = self.root("styleSheet", "", f'{formats}{blank}<{p}cellXfs count="7">{styles}</{p}cellXfs>')
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            for name, text in parts.items():
                if self.strict:
                    for old, new in STRICT.items():
                        text = text.replace(old, new)
                out.writestr(zipfile.ZipInfo(name, (2023, 4, 3, 9, 30, 0)), text.encode(), zipfile.ZIP_DEFLATED)

    def root(self, name, attributes, inner):
        p = self.prefix
        space = f'xmlns:{p[:-1]}="{MAIN}"' if p else f'xmlns="{MAIN}"'
        return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{p}{name} {space} xmlns:r="{REL}"{attributes}>{inner}</{p}{name}>'

    def types(self):
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
        over = [("workbook", "sheet.main"), ("styles", "styles"), ("sharedStrings", "sharedStrings")]
        over += [(f"worksheets/sheet{i + 1}", "worksheet") for i in range(len(self.book.sheets))]
        lines = "".join(f'<Override PartName="/xl/{part}.xml" ContentType="{kind}{what}+xml"/>' for part, what in over)
        return (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
        )

    def workbook(self):
        p = self.prefix
        lines = "".join(
            f'<{p}sheet name={quoteattr(s.name)} sheetId="{i + 1}"{" state=" + quoteattr("hidden") if s.hidden else ""} r:id="rId{i + 1}"/>'
            for i, s in enumerate(self.book.sheets)
        )
        epoch = f'<{p}workbookPr date1904="1"/>' if self.book.mac else f"<{p}workbookPr/>"
        return self.root("workbook", "", f"{epoch}<{p}sheets>{lines}</{p}sheets>")

    def sheet(self, sheet):
        p = self.prefix
        columns = "".join(f'<{p}col min="{c}" max="{c}" width="9" hidden="1"/>' for c in sorted(sheet.hidden_columns))
        rows = {}
        for (row, column), cell in (sheet.cells | sheet.covered).items():
            rows.setdefault(row, []).append((column, cell))
        for row in sheet.hidden_rows:
            rows.setdefault(row, [])
        lines = "".join(self.row(sheet, number, rows.get(number, [])) for number in self.numbers(rows))
        merges = "".join(f'<{p}mergeCell ref="{area(m)}"/>' for m in sheet.merges)
        tail = f'<{p}autoFilter ref="{area(sheet.filtered)}"><{p}filterColumn colId="0"><{p}filters><{p}filter val="序号"/></{p}filters></{p}filterColumn></{p}autoFilter>' if sheet.filtered else ""
        tail += f'<{p}mergeCells count="{len(sheet.merges)}">{merges}</{p}mergeCells>' if merges else ""
        head = f"<{p}cols>{columns}</{p}cols>" if columns else ""
        return self.root("worksheet", "", f"{head}<{p}sheetData>{lines}</{p}sheetData>{tail}")

    def numbers(self, rows):
        """Without references a row's number is its place, so that nothing may be left out."""
        last = max(rows, default=0)
        return sorted(rows) if self.references or last > 5_000 else range(1, last + 1)

    def row(self, sheet, number, cells):
        p, hidden = self.prefix, ' hidden="1"' if number in sheet.hidden_rows else ""
        reference = f' r="{number}"' if self.references or number > 5_000 else ""
        inner, at = "", 0
        for column, cell in sorted(cells, key=lambda c: c[0]):
            if not reference:
                inner += f"<{p}c/>" * (column - at - 1)
            inner += self.cell(f' r="{letters(column)}{number}"' if reference else "", cell)
            at = column
        return f"<{p}row{reference}{hidden}>{inner}</{p}row>"

    def cell(self, reference, cell):
        p = self.prefix
        formula = f"<{p}f>{escape(cell.formula)}</{p}f>" if cell.formula is not None else ""
        if cell.formula is not None and cell.value is None:
            return f"<{p}c{reference}>{formula}</{p}c>"
        if cell.kind in ("text", "rich"):
            return self.text(reference, cell, formula)
        if cell.kind == "time":
            return f'<{p}c{reference} s="6"><{p}v>{share(cell.value)!r}</{p}v></{p}c>'
        if cell.kind == "date":
            whole = cell.value.time() == dt.time()
            style = self.dice.choice([1, 2]) if whole else 3
            return f'<{p}c{reference} s="{style}"><{p}v>{serial(cell.value, self.book.mac)!r}</{p}v></{p}c>'
        kind = {"number": "", "bool": ' t="b"', "error": ' t="e"'}[cell.kind]
        if cell.kind == "number" and self.dice.random() < 0.3:
            kind = ' t="n"'
        if cell.percent:
            kind += f' s="{self.dice.choice([4, 5])}"'
        shown = int(cell.value) if cell.kind == "bool" else cell.value
        return f"<{p}c{reference}{kind}>{formula}<{p}v>{shown if cell.kind == 'error' else repr(shown)}</{p}v></{p}c>"

    def text(self, reference, cell, formula):
        p = self.prefix
        runs = cell.value if cell.kind == "rich" else [cell.value]
        plain = self.plain("".join(runs))
        if formula:
            return f'<{p}c{reference} t="str">{formula}<{p}v>{plain}</{p}v></{p}c>'
        if cell.kind == "rich":
            strike = [f"<{p}strike/>" if cell.struck and i == 0 else f'<{p}strike val="0"/>' if i == 2 else "" for i in range(len(runs))]
            inner = "".join(
                f'<{p}r><{p}rPr><{p}b/>{s}</{p}rPr><{p}t xml:space="preserve">{self.plain(r)}</{p}t></{p}r>' for r, s in zip(runs, strike, strict=True)
            )
        else:
            inner = f'<{p}t xml:space="preserve">{plain}</{p}t>'
        if self.dice.random() < 0.15:
            inner += f'<{p}rPh sb="0" eb="1"><{p}t>ピンイン</{p}t></{p}rPh><{p}phoneticPr fontId="0"/>'
        if self.dice.random() < 0.3:
            return f'<{p}c{reference} t="inlineStr"><{p}is>{inner}</{p}is></{p}c>'
        self.strings.append(f"<{p}si>{inner}</{p}si>")
        return f'<{p}c{reference} t="s"><{p}v>{len(self.strings) - 1}</{p}v></{p}c>'

    def plain(self, text):
        """Characters also as references, and escaped the way Excel does."""
        text = escape(text.replace("_x0041_", "_x005F_x0041_"))
        return text.replace("条", "&#26465;") if self.dice.random() < 0.3 else text


def rels(pairs):
    lines = "".join(f'<Relationship Id="rId{i + 1}" Type="{REL}/{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(pairs))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def serial(moment, mac):
    days = (moment - (dt.datetime(1904, 1, 1) if mac else dt.datetime(1899, 12, 30))) / dt.timedelta(days=1)
    return int(days) if days == int(days) else days


def share(time):
    """Of a day."""
    return ((time.hour * 60 + time.minute) * 60 + time.second) / 86_400
