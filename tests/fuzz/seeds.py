#!/usr/bin/env python3
"""Fills the fuzzer's corpus from the samples and from generated workbooks of every format.

    python3 tests/cells/make.py target/cells
    python3 tests/fuzz/seeds.py samples tests/it/mutants/seeds target/cells

Whole files go to any/, text files also to text/; packages are taken apart as wrap.rs puts them together. Small files only: the
fuzzer works best on them. Needs nothing but Python.
"""

import hashlib
import pathlib
import random
import sys
import zipfile

CORPUS = pathlib.Path(__file__).parent / "corpus"
BETWEEN = b"\n=====8<=====\n"
LARGEST = 60_000
# As in wrap.rs; the first sheet stands for all.
PARTS = {
    "xlsx": ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"],
    "xlsb": ["xl/worksheets/sheet1.bin", "xl/sharedStrings.bin", "xl/styles.bin"],
    "ods": ["content.xml", "styles.xml"],
}


def keep(target, content):
    if 0 < len(content) <= LARGEST:
        folder = CORPUS / target
        folder.mkdir(parents=True, exist_ok=True)
        (folder / hashlib.sha1(content).hexdigest()).write_bytes(content)


def sow(path):
    content = path.read_bytes()
    keep("any", content)
    if content[:4] == b"\xd0\xcf\x11\xe0":
        keep("xls", content)
        return
    if content[:4] != b"PK\x03\x04":
        keep("text", content)
        return
    try:
        package = zipfile.ZipFile(path)
        names = set(package.namelist())
        target = "ods" if "content.xml" in names else "xlsb" if "xl/workbook.bin" in names else "xlsx"
        keep(target, BETWEEN.join(package.read(n) if n in names else b"" for n in PARTS[target]))
    except (zipfile.BadZipFile, OSError):
        pass


def main():
    folders = sys.argv[1:] or sys.exit(__doc__)
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.is_file() and path.suffix not in (".rs", ".md", ".py"):
                sow(path)
    dice = random.Random(1)
    for _ in range(200):
        keep("grid", dice.randbytes(dice.randint(20, 1_500)))
    for target in sorted(CORPUS.iterdir()):
        print(f"{target.name}: {sum(1 for _ in target.iterdir())} seeds")


if __name__ == "__main__":
    main()
