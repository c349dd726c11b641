#!/usr/bin/env python3
"""Makes workbooks of every format for the comparison of readers.

    python3 tests/cells/make.py target/cells          # 340 files; needs: pip install openpyxl xlwt odfpy, and LibreOffice
    python3 tests/cells/make.py target/cells --each 2 # a few of each kind
    python3 tests/cells/make.py target/cells --no-office

.facts.json keeps what the other programs cannot tell: the formulas of .xls files; formulas, days, percentages, merges, what they cover, notes, what is
crossed out, and hidden parts of .xlsb files. It also lists every file made, so that none is forgotten. The same seed gives the same cells (files converted by LibreOffice may differ in other bytes). compare.py reads them.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

try:
    import model
    import write_other
    import write_text
    import write_xlsx
except ImportError as missing:
    sys.exit(f"{missing}: pip install openpyxl xlwt odfpy")


def facts(book, everything):
    """What is true of a book, by sheet."""
    told = {}
    for sheet in book.sheets:
        told[sheet.name] = {"formulas": [address(at) for at, cell in sheet.cells.items() if cell.formula is not None]}
        if everything:
            told[sheet.name] |= {
                "days": {address(at): cell.value.isoformat() for at, cell in sheet.cells.items() if cell.kind == "date"},
                "times": {address(at): write_xlsx.share(cell.value) for at, cell in sheet.cells.items() if cell.kind == "time"},
                "covered": [address(at) for at in sheet.covered],
                "struck": {address(at): crossed(cell) for at, cell in sheet.cells.items() if cell.struck},
                "notes": {address(at): note for at, note in sheet.notes.items()},
                "percents": [address(at) for at, cell in sheet.cells.items() if cell.percent],
                "merges": [write_xlsx.area(m) for m in sheet.merges],
                "hidden": sheet.hidden,
                "hidden_rows": sorted(sheet.hidden_rows),
                "hidden_columns": [write_xlsx.letters(c) for c in sorted(sheet.hidden_columns)],
                "filtered": bool(sheet.filtered),
            }
    return told


def crossed(cell):
    """Whether all of it is, what is left of its text, and what of it is crossed out."""
    if cell.kind != "rich" or cell.formula is not None:
        return [True, None, None]
    return [False, "".join(cell.value[1:]).strip(), cell.value[0].strip()]


def address(at):
    return f"{write_xlsx.letters(at[1])}{at[0]}"


def narrow(seed):
    """Formats without a grid of Excel's size: near the corner, in dates that count from 1900."""
    while True:
        book = model.book(seed, "cached")
        if all(s.cells and max(r for r, _ in s.cells) < 1000 for s in book.sheets):
            book.mac = False
            return book
        seed += 100_000


def plain(seed):
    """Text forms have one sheet, no formulas, and no text that a separator or an encoding changes for a reason of its own."""
    book = narrow(seed)
    for cell in book.sheets[0].cells.values():
        cell.formula, cell.percent, cell.struck = None, False, False
    return book


def office(n):
    """What LibreOffice converts; a third has notes and struck-out cells, and no formulas, whose results openpyxl does not write."""
    book = narrow(7_000 + n)
    for cell in (cell for sheet in book.sheets for cell in sheet.cells.values() if n % 3 == 1):
        cell.formula = None
    return book


def never_calculated(seed):
    """xlwt stores formulas without results."""
    return model.book(seed, "uncached", xls=True)


# Name, how many, how one is made from a path and a seed.
KINDS = [
    ("openpyxl.xlsx", 90, lambda p, s: write_xlsx.by_openpyxl(model.book(s), p)),
    ("openpyxl-formulas.xlsx", 20, lambda p, s: write_xlsx.by_openpyxl(model.book(s, "uncached"), p)),
    ("parts.xlsx", 60, lambda p, s: write_xlsx.Raw(model.book(s, "cached"), s).write(p)),
    ("xlwt.xls", 35, lambda p, s: write_other.by_xlwt(model.book(s, xls=True), p)),
    ("xlwt-formulas.xls", 10, lambda p, s: write_other.by_xlwt(never_calculated(s), p)),
    ("records.xlsb", 25, lambda p, s: write_other.by_records(model.book(s, "cached"), p)),
    ("odfpy.ods", 25, lambda p, s: write_other.by_odfpy(narrow(s), p)),
    ("text.csv", 30, lambda p, s: write_text.by_csv(plain(s), p, s)),
    ("table.xls", 12, lambda p, s: write_text.by_html(plain(s), p, s)),
    ("2003.xml", 12, lambda p, s: write_text.by_xml_2003(narrow(s), p, s)),
]
# LibreOffice turns the first of these into each of its formats.
CONVERTED = [("xls", 15, "MS Excel 97"), ("ods", 10, "calc8"), ("xlsx", 10, "Calc MS Excel 2007 XML")]


def convert(folder, each):
    """One call of LibreOffice for each format, with a profile of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        for extension, count, filter_name in CONVERTED:
            source = pathlib.Path(scratch, extension)
            source.mkdir()
            for n in range(min(count, each or count)):
                book, path = office(n), source / f"office-{n:03}.xlsx"
                if n % 3 == 1:
                    write_xlsx.by_openpyxl(book, path)
                else:
                    write_xlsx.Raw(book, 8 * n + 2).write(path)
            subprocess.run(
                ["soffice", "--headless", f"-env:UserInstallation=file://{scratch}/profile", "--convert-to", f"{extension}:{filter_name}",
                 "--outdir", str(folder), *map(str, sorted(source.iterdir()))],
                check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600,
            )  # fmt: skip
            for made in folder.glob(f"office-???.{extension}"):
                made.rename(folder / f"{made.stem}-{extension}.{extension}")


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=pathlib.Path)
    asked.add_argument("--each", type=int, help="at most so many of each kind")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--no-office", action="store_true", help="leave out what LibreOffice converts")
    asked = asked.parse_args()
    if asked.folder.exists():
        if asked.folder.is_dir() and not (asked.folder / ".made-by-cells").exists() and any(asked.folder.iterdir()):
            sys.exit(f"{asked.folder} holds other files")
        shutil.rmtree(asked.folder)
    asked.folder.mkdir(parents=True)
    (asked.folder / ".made-by-cells").touch()
    known = {}
    for number, (name, count, make) in enumerate(KINDS):
        stem, _, extension = name.rpartition(".")
        for n in range(min(count, asked.each or count)):
            seed = asked.seed * 1_000_000 + number * 10_000 + n
            path = asked.folder / f"{stem}-{n:03}.{extension}"
            make(path, seed)
            if stem == "xlwt-formulas":
                known[path.name] = facts(never_calculated(seed), everything=False)
            if stem == "records":
                known[path.name] = facts(model.book(seed, "cached"), everything=True)
    if not asked.no_office:
        convert(asked.folder, asked.each)
        known |= {f"office-{n:03}-xls.xls": facts(office(n), everything=False) for n in range(15)}
    made = sorted(p.name for p in asked.folder.iterdir() if not p.name.startswith("."))
    (asked.folder / ".facts.json").write_text(json.dumps({"files": made, "books": known}, ensure_ascii=False, indent=0), encoding="utf-8")
    print(f"{len(made)} files in {asked.folder}")


if __name__ == "__main__":
    main()
