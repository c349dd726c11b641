#!/usr/bin/env python3
"""Makes the files that the mutation test damages, one of each format that the samples lack.

    python3 tests/it/mutants/seeds/make.py     # needs: pip install xlwt, LibreOffice

One invented table of three units, with a merged title, texts, numbers, days, formulas and a hidden row; by xlwt, which does not
calculate, and by LibreOffice, which does. damaged.xls is xlwt's file with a circle in the list of its directory's sectors.
records.xlsb and records.xml are two of those that tests/cells/make.py makes: no free program writes these formats small.
"""

import pathlib
import subprocess
import tempfile

import xlwt

HERE = pathlib.Path(__file__).parent
ROWS = [("甲局", 12, 11), ("乙局", 0, 0), ("丙镇", 3, 2)]
DAY = xlwt.easyxf(num_format_str="yyyy-mm-dd")


def table(path):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("1季度")
    sheet.write_merge(0, 0, 0, 4, "2023年第一季度网民留言办理情况")
    for col, heading in enumerate(["单位", "承办", "办结", "未办结", "填报日期"]):
        sheet.write(1, col, heading)
    for row, (unit, received, closed) in enumerate(ROWS, 2):
        sheet.write(row, 0, unit)
        sheet.write(row, 1, received)
        sheet.write(row, 2, closed)
        sheet.write(row, 3, xlwt.Formula(f"B{row + 1}-C{row + 1}"))
        sheet.write(row, 4, 45034, DAY)
    sheet.write(5, 0, "合计")
    sheet.write(5, 1, xlwt.Formula("SUM(B3:B5)"))
    sheet.write(5, 2, xlwt.Formula('IF(C3="","",SUM(C3:C5))'))
    sheet.row(4).hidden = True
    book.save(str(path))


def circle(content):
    """The directory of xlwt's files is its last stream: the sector after which it ends points to itself."""
    first = int.from_bytes(content[48:52], "little")
    tables = int.from_bytes(content[76:80], "little")
    at = (tables + 1) * 512 + first * 4
    return content[:at] + first.to_bytes(4, "little") + content[at + 4 :]


def main():
    table(HERE / "xlwt.xls")
    (HERE / "damaged.xls").write_bytes(circle((HERE / "xlwt.xls").read_bytes()))
    with tempfile.TemporaryDirectory() as folder:
        for ending, form in [
            ("xls", "xls:MS Excel 97"),
            ("ods", "ods:calc8"),
            ("fods", "fods:OpenDocument Spreadsheet Flat XML"),
            ("html", "html:HTML (StarCalc)"),
            ("csv", "csv:Text - txt - csv (StarCalc):44,34,76,1"),
        ]:
            subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/user", "--headless", "--convert-to", form, "--outdir", folder, HERE / "xlwt.xls"], check=True, capture_output=True)
            (HERE / f"office.{ending}").write_bytes((pathlib.Path(folder) / f"xlwt.{ending}").read_bytes())


if __name__ == "__main__":
    main()
