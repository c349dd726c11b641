"""A random workbook as plain values, before any format: the writers turn it into files.

In: a seed. Out: a Book of Sheets with cells, merges, hidden rows, columns and sheets. The same seed gives the same book.
"""

import datetime as dt
import random
from dataclasses import dataclass, field

WORDS = [
    "序号", "单位", "栏目名称", "更新频次", "1月", "２月", "三月", "合计", "微信公众号", "实际更新数", "备注", "本季度无留言", "12条", "１２", "十二", "12+3", "1,434",
    "88（其中原创44）", "/", "——", "无", "填报单位：某某局", "2023年一季度", "𠮷㙍鄠圳", "a<b & \"c\"", " 前后有空格 ", "第一行\n第二行", "=1+1", "'12", "TRUE",
    "#REF!", "2023-03-28", "3月28日", "50%", "001", "1E5", "\u200b零宽", "é à ü", "emoji 😀", "_x0041_不是A",
]
NUMBERS = [
    0, 1, -1, 12, 315, 735, 1434, 0.1, 0.30000000000000004, 1 / 3, 99.5, -0.0001, 1e-7, 1e-300, 1e15, 123456789012345680, 9.99999999999999e307, 2**31, 2**53, 0.571,
]
SHARES = [0, 1, 0.12, 0.571, 0.29, 2, -0.05, 1 / 3, 0.9999]
ERRORS = ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!"]
NAMES = ["栏目", "留言 办理", "新媒体（一季度）", "Sheet1", "1月", "附件3", "a'b", "数据&表", "很长的工作表名称一直写到三十一个字为止不能再长了吧对不对啊啊"]


@dataclass
class Cell:
    """kind is text, number, bool, date, time, error or rich; formula is the expression without "=", value then the cached result or None."""

    kind: str
    value: object
    formula: str | None = None
    percent: bool = False  # a number that shows as a percentage
    struck: bool = False  # crossed out; of a rich text the first piece only


@dataclass
class Sheet:
    name: str
    hidden: bool = False
    cells: dict = field(default_factory=dict)  # (row, column), both from 1
    merges: list = field(default_factory=list)  # (first row, first column, last row, last column)
    hidden_rows: set = field(default_factory=set)
    hidden_columns: set = field(default_factory=set)
    filtered: tuple | None = None  # like a merge
    notes: dict = field(default_factory=dict)  # like cells; empty ones may have a note
    covered: dict = field(default_factory=dict)  # values under merged regions, which only some writers can write


@dataclass
class Book:
    sheets: list
    mac: bool = False  # dates count from 1904


def book(seed, formulas="none", xls=False):
    """formulas: none, cached or uncached. xls: only what its 256 columns and 65,536 rows hold."""
    dice = random.Random(seed)
    names = dice.sample(NAMES, dice.randint(1, 4))
    sheets = [sheet(dice, name[:31], formulas, xls) for name in names]
    for each in sheets[1:]:
        each.hidden = dice.random() < 0.3
    made = Book(sheets, mac=dice.random() < 0.25)
    # With dice of their own, so that the cells stay what they were.
    dice = random.Random(f"beside {seed}")
    for each in sheets:
        beside(dice, each)
    return made


NOTES = ["应为15", "填表人:\n已与信息中心核对", "a<b & \"c\"", "第一行\n第二行\n\n第四行", "共 3 处", "😀"]


def beside(dice, made):
    """Notes on cells and next to them, and what is crossed out."""
    for (row, column), cell in list(made.cells.items()):
        if dice.random() < (0.3 if cell.kind == "rich" else 0.04):
            cell.struck = True
        if dice.random() < 0.03:
            made.notes[row, column] = dice.choice(NOTES)
    covered = {(r, c) for m in made.merges for r in range(m[0], m[2] + 1) for c in range(m[1], m[3] + 1)}
    if made.cells and dice.random() < 0.4:
        row, column = max(made.cells)
        if (row + 1, column) not in covered:
            made.notes[row + 1, column] = dice.choice(NOTES)


