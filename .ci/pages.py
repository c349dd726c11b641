"""Prints every sheet of a workbook with LibreOffice and looks at the pages.

    pages.py WORKBOOK FOLDER

Leaves FOLDER/<number>-<sheet>-<page>.png to look at. Fails when a sheet prints on more pages than it should, when a page shows
an error value or ####, when a page would print at less than 88%, or body text at less than 10.5 pt.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import zipfile

import openpyxl

import office

A4 = (595.3, 841.9)
SMALLEST_SCALE = 0.88
SMALLEST_PRINT = 10.5
# Sheets by the beginning of their names, with the most pages that the samples may need.
MOST_PAGES = {"概览": 1, "附件1": 3, "附件2": 1, "附件3": 2}
EVIDENCE = ("收件登记", "名称对照", "明细")


def alone(book: pathlib.Path, index: int, target: pathlib.Path) -> pathlib.Path:
    """A copy in which only sheet `index` is visible: hidden sheets are not printed."""

    def state(match: re.Match) -> str:
        state.seen += 1
        tag = re.sub(r'\sstate="[^"]*"', "", match[0])
        return tag if state.seen == index else tag.replace("<sheet ", '<sheet state="hidden" ', 1)

    state.seen = -1
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "xl/workbook.xml":
                text = re.sub(r"<sheet [^>]*/>", state, data.decode("utf-8"))
                text = re.sub(r'\s(activeTab|firstSheet)="\d+"', "", text)
                data = text.replace("<workbookView ", f'<workbookView activeTab="{index}" ', 1).encode("utf-8")
            elif part.startswith("xl/worksheets/sheet"):
                data = data.replace(b' tabSelected="1"', b"")
            new.writestr(part, data)
    return target


def scale(sheet) -> float:
    """The print scale that fits the sheet to one page wide; 1 when it fits as it is."""
    setup, margins = sheet.page_setup, sheet.page_margins
    paper = A4[1] if setup.orientation == "landscape" else A4[0]
    room = paper - (margins.left + margins.right) * 72
    wide = 0.0
    for column in range(1, sheet.max_column + 1):
        width = next((d.width for d in sheet.column_dimensions.values() if d.min and d.min <= column <= d.max), None)
        wide += ((width if width else 8.43) * 7 + 5) * 0.75
    return min(1.0, room / wide)


def body_size(sheet) -> float:
    sizes = [c.font.sz for row in sheet.iter_rows() for c in row if c.value not in (None, "") and c.font and c.font.sz]
    return min(sizes) if sizes else 12.0


def main() -> None:
    book, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    failures = []
    sheets = openpyxl.load_workbook(book)
    for index, sheet in enumerate(sheets):
        name = sheet.title
        pdf = office.convert(alone(book, index, folder / f"{index + 1}.xlsx"), "pdf", folder)
        told = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
        pages = int(re.search(r"Pages:\s+(\d+)", told)[1])
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
        subprocess.run(["pdftoppm", "-r", "80", "-png", pdf, folder / f"{index + 1}-{name}"], check=True)
        most = next((n for start, n in MOST_PAGES.items() if name.startswith(start)), None)
        shown = [bad for bad in ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "###", "Err:") if bad in text]
        evidence = name.startswith(EVIDENCE)
        at, size = scale(sheet), body_size(sheet)
        print(f"{name}: {pages} page(s), print scale {at:.0%}, smallest text {size * at:.1f} pt")
        if most is not None and pages > most:
            failures.append(f"{name} prints on {pages} pages instead of at most {most}")
        if name.startswith("概览") and pages != 1:
            failures.append("概览 must print on exactly one page")
        if shown:
            failures.append(f"{name} shows {', '.join(shown)}")
        if not evidence and at < SMALLEST_SCALE:
            failures.append(f"{name} prints at {at:.1%}, less than {SMALLEST_SCALE:.0%}")
        if not evidence and size * at < SMALLEST_PRINT - 0.05:
            failures.append(f"{name} prints text of {size * at:.1f} pt, less than {SMALLEST_PRINT} pt")
    for wanted in MOST_PAGES:
        if not any(s.title.startswith(wanted) for s in sheets):
            failures.append(f"there is no sheet {wanted}")
    for failure in failures:
        print(f"FAILED: {failure}")
    raise SystemExit(1 if failures else 0)


main()
