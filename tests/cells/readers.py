"""What other programs read from a file: the second opinion.

In: a path. Out: [Sheet], or None when the other program refuses the file too. A fact that it cannot tell is None and is not
compared.
"""

import csv
import datetime as dt
import html.parser
import io
import re
import warnings
import xml.etree.ElementTree as etree
import zipfile
from dataclasses import dataclass, field

import odf.opendocument
import openpyxl
import pyxlsb
import xlrd
from odf.namespaces import OFFICENS, STYLENS, TABLENS, TEXTNS
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import get_column_letter as letters
from openpyxl.utils.datetime import to_excel

warnings.filterwarnings("ignore", module="openpyxl")
STRICT = [(b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
          (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships")]  # fmt: skip


@dataclass
class Cell:
    kind: str  # text, number, bool, date, error, none (formula without a result), any (only the text counts)
    value: object
    formula: bool | None = None
    percent: bool | None = None  # whether a number shows as a percentage
    struck: bool | None = None  # whether all of it is crossed out
    part: str | None = None  # what is crossed out beside the text that is left

    def crossed(self, whole, pieces=()):
        """Pieces are texts with whether each is crossed out."""
        out, kept = ("".join(t for t, s in pieces if s is wanted).strip() for wanted in (True, False))
        self.struck = whole if not pieces else bool(out) and not kept
        if out and kept and self.kind == "text":
            self.value, self.part = kept, out


@dataclass
class Sheet:
    name: str
    hidden: bool | None = None
    cells: dict = field(default_factory=dict)  # "C3" -> Cell
    merges: set | None = None
    hidden_rows: set | None = None
    hidden_columns: set | None = None
    filtered: bool | None = None
    notes: dict | None = None  # "C3" -> text


def read(path):
    """By content, like the program."""
    content = path.read_bytes()
    try:
        if content[:4] == b"PK\x03\x04":
            return read_zip(content)
        if content[:4] == b"\xd0\xcf\x11\xe0":
            return by_xlrd(content)
        if b"urn:schemas-microsoft-com:office:spreadsheet" in content[:2000]:
            return by_etree(content)
        if b"<table" in content[:2000].lower():
            return by_html(content)
        return by_csv(content) if path.suffix in (".csv", ".tsv") else None
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError, zipfile.BadZipFile, UnicodeDecodeError, KeyError):
        return None


def read_zip(content):
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    if "mimetype" in names:
        return by_odfpy(content)
    return by_pyxlsb(content) if "xl/workbook.bin" in names else by_openpyxl(content)


def by_openpyxl(content):
    content = prepared(content)
    written = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    shown = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    sheets = []
    for page in written.worksheets:
        made = Sheet(page.title, page.sheet_state != "visible", merges={str(m) for m in page.merged_cells.ranges})
        made.hidden_rows = {n for n, d in page.row_dimensions.items() if d.hidden}
        made.hidden_columns = {letters(i) for d in page.column_dimensions.values() if d.hidden for i in range(d.min, d.max + 1)}
        made.filtered = bool(page.auto_filter.ref and page.auto_filter.filterColumn and made.hidden_rows)
        values = shown[page.title]
        # From the first used cell: sheets with cells in the far corner would take for ever.
        for row in page.iter_rows(min_row=page.min_row, min_col=page.min_column):
            for cell in row:
                if cell.value is not None:
                    made.cells[cell.coordinate] = openpyxl_cell(cell, values[cell.coordinate], written.epoch)
                    whole = bool(cell.font.strike)
                    rich = cell.value if isinstance(cell.value, CellRichText) else []
                    pieces = [(p, whole) if isinstance(p, str) else (p.text, bool(p.font.strike)) for p in rich]
                    made.cells[cell.coordinate].crossed(whole, [(unescaped(t), s) for t, s in pieces])
        made.notes = {cell.coordinate: cell.comment.text for cell in page._cells.values() if cell.comment}
        sheets.append(made)
    return sheets


def openpyxl_cell(cell, shown, epoch):
    formula = cell.data_type == "f"
    value = shown.value
    if value is None:
        return Cell("none", None, formula)
    if isinstance(value, dt.timedelta | dt.time):
        return Cell("date", Moment(None, to_excel(value, epoch)), formula)
    if isinstance(value, dt.datetime | dt.date):
        return Cell("date", Moment(value), formula)
    if isinstance(value, str):
        value = unescaped(value)
    kind = {"e": "error", "b": "bool", "n": "number"}.get(shown.data_type, "text")
    return Cell(kind, value, formula, percent(shown.number_format) if kind == "number" else None)


def percent(code):
    """Whether the first section of a number format has a percent sign that is not a literal."""
    return "%" in re.sub(r'"[^"]*"|\\\\.|\[[^\]]*\]', "", code).split(";")[0]


@dataclass
class Moment:
    """A day or moment; at stays None for a time of day alone, whose serial number is then known."""

    at: dt.datetime | None
    serial: float | None = None

    def same(self, said):
        if isinstance(said, int | float):
            return self.serial is not None and abs(self.serial - said) < 1e-9
        try:
            moment = dt.datetime.fromisoformat(said)
        except (TypeError, ValueError):
            return False
        at = self.at if isinstance(self.at, dt.datetime) or self.at is None else dt.datetime.combine(self.at, dt.time())
        return at is not None and abs(moment - at) < dt.timedelta(milliseconds=1)


ESCAPED = "\ue000"


def prepared(content):
    """openpyxl knows only the usual namespaces, and drops the escape of an underscore, so that what it escaped cannot be told."""
    old, made = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith((".xml", ".rels")):
                for strict, usual in STRICT:
                    part = part.replace(strict, usual)
                part = part.replace(b"_x005F_", ESCAPED.encode())
            new.writestr(name, part)
    return made.getvalue()


def unescaped(text):
    """Characters that Excel writes as _xHHHH_."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text).replace(ESCAPED, "_")


def by_xlrd(content):
    book = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    kinds = {xlrd.XL_CELL_TEXT: "text", xlrd.XL_CELL_NUMBER: "number", xlrd.XL_CELL_BOOLEAN: "bool"}
    sheets = []
    for page in book.sheets():
        made = Sheet(page.name, page.visibility != 0, merges={area(a, c, b - 1, d - 1) for a, b, c, d in page.merged_cells})
        made.hidden_rows = {n + 1 for n, r in page.rowinfo_map.items() if r.hidden}
        made.hidden_columns = {letters(n + 1) for n, c in page.colinfo_map.items() if c.hidden}
        for row in range(page.nrows):
            for column in range(page.row_len(row)):
                cell, address = page.cell(row, column), f"{letters(column + 1)}{row + 1}"
                if cell.ctype == xlrd.XL_CELL_ERROR:
                    made.cells[address] = Cell("error", xlrd.error_text_from_code[cell.value])
                elif cell.ctype == xlrd.XL_CELL_DATE:
                    whole = cell.value < 1
                    made.cells[address] = Cell("date", Moment(None if whole else xlrd.xldate_as_datetime(cell.value, book.datemode), cell.value))
                elif cell.ctype in kinds:
                    made.cells[address] = Cell(kinds[cell.ctype], bool(cell.value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else cell.value)
                    if cell.ctype == xlrd.XL_CELL_NUMBER:
                        code = book.format_map[book.xf_list[page.cell_xf_index(row, column)].format_key].format_str
                        made.cells[address].percent = percent(code)
                if address in made.cells:
                    made.cells[address].crossed(*xlrd_crossed(book, page, row, column))
        made.notes = {f"{letters(c + 1)}{r + 1}": note.text for (r, c), note in page.cell_note_map.items()}
        sheets.append(made)
    return sheets


def xlrd_crossed(book, page, row, column):
    """Whether the cell is crossed out, and the pieces of its text where it has several looks."""
    whole = bool(book.font_list[book.xf_list[page.cell_xf_index(row, column)].font_index].struck_out)
    runs = page.rich_text_runlist_map.get((row, column)) or []
    text, pieces, at, struck = page.cell_value(row, column), [], 0, whole
    for offset, font in [*runs, (None, None)] if runs else ():
        pieces.append((text[at:offset], struck))
        at, struck = offset, offset is not None and bool(book.font_list[font].struck_out)
    return whole, pieces


def by_pyxlsb(content):
    """Addresses and values; pyxlsb knows neither dates nor what is merged or hidden."""
    sheets = []
    with pyxlsb.open_workbook(io.BytesIO(content)) as book:
        for name in book.sheets:
            made = Sheet(name)
            with book.get_sheet(name) as page:
                for row in page.rows(sparse=True):
                    for cell in row:
                        if cell.v is not None and cell.v != "":
                            made.cells[f"{letters(cell.c + 1)}{cell.r + 1}"] = pyxlsb_cell(cell.v)
            sheets.append(made)
    return sheets


def pyxlsb_cell(value):
    if isinstance(value, bool):
        return Cell("bool", value)
    if isinstance(value, str):
        # Error values come as hexadecimal codes.
        code = re.fullmatch("0x[0-9a-f]{1,2}", value)
        return Cell("error", xlrd.error_text_from_code[int(value, 16)]) if code else Cell("text", value)
    return Cell("serial", value)


def by_odfpy(content):
    document = odf.opendocument.load(io.BytesIO(content))
    hidden = {
        s.getAttrNS(STYLENS, "name") for s in document.automaticstyles.childNodes
        for p in s.childNodes if p.getAttrNS(TABLENS, "display") in ("false", False)
    }  # fmt: skip
    tables = [n for n in document.spreadsheet.childNodes if n.qname == (TABLENS, "table")]
    strikes = ods_strikes(document)
    return [ods_sheet(t, t.getAttrNS(TABLENS, "style-name") in hidden, strikes) for t in tables]


def ods_strikes(document):
    """Whether each style strikes through, by family and name; None where its parent's says so neither."""
    said, parents = {}, {}
    for node in [*document.styles.childNodes, *document.automaticstyles.childNodes]:
        if node.qname == (STYLENS, "style"):
            key = (node.getAttrNS(STYLENS, "family"), node.getAttrNS(STYLENS, "name"))
            lines = [p.getAttrNS(STYLENS, "text-line-through-style") or p.getAttrNS(STYLENS, "text-line-through-type") for p in node.childNodes if p.qname == (STYLENS, "text-properties")]
            said[key] = next((line != "none" for line in lines if line), None)
            parents[key] = node.getAttrNS(STYLENS, "parent-style-name")

    def strikes(family, name):
        while name and said.get((family, name)) is None:
            name = parents.get((family, name))
        return said[family, name] if name else None

    return strikes


def ods_sheet(table, hidden, strikes):
    made = Sheet(str(table.getAttrNS(TABLENS, "name")), hidden, merges=set(), hidden_rows=set(), hidden_columns=set(), filtered=False)
    made.notes, columns = {}, []
    row = column = 1
    for node in flat(table, "table-row", "table-column"):
        away = node.getAttrNS(TABLENS, "visibility") in ("collapse", "filter")
        made.filtered = made.filtered or node.getAttrNS(TABLENS, "visibility") == "filter"
        if node.qname[1] == "table-column":
            repeat = int(node.getAttrNS(TABLENS, "number-columns-repeated") or 1)
            if away:
                made.hidden_columns |= {letters(c) for c in range(column, min(column + repeat, 16_385))}
            columns.append((column, column + repeat, node.getAttrNS(TABLENS, "default-cell-style-name")))
            column += repeat
            continue
        repeat = int(node.getAttrNS(TABLENS, "number-rows-repeated") or 1)
        cells, notes = ods_row(node, strikes, columns)
        made.notes |= {f"{letters(c)}{row}": note for c, note in notes.items()}
        for r in range(row, row + (repeat if cells or away and repeat < 2_000 else 0)):
            if away:
                made.hidden_rows.add(r)
            for c, (cell, down, right) in cells.items():
                if cell:
                    made.cells[f"{letters(c)}{r}"] = cell
                if (down, right) != (1, 1):
                    made.merges.add(area(r - 1, c - 1, r + down - 2, c + right - 2))
        row += repeat
    return made


def flat(node, *wanted):
    """Rows and columns also inside their groups."""
    for child in node.childNodes:
        if child.qname[1] in wanted:
            yield child
        elif child.qname[0] == TABLENS:
            yield from flat(child, *wanted)


def ods_row(node, strikes, columns):
    cells, notes, column = {}, {}, 1
    of_row = node.getAttrNS(TABLENS, "default-cell-style-name")
    for child in node.childNodes:
        repeat = int(child.getAttrNS(TABLENS, "number-columns-repeated") or 1)
        cell = ods_cell(child)
        own = child.getAttrNS(TABLENS, "style-name") or of_row or next((s for first, end, s in columns if first <= column < end), None)
        if cell:
            whole = bool(strikes("table-cell", own or "Default"))
            lines = [list(ods_pieces(n, whole, strikes)) for n in child.childNodes if n.qname[1] == "p"]
            # The break between two lines looks as the cell does.
            pieces = [p for i, line in enumerate(lines) for p in [("\n", whole)] * (i > 0) + line]
            cell.crossed(whole, pieces if cell.kind == "text" and any(s is not whole for _, s in pieces) else [])
        for note in (n for n in child.childNodes if n.qname[1] == "annotation"):
            notes[column] = "\n".join(spelled(p) for p in note.childNodes if p.qname[1] == "p")
        down = int(child.getAttrNS(TABLENS, "number-rows-spanned") or 1)
        right = int(child.getAttrNS(TABLENS, "number-columns-spanned") or 1)
        if cell or (down, right) != (1, 1):
            cells |= {column + i: (cell, down, right) for i in range(repeat)}
        column += repeat
    return cells, notes


def ods_pieces(node, struck, strikes):
    for child in node.childNodes:
        if child.nodeType != child.TEXT_NODE and child.qname[1] == "span":
            own = strikes("text", child.getAttrNS(TEXTNS, "style-name"))
            yield from ods_pieces(child, struck if own is None else own, strikes)
        else:
            yield spelled(child), struck


def ods_cell(node):
    kind = node.getAttrNS(OFFICENS, "value-type")
    formula = bool(node.getAttrNS(TABLENS, "formula"))
    if kind in ("float", "percentage", "currency"):
        return Cell("number", float(node.getAttrNS(OFFICENS, "value")), formula, kind == "percentage")
    if kind == "boolean":
        return Cell("bool", str(node.getAttrNS(OFFICENS, "boolean-value")).lower() == "true", formula)
    if kind == "date":
        return Cell("date", Moment(dt.datetime.fromisoformat(node.getAttrNS(OFFICENS, "date-value"))), formula)
    if kind is None:
        return None
    text = "\n".join(spelled(p) for p in node.childNodes if p.qname[1] == "p")
    is_error = formula and (text.startswith("#") or text.startswith("Err:"))
    return Cell("error" if is_error else "text", text, formula) if text or formula else None


def spelled(node):
    """Text of a paragraph; spaces, tabs and line breaks are elements."""
    if node.nodeType == node.TEXT_NODE:
        return re.sub(r"[ \t\r\n]+", " ", node.data)
    made = {"tab": "\t", "line-break": "\n"}.get(node.qname[1], "")
    if node.qname[1] == "s":
        made = " " * int(node.getAttrNS("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "c") or 1)
    return made + "".join(spelled(c) for c in node.childNodes)


def area(top, left, bottom, right):
    """Corners from 0 to the way Excel writes a region."""
    return f"{letters(left + 1)}{top + 1}:{letters(right + 1)}{bottom + 1}"


def decoded(content):
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def by_csv(content):
    """The separator that makes the widest rows; a name the file does not have, so that any sheet name will do."""
    text = decoded(content)
    tables = [list(csv.reader(io.StringIO(text, newline=""), delimiter=d)) for d in ",;\t"]
    rows = max(tables, key=lambda t: sum(len(r) for r in t))
    cells = {f"{letters(c)}{r}": Cell("any", v) for r, row in enumerate(rows, 1) for c, v in enumerate(row, 1) if v != ""}
    return [Sheet(None, False, cells, set(), set(), set())]


class Html(html.parser.HTMLParser):
    """One table; a cell ends where the next begins."""

    def __init__(self):
        super().__init__()
        self.sheet, self.row, self.text, self.taken = Sheet(None, False, {}, set(), set(), set()), 0, None, set()

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.close_cell()
            self.row, self.column = self.row + 1, 0
        elif tag in ("td", "th"):
            self.close_cell()
            self.column += 1
            while (self.row, self.column) in self.taken:
                self.column += 1
            spans = dict(attributes)
            down, right = int(spans.get("rowspan", 1)), int(spans.get("colspan", 1))
            self.taken |= {(self.row + r, self.column + c) for r in range(down) for c in range(right)}
            if (down, right) != (1, 1):
                self.sheet.merges.add(area(self.row - 1, self.column - 1, self.row + down - 2, self.column + right - 2))
            self.text, self.at = "", f"{letters(self.column)}{self.row}"
            self.column += right - 1
        elif tag == "br" and self.text is not None:
            self.text += "\n"

    def handle_endtag(self, tag):
        if tag in ("td", "th", "tr", "table"):
            self.close_cell()

    def handle_data(self, content):
        if self.text is not None:
            self.text += re.sub(r"[ \t\r\n]+", " ", content)

    def close_cell(self):
        """White space means a single space, none at the ends of a line: only <br> breaks lines."""
        text = re.sub(" *\n *", "\n", self.text or "").strip(" \n")
        if text:
            self.sheet.cells[self.at] = Cell("any", text)
        self.text = None


def by_html(content):
    parser = Html()
    parser.feed(decoded(content))
    parser.close()
    return [parser.sheet]


def by_etree(content):
    space = "{urn:schemas-microsoft-com:office:spreadsheet}"
    sheets = []
    root = etree.fromstring(content)
    lines = {s.get(space + "ID") for s in root.iter(space + "Style") for n in s.iter(space + "Font") if n.get(space + "StrikeThrough") == "1"}
    shares = {s.get(space + "ID") for s in root.iter(space + "Style") for n in s.iter(space + "NumberFormat") if "%" in n.get(space + "Format") or n.get(space + "Format") == "Percent"}
    for page in root.iter(space + "Worksheet"):
        hidden = any(v.text != "SheetVisible" for v in page.iter("{urn:schemas-microsoft-com:office:excel}Visible"))
        made = Sheet(page.get(space + "Name"), hidden, merges=set(), hidden_rows=set(), hidden_columns=set())
        made.notes = {}
        table, row, column = page.find(space + "Table"), 0, 0
        made.filtered = page.find(".//{urn:schemas-microsoft-com:office:excel}AutoFilterColumn") is not None
        for node in table.iterfind(space + "Column"):
            column = int(node.get(space + "Index", column + 1))
            if node.get(space + "Hidden") == "1":
                made.hidden_columns.add(letters(column))
        for node in table.iterfind(space + "Row"):
            row = int(node.get(space + "Index", row + 1))
            if node.get(space + "Hidden") == "1":
                made.hidden_rows.add(row)
            column = 0
            for cell in node.iterfind(space + "Cell"):
                column = int(cell.get(space + "Index", column + 1))
                right, down = int(cell.get(space + "MergeAcross", 0)), int(cell.get(space + "MergeDown", 0))
                if right or down:
                    made.merges.add(area(row - 1, column - 1, row + down - 1, column + right - 1))
                address = f"{letters(column)}{row}"
                if (note := cell.find(space + "Comment")) is not None:
                    made.notes[address] = "".join(note.itertext())
                value = cell.find(space + "Data")
                if value is not None:
                    made.cells[f"{letters(column)}{row}"] = xml_cell(value.get(space + "Type"), "".join(value.itertext()), cell.get(space + "Formula"))
                    html = "{http://www.w3.org/TR/REC-html40}"
                    made.cells[address].crossed(cell.get(space + "StyleID") in lines, [("".join(n.itertext()), n.tag == html + "S") for n in value])
                    if value.get(space + "Type") == "Number":
                        made.cells[f"{letters(column)}{row}"].percent = cell.get(space + "StyleID") in shares
                column += right
        sheets.append(made)
    return sheets


def xml_cell(kind, text, formula):
    made = {"Number": ("number", float), "Boolean": ("bool", lambda t: t == "1"), "Error": ("error", str)}
    made["DateTime"] = ("date", lambda t: Moment(dt.datetime.fromisoformat(t)))
    kind, convert = made.get(kind, ("text", str))
    return Cell(kind, convert(text), formula is not None)
