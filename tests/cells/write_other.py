"""Writes books as xls (xlwt), ods (odfpy) and xlsb (record by record: no free program writes it)."""

import datetime as dt
import struct
import zipfile

import odf.opendocument
import xlwt
from odf import dc as odfdc
from odf import number as odfnumber
from odf import office as odfoffice
from odf import style as odfstyle
from odf import table as odftable
from odf import text as odftext

from write_xlsx import PACKAGE, rels, serial, share


def by_xlwt(book, path):
    made = xlwt.Workbook(encoding="utf-8")
    made.dates_1904 = book.mac
    day, moment = xlwt.easyxf(num_format_str="yyyy-mm-dd"), xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")
    clock = xlwt.easyxf(num_format_str="h:mm")
    font, percents = xlwt.easyfont("bold true"), xlwt.easyxf(num_format_str="0.0%")
    line, crossed = xlwt.easyfont("struck_out true"), xlwt.easyxf("font: struck_out true")
    for sheet in book.sheets:
        page = made.add_sheet(sheet.name)
        page.visibility = int(sheet.hidden)
        for (row, column), cell in sheet.cells.items():
            r, c = row - 1, column - 1
            if cell.formula is not None:
                page.write(r, c, xlwt.Formula(cell.formula))
            elif cell.kind == "error":
                page.row(r).set_cell_error(c, ERROR_CODES[cell.value])
            elif cell.kind == "rich":
                page.write_rich_text(r, c, [(cell.value[0], line) if cell.struck else cell.value[0], (cell.value[1], font), cell.value[2]])
            elif cell.kind == "time":
                page.write(r, c, share(cell.value), clock)
            elif cell.kind == "date":
                page.write(r, c, cell.value, day if cell.value.time() == dt.time() else moment)
            elif cell.percent:
                page.write(r, c, cell.value, percents)
            elif cell.struck:
                page.write(r, c, cell.value, crossed)
            else:
                page.write(r, c, cell.value)
        for top, left, bottom, right in sheet.merges:
            page.merge(top - 1, bottom - 1, left - 1, right - 1)
        for row in sheet.hidden_rows:
            page.row(row - 1).hidden = 1
        for column in sheet.hidden_columns:
            page.col(column - 1).hidden = 1
    made.save(str(path))


def by_odfpy(book, path):
    made = odf.opendocument.OpenDocumentSpreadsheet()
    hidden = odfstyle.Style(name="hidden", family="table")
    hidden.addElement(odfstyle.TableProperties(display="false"))
    made.automaticstyles.addElement(hidden)
    days = odfnumber.DateStyle(name="days")
    for part in (odfnumber.Year(style="long"), odfnumber.Text(text="-"), odfnumber.Month(style="long"), odfnumber.Text(text="-"), odfnumber.Day(style="long")):
        days.addElement(part)
    made.automaticstyles.addElement(days)
    made.automaticstyles.addElement(odfstyle.Style(name="date", family="table-cell", datastylename="days"))
    for name, family in ("struck", "table-cell"), ("crossed", "text"):
        look = odfstyle.Style(name=name, family=family)
        look.addElement(odfstyle.TextProperties(textlinethroughstyle="solid"))
        made.automaticstyles.addElement(look)
    for sheet in book.sheets:
        made.spreadsheet.addElement(ods_table(sheet))
    made.save(str(path))


def ods_table(sheet):
    """Empty rows and cells are repeated, as every office program does."""
    made = odftable.Table(name=sheet.name, **({"stylename": "hidden"} if sheet.hidden else {}))
    spans = {(m[0], m[1]): m for m in sheet.merges}
    covered = {(r, c) for m in sheet.merges for r in range(m[0], m[2] + 1) for c in range(m[1], m[3] + 1)} - set(spans)
    used = set(sheet.cells) | set(spans) | covered | set(sheet.notes)
    at = 1
    for column in sorted(sheet.hidden_columns):
        if column > at:
            made.addElement(odftable.TableColumn(numbercolumnsrepeated=column - at))
        made.addElement(odftable.TableColumn(visibility="collapse"))
        at = column + 1
    at = 1
    for row in sorted({r for r, _ in used} | sheet.hidden_rows):
        if row > at:
            gap = odftable.TableRow(numberrowsrepeated=row - at)
            gap.addElement(odftable.TableCell())
            made.addElement(gap)
        line = odftable.TableRow(**({"visibility": "collapse"} if row in sheet.hidden_rows else {}))
        place = 1
        for column in sorted(c for r, c in used if r == row):
            if column > place:
                line.addElement(odftable.TableCell(numbercolumnsrepeated=column - place))
            span = spans.get((row, column))
            made_cell = odftable.CoveredTableCell() if (row, column) in covered else ods_cell(sheet.cells.get((row, column)), span)
            if (row, column) in sheet.notes:
                made_cell.insertBefore(ods_note(sheet.notes[row, column]), made_cell.firstChild)
            line.addElement(made_cell)
            place = column + 1
        if place == 1:
            line.addElement(odftable.TableCell())
        made.addElement(line)
        at = row + 1
    return made


