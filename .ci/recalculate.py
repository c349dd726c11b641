"""Holds every cached formula result against what LibreOffice computes from the same workbook.

    recalculate.py WORKBOOK FOLDER

Fails on a difference, on an error value, and when a deliberately falsified copy of the workbook is not caught.
"""

import pathlib
import re
import sys
import zipfile

import openpyxl

import office

ERRORS = ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!", "Err:")


def results(book: pathlib.Path, formulas: set | None = None) -> dict:
    """Cached results of formula cells by (sheet, cell); `formulas` names the cells, else the workbook's own formulas are taken."""
    if formulas is None:
        sheets = openpyxl.load_workbook(book)
        formulas = {(s.title, c.coordinate) for s in sheets for row in s.iter_rows() for c in row if c.data_type == "f"}
    values = openpyxl.load_workbook(book, data_only=True)
    return {(sheet, cell): values[sheet][cell].value for sheet, cell in formulas}


def same(ours, theirs) -> bool:
    if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
        return abs(ours - theirs) < 1e-9
    return (ours or "") == (theirs or "")


def differences(book: pathlib.Path, folder: pathlib.Path) -> tuple[int, list]:
    ours = results(book)
    theirs = results(office.convert(book, "xlsx", folder), set(ours))
    wrong = [(place, ours[place], theirs[place]) for place in sorted(ours) if not same(ours[place], theirs[place])]
    return len(ours), wrong


def falsified(book: pathlib.Path, target: pathlib.Path) -> pathlib.Path:
    """A copy in which the first numeric formula result is one too large."""
    changed = False
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part)
            if not changed and part.startswith("xl/worksheets/sheet"):
                text = data.decode("utf-8")
                text, count = re.subn(
                    r"(</f><v>)(\d+)(</v>)", lambda m: f"{m[1]}{int(m[2]) + 1}{m[3]}", text, count=1
                )
                changed = count == 1
                data = text.encode("utf-8")
            new.writestr(part, data)
    if not changed:
        raise SystemExit("FAILED: the workbook holds no live formula with a number")
    return target


def main() -> None:
    book, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    count, wrong = differences(book, folder / "book")
    values = openpyxl.load_workbook(book, data_only=True)
    wrong += [
        ((s.title, c.coordinate), c.value, "an error value")
        for s in values for row in s.iter_rows() for c in row
        if isinstance(c.value, str) and c.value.startswith(ERRORS)
    ]
    for (sheet, cell), ours, theirs in wrong:
        print(f"{sheet}!{cell}: cached {ours!r}, recalculated {theirs!r}")
    if wrong:
        raise SystemExit(f"FAILED: {len(wrong)} of {count} formulas")
    folder.mkdir(parents=True, exist_ok=True)
    caught = differences(falsified(book, folder / "falsified.xlsx"), folder / "false")[1]
    if len(caught) < 1:
        raise SystemExit("FAILED: a falsified result was not caught, so this check proves nothing")
    print(f"{count} formulas agree; a falsified one is caught")


main()
