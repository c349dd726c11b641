"""Prints a workbook with LibreOffice and looks at the pages of every sheet.

    pages.py WORKBOOK FOLDER

Leaves FOLDER/<sheet>-<page>.png of the sheets that are forwarded. Fails when a sheet prints on more pages than it should, when one
that is out of sight prints at all, when a page shows an error value or ####, when a page would print at less than 88%, or its text at
less than 10.5 pt.
"""

import pathlib
import re
import shutil
import subprocess
import sys

import openpyxl
from openpyxl.utils import range_boundaries

import office

A4 = (595.3, 841.9)  # points
SMALLEST_SCALE = 0.88
SMALLEST_PRINT = 10.5
# Sheets by the beginning of their names, with the most pages that the samples need.
MOST_PAGES = {"概览": 1, "附件1": 3, "附件2": 1, "附件3": 2}
EVIDENCE = ("收件登记", "名称对照", "明细")
WRONG = ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "###", "Err:")


def tool(*words) -> str:
    return subprocess.run([str(w) for w in words], capture_output=True, text=True, check=True).stdout


def first_pages(pdf: pathlib.Path) -> dict:
    """First page of each sheet: LibreOffice writes the sheets as the document's outline."""
    return {name: int(page) for page, name in re.findall(r'<item page="(\d+)">([^<]*)</item>', tool("pdftohtml", "-i", "-xml", "-stdout", pdf))}


def printed(sheet) -> tuple:
    """First and last column and row of what is printed."""
    area = sheet.print_area or sheet.dimensions
    area = area[0] if isinstance(area, list) else area
    return range_boundaries(area.split("!")[-1].replace("$", ""))


def scale(sheet) -> float:
    """The print scale that fits the sheet to one page wide; 1 when it fits as it is. A width of 1 is 7 pixels of 0.75 points."""
    setup, margins = sheet.page_setup, sheet.page_margins
    room = (A4[1] if setup.orientation == "landscape" else A4[0]) - (margins.left + margins.right) * 72
    first, _, last, _ = printed(sheet)
    widths = [d for d in sheet.column_dimensions.values() if d.min and d.width]
    wide = 0.0
    for column in range(first, last + 1):
        width = next((d.width for d in widths if d.min <= column <= d.max), 9.14)
        wide += width * 7 * 0.75
    return min(1.0, room / wide)


def smallest(sheet) -> float:
    """Smallest size of text that is printed."""
    left, top, right, bottom = printed(sheet)
    cells = (c for row in sheet.iter_rows(top, bottom, left, right) for c in row if c.value not in (None, ""))
    return min((c.font.sz for c in cells if c.font and c.font.sz), default=12.0)


def main() -> None:
    book, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pdf = office.convert(book, "pdf", folder)
    starts = first_pages(pdf)
    count = int(re.search(r"Pages:\s+(\d+)", tool("pdfinfo", pdf))[1])
    sheets = openpyxl.load_workbook(book)
    seen = {sheet.title: sheet.sheet_state == "visible" for sheet in sheets}
    failures = [f"{name} is not printed" for name, visible in seen.items() if visible and name not in starts]
    failures += [f"{name} is printed, though it is out of sight" for name, visible in seen.items() if not visible and name in starts]
    failures += [f"there is no sheet {name}" for name in MOST_PAGES if not any(s.startswith(name) for s in sheets.sheetnames)]
    bounds = sorted(starts.values()) + [count + 1]
    for sheet in (s for s in sheets if s.title in starts):
        name = sheet.title
        first = starts[name]
        last = bounds[bounds.index(first) + 1] - 1
        pages, at, size = last - first + 1, scale(sheet), smallest(sheet)
        text = tool("pdftotext", "-layout", "-f", first, "-l", last, pdf, "-")
        print(f"{name}: {pages} page(s), print scale {at:.0%}, smallest text {size * at:.1f} pt")
        most = next((n for start, n in MOST_PAGES.items() if name.startswith(start)), None)
        if most is not None and pages > most:
            failures.append(f"{name} prints on {pages} pages instead of at most {most}")
        failures += [f"{name} shows {wrong}" for wrong in WRONG if wrong in text]
        if name.startswith(EVIDENCE):
            continue
        tool("pdftoppm", "-r", 80, "-f", first, "-l", last, "-png", pdf, folder / name)
        if at < SMALLEST_SCALE - 0.005:
            failures.append(f"{name} prints at {at:.1%}, less than {SMALLEST_SCALE:.0%}")
        if size * at < SMALLEST_PRINT - 0.05:
            failures.append(f"{name} prints text of {size * at:.1f} pt, less than {SMALLEST_PRINT} pt")
    for failure in failures:
        print(f"FAILED: {failure}")
    raise SystemExit(1 if failures else 0)


main()