def ods_cell(cell, span):
    how = {"numberrowsspanned": span[2] - span[0] + 1, "numbercolumnsspanned": span[3] - span[1] + 1} if span else {}
    if cell is None:
        return odftable.TableCell(**how)
    shown = "".join(cell.value) if cell.kind == "rich" else cell.value
    if cell.formula is not None:
        how["formula"] = "of:=" + cell.formula.replace(",", ";")
    if cell.kind == "number":
        how |= {"valuetype": "percentage" if cell.percent else "float", "value": repr(shown)}
    elif cell.kind == "bool":
        how |= {"valuetype": "boolean", "booleanvalue": "true" if shown else "false"}
    elif cell.kind == "date":
        whole = shown.time() == dt.time()
        how |= {"valuetype": "date", "datevalue": shown.strftime("%Y-%m-%d" if whole else "%Y-%m-%dT%H:%M:%S"), "stylename": "date"}
    else:
        how["valuetype"] = "string"
    crossed = cell.struck and cell.kind == "rich"
    if cell.struck and not crossed and "stylename" not in how:
        how["stylename"] = "struck"
    made = odftable.TableCell(**how)
    if crossed:
        shown = "".join(cell.value[1:])
    for line in str(shown).split("\n"):
        paragraph = odftext.P()
        if crossed:
            paragraph.addElement(odftext.Span(stylename="crossed", text=cell.value[0]))
            crossed = False
        for i, word in enumerate(line.split(" ")):
            if i:
                paragraph.addElement(odftext.S())
            paragraph.addText(word)
        made.addElement(paragraph)
    return made


def ods_note(words):
    made = odfoffice.Annotation()
    made.addElement(odfdc.Creator(text="填表人"))
    for line in words.split("\n"):
        made.addElement(odftext.P(text=line))
    return made


ERROR_CODES = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}


def by_records(book, path):
    """xlsb: [MS-XLSB] records with a number and a length of seven bits to the byte."""
    strings = []  # as their records hold them
    sheets = [xlsb_sheet(sheet, strings, book.mac) for sheet in book.sheets]
    bundle = b"".join(
        record(156, struct.pack("<II", sheet.hidden, i + 1) + wide(f"rId{i + 1}") + wide(sheet.name)) for i, sheet in enumerate(book.sheets)
    )
    workbook = record(131) + record(153, struct.pack("<III", int(book.mac), 0, 0)) + record(143) + bundle + record(144) + record(132)
    counts = struct.pack("<II", len(strings), len(strings))
    shared = record(159, counts) + b"".join(record(19, s) for s in strings) + record(160)
    kinds = [("worksheet", f"worksheets/sheet{i + 1}.bin") for i in range(len(sheets))]
    parts = {
        "[Content_Types].xml": xlsb_types(len(sheets)),
        "_rels/.rels": rels([("officeDocument", "xl/workbook.bin")]),
        "xl/workbook.bin": workbook,
        "xl/_rels/workbook.bin.rels": rels([*kinds, ("styles", "styles.bin"), ("sharedStrings", "sharedStrings.bin")]),
        "xl/styles.bin": xlsb_styles(),
        "xl/sharedStrings.bin": shared,
    }
    parts |= {f"xl/worksheets/sheet{i + 1}.bin": content for i, content in enumerate(sheets)}
    for i, sheet in enumerate(book.sheets):
        if sheet.notes:
            parts[f"xl/worksheets/_rels/sheet{i + 1}.bin.rels"] = rels([("comments", f"../comments{i + 1}.bin")])
            parts[f"xl/comments{i + 1}.bin"] = xlsb_notes(sheet.notes)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(zipfile.ZipInfo(name, (2023, 4, 3, 9, 30, 0)), content, zipfile.ZIP_DEFLATED)


