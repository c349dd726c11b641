"""Writes one sheet as CSV, as an HTML table under the name .xls, or a whole book as XML Spreadsheet 2003."""

import csv
import datetime as dt
import io
import random
from html import escape
from xml.sax.saxutils import quoteattr

ENCODINGS = [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("gb18030", b""), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")]


def shown(cell):
    if cell is None or cell.value is None:
        return ""
    if cell.kind == "rich":
        return "".join(cell.value)
    if cell.kind == "bool":
        return str(cell.value).upper()
    if cell.kind == "time":
        return cell.value.isoformat()
    if cell.kind == "date":
        return cell.value.strftime("%Y-%m-%d" if cell.value.time() == dt.time() else "%Y-%m-%d %H:%M:%S")
    return cell.value if isinstance(cell.value, str) else repr(cell.value)


def grid(sheet):
    last_row, last_column = max(r for r, _ in sheet.cells), max(c for _, c in sheet.cells)
    return [[sheet.cells.get((r, c)) for c in range(1, last_column + 1)] for r in range(1, last_row + 1)]


def by_csv(book, path, seed):
    """Separators and encodings by turns; in GBK only characters that GBK has."""
    encoding, mark = ENCODINGS[seed % len(ENCODINGS)]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=",;\t"[seed // len(ENCODINGS) % 3], lineterminator="\r\n" if seed % 2 else "\n")
    writer.writerows([shown(c) for c in row] for row in grid(book.sheets[0]))
    path.write_bytes(mark + text.getvalue().encode(encoding))


def by_html(book, path, seed):
    """As government systems write it: tags in capitals, cells that are never closed, colspan and rowspan."""
    sheet, dice = book.sheets[0], random.Random(seed)
    charset = "gb2312" if seed % 2 else "utf-8"
    spans = {(m[0], m[1]): m for m in sheet.merges}
    covered = {(r, c) for m in sheet.merges for r in range(m[0], m[2] + 1) for c in range(m[1], m[3] + 1)} - set(spans)
    lines = []
    for r, row in enumerate(grid(sheet), 1):
        line = "<TR>"
        for c, cell in enumerate(row, 1):
            if (r, c) in covered:
                continue
            span = spans.get((r, c))
            how = f' rowspan="{span[2] - span[0] + 1}" colspan={span[3] - span[1] + 1}' if span else ""
            text = escape(shown(cell), quote=False).replace("\n", "<br>").replace("条", "&#26465;")
            line += f"<td{how}>{text}{'' if dice.random() < 0.5 else '</td>'}"
        lines.append(line + ("</TR>" if dice.random() < 0.7 else ""))
    head = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><style>td{{color:red}}</style></head><body>'
    html = head + "<table border=1>\n" + "\n".join(lines) + "\n</table></body></html>"
    path.write_bytes(html.encode("gb18030" if seed % 2 else "utf-8"))


def by_xml_2003(book, path, seed):
    """Rows and cells with and without ss:Index; the first form of an XML workbook that Office wrote."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    pages = "".join(xml_sheet(sheet, seed) for sheet in book.sheets)
    styles = '<Styles><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>'
    styles += '<Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="q"><NumberFormat ss:Format="0.0%"/></Style><Style ss:ID="s"><Font ss:StrikeThrough="1"/></Style></Styles>'
    head = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    path.write_text(f'{head}<Workbook xmlns="{space}" xmlns:ss="{space}">{styles}{pages}</Workbook>', encoding="utf-8", newline="")


def xml_sheet(sheet, seed):
    spans = {(m[0], m[1]): m for m in sheet.merges}
    used = set(sheet.cells) | set(spans) | set(sheet.notes)
    columns = "".join(f'<Column ss:Index="{c}" ss:Hidden="1"/>' for c in sorted(sheet.hidden_columns))
    lines = ""
    for row in sorted({r for r, _ in used} | sheet.hidden_rows):
        cells = ""
        for column in sorted(c for r, c in used if r == row):
            span = spans.get((row, column))
            how = f' ss:MergeAcross="{span[3] - span[1]}" ss:MergeDown="{span[2] - span[0]}"' if span else ""
            cells += f'<Cell ss:Index="{column}"{how}{xml_value(sheet.cells.get((row, column)))}{xml_note(sheet.notes.get((row, column)))}</Cell>'
        hidden = ' ss:Hidden="1"' if row in sheet.hidden_rows else ""
        lines += f'<Row ss:Index="{row}"{hidden}>{cells}</Row>'
    hidden = "<WorksheetOptions xmlns=\"urn:schemas-microsoft-com:office:excel\"><Visible>SheetHidden</Visible></WorksheetOptions>" if sheet.hidden else ""
    excel = 'xmlns:x="urn:schemas-microsoft-com:office:excel"'
    corners = sheet.filtered and "R{}C{}:R{}C{}".format(*sheet.filtered)
    filters = f'<x:AutoFilter x:Range="{corners}" {excel}><x:AutoFilterColumn x:Type="NonBlanks"/></x:AutoFilter>' if corners else ""
    return f"<Worksheet ss:Name={quoteattr(sheet.name)}><Table>{columns}{lines}</Table>{hidden}{filters}</Worksheet>"


def xml_note(words):
    if words is None:
        return ""
    words = escape(words, quote=False).replace("\n", "&#10;")
    return f'<Comment ss:Author="填表人"><ss:Data xmlns="http://www.w3.org/TR/REC-html40"><B>填表人:</B><Font>{words}</Font></ss:Data></Comment>'


def xml_value(cell):
    if cell is None:
        return ">"
    kind = {"number": "Number", "bool": "Boolean", "date": "DateTime", "error": "Error"}.get(cell.kind, "String")
    text = shown(cell)
    if cell.kind == "bool":
        text = str(int(cell.value))
    if cell.kind == "date":
        text = cell.value.strftime("%Y-%m-%dT%H:%M:%S.000")
    formula = f" ss:Formula={quoteattr('=' + cell.formula)}" if cell.formula is not None else ""
    style = ' ss:StyleID="d"' if cell.kind == "date" else f' ss:StyleID="{"pq"[round(cell.value * 100) % 2]}"' if cell.percent else ' ss:StyleID="s"' if cell.struck and cell.kind != "rich" else ""
    if cell.struck and cell.kind == "rich":
        first, rest = (escape(part, quote=False).replace(chr(10), "&#10;") for part in (cell.value[0], "".join(cell.value[1:])))
        return f'><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><S>{first}</S><Font>{rest}</Font></ss:Data>'
    return f'{formula}{style}><Data ss:Type="{kind}">{escape(text, quote=False).replace(chr(10), "&#10;")}</Data>'