def sheet(dice, name, formulas, xls):
    made = Sheet(name)
    far = dice.random() < 0.1
    top, left = (60_000, 200) if far and xls else (1_048_500, 16_300) if far else (dice.randint(1, 5), dice.randint(1, 4))
    rows, columns = dice.randint(1, 30), dice.randint(1, 12)
    for row in range(top, top + rows):
        for column in range(left, left + columns):
            if dice.random() < 0.75:
                made.cells[row, column] = cell(dice, formulas)
    for _ in range(dice.randint(0, 4)):
        merge(dice, made, top, left, rows, columns)
    for _ in range(dice.randint(0, 3)):
        made.hidden_rows.add(dice.randint(top, top + rows - 1))
    if dice.random() < 0.3:
        made.hidden_columns.add(dice.randint(left, left + columns - 1))
    if dice.random() < 0.15:  # behind the last cell
        made.hidden_columns.add(left + columns + 1)
        made.hidden_rows.add(top + rows + 2)
    if dice.random() < 0.2 and rows > 2:
        made.filtered = (top, left, top + rows - 1, left + columns - 1)
        made.hidden_rows.add(top + rows - 1)
    return made


def merge(dice, made, top, left, rows, columns):
    """A region that touches no other; only its first cell keeps a value."""
    row, column = dice.randint(top, top + rows - 1), dice.randint(left, left + columns - 1)
    last = (min(row + dice.randint(0, 2), top + rows - 1), min(column + dice.randint(0, 3), left + columns - 1))
    if last == (row, column):
        return
    area = (row, column, *last)
    if any(a[0] <= area[2] and area[0] <= a[2] and a[1] <= area[3] and area[1] <= a[3] for a in made.merges):
        return
    made.merges.append(area)
    for r in range(row, last[0] + 1):
        for c in range(column, last[1] + 1):
            if (r, c) != (row, column):
                made.cells.pop((r, c), None)
    if dice.random() < 0.3:
        made.covered[last] = Cell("number", 990 + dice.randint(0, 9))


def cell(dice, formulas):
    roll = dice.random()
    if roll < 0.37:
        return Cell("text", dice.choice(WORDS))
    if roll < 0.375:  # longer than a record; xlrd fails where a surrogate pair is cut in two, so none here
        return Cell("text", f"{dice.random()}" + dice.choice(["长", "long ", "长é"]) * dice.randint(900, 4_000))
    if roll < 0.40:
        return Cell("number", dice.choice(SHARES), percent=True)
    if roll < 0.45:
        return Cell("rich", [dice.choice(["共", "其中", "约"]), str(dice.randint(1, 99)), dice.choice(["条", " 件", "\n篇"])])
    if roll < 0.70:
        return Cell("number", dice.choice(NUMBERS) if dice.random() < 0.5 else dice.randint(0, 2000))
    if roll < 0.80:
        day = dt.datetime(2023, 1, 1) + dt.timedelta(days=dice.randint(-36_000, 20_000))
        day = day if day >= dt.datetime(1905, 1, 1) else day + dt.timedelta(days=20_000)
        if dice.random() < 0.1:
            return Cell("time", dt.time(dice.randint(0, 23), dice.randint(1, 59), dice.choice([0, 0, 30])))
        return Cell("date", day if dice.random() < 0.6 else day + dt.timedelta(seconds=dice.randrange(86_400)))
    if roll < 0.84:
        return Cell("bool", dice.random() < 0.5)
    if roll < 0.88:
        return Cell("error", dice.choice(ERRORS))
    if formulas == "none":
        return Cell("number", dice.randint(0, 99))
    return formula(dice, cached=formulas == "cached")


def formula(dice, cached):
    kind, expression, value = dice.choice(
        [
            ("number", "1+2", 3),
            ("number", "SUM(3,4.5)", 7.5),
            ("text", '"一"&"二"', "一二"),
            ("bool", "1=1", True),
            ("error", "1/0", "#DIV/0!"),
            ("number", "LEN(\"三个字\")", 3),
        ]
    )
    return Cell(kind, value if cached else None, expression)