def record(kind, content=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = len(content), b""
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + content


def wide(text):
    units = text.encode("utf-16-le")
    return struct.pack("<I", len(units) // 2) + units


def xlsb_types(sheets):
    kind = "application/vnd.ms-excel."
    over = [("workbook", "sheet.binary.macroEnabled.main"), ("styles", "styles"), ("sharedStrings", "sharedStrings")]
    over += [(f"worksheets/sheet{i + 1}", "worksheet") for i in range(sheets)]
    lines = "".join(f'<Override PartName="/xl/{part}.bin" ContentType="{kind}{what}"/>' for part, what in over)
    return f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{lines}</Types>'


def xlsb_styles():
    """Five number formats in the plain font, then the same in the one that strikes through."""
    fonts = b"".join(record(43, struct.pack("<HHHHBBBB8sB", 220, line, 400, 0, 0, 2, 134, 0, bytes([1, 0, 0, 0, 0, 0, 0, 255]), 0) + wide("宋体")) for line in (0, 8))
    fonts = record(611, struct.pack("<I", 2)) + fonts + record(612)
    one_fill = record(603, struct.pack("<I", 1)) + record(45, bytes(68)) + record(604)
    one_border = record(613, struct.pack("<I", 1)) + record(46, bytes(51)) + record(614)
    base = record(626, struct.pack("<I", 1)) + record(47, struct.pack("<HHHHHBBHH", 0xFFFF, 0, 0, 0, 0, 0, 0, 0, 0)) + record(627)
    styles = b"".join(record(47, struct.pack("<HHHHHBBHH", 0, n, font, 0, 0, 0, 0, 0, 0)) for font in (0, 1) for n in (0, 14, 22, 10, 20))
    cells = record(617, struct.pack("<I", 10)) + styles + record(618)
    return record(278) + fonts + one_fill + one_border + base + cells + record(279)


def xlsb_notes(notes):
    """Authors, then each note: author, corners of its cell, an id of its own, text with one run."""
    out = record(628) + record(630) + record(632, wide("填表人")) + record(631) + record(633)
    for (row, column), words in notes.items():
        out += record(635, struct.pack("<IIIII", 0, row - 1, row - 1, column - 1, column - 1) + bytes(16))
        out += record(637, b"\1" + wide(words) + struct.pack("<IHH", 1, 0, 0)) + record(636)
    return out + record(634) + record(629)


def xlsb_sheet(sheet, strings, mac):
    rows = {row: [] for row in sheet.hidden_rows}
    for (row, column), cell in (sheet.cells | sheet.covered).items():
        rows.setdefault(row, []).append((column, cell))
    lines = b""
    for row in sorted(rows):
        hidden = 0x10 if row in sheet.hidden_rows else 0
        lines += record(0, struct.pack("<IIHBBBI", row - 1, 0, 300, 0, hidden, 0, 0))
        for column, cell in sorted(rows[row], key=lambda c: c[0]):
            lines += xlsb_cell(column - 1, cell, strings, mac)
    columns = b"".join(record(60, struct.pack("<IIIIH", c - 1, c - 1, 2304, 0, 1)) for c in sorted(sheet.hidden_columns))
    head = record(390) + columns + record(391) if columns else b""
    merges = b"".join(record(176, struct.pack("<IIII", m[0] - 1, m[2] - 1, m[1] - 1, m[3] - 1)) for m in sheet.merges)
    tail = record(177, struct.pack("<I", len(sheet.merges))) + merges + record(178) if merges else b""
    used = sheet.cells or {(1, 1): None}
    corners = [f(k[i] for k in used) - 1 for i in (0, 1) for f in (min, max)]
    dimension = record(148, struct.pack("<IIII", *corners))
    if sheet.filtered:
        top, left, bottom, right = (n - 1 for n in sheet.filtered)
        column = record(163, struct.pack("<IH", 0, 0)) + record(165, struct.pack("<II", 0, 0)) + record(167, wide("序号")) + record(166) + record(164)
        tail = record(161, struct.pack("<IIII", top, bottom, left, right)) + column + record(162) + tail
    return record(129) + dimension + head + record(145) + lines + record(146) + tail + record(130)


def xlsb_cell(column, cell, strings, mac):
    """Formula cells carry their result and an empty parsed expression, as pyxlsb and calamine's values need no more."""
    style = 4 if cell.kind == "time" else 3 if cell.percent else 0 if cell.kind != "date" else 1 if cell.value.time() == dt.time() else 2
    # Of a rich text only the first piece is crossed out, by its own look.
    whole = cell.struck and (cell.kind != "rich" or cell.formula is not None)
    head, value = struct.pack("<II", column, style + 5 * whole), cell.value
    fmla = cell.formula is not None
    tail = struct.pack("<HII", 0, 0, 0) if fmla else b""
    if cell.kind in ("text", "rich"):
        text = "".join(value)
        if fmla:
            return record(8, head + wide(text) + tail)
        rich = cell.kind == "rich" and cell.struck
        runs = struct.pack("<IHHHH", 2, 0, 1, len(value[0]), 0) if rich else b""
        strings.append((b"\1" if rich else b"\0") + wide(text) + runs)
        return record(7, head + struct.pack("<I", len(strings) - 1))
    if cell.kind == "bool":
        return record(10 if fmla else 4, head + bytes([value]) + tail)
    if cell.kind == "error":
        return record(11 if fmla else 3, head + bytes([ERROR_CODES[value]]) + tail)
    number = serial(value, mac) if cell.kind == "date" else share(value) if cell.kind == "time" else value
    if not fmla and isinstance(number, int) and abs(number) < 1 << 29:
        return record(2, head + struct.pack("<i", number << 2 | 2))
    return record(9 if fmla else 5, head + struct.pack("<d", number) + tail)
