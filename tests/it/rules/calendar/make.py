"""The tables beside this file, from the Python package chinesecalendar: which days are worked, how many working days a month has, when a
term of working days ends.

    python make.py          compares the tables with what the package says; status 1 where they differ
    python make.py --write  writes them anew

The package is kept by others from the State Council's notices (https://pypi.org/project/chinesecalendar/, MIT); nothing of this program
is asked. The day on which a term begins does not count; its last day is the n-th working day after it.
"""

import calendar
import datetime
import pathlib
import sys

import chinese_calendar

HERE = pathlib.Path(__file__).parent
YEARS = range(2020, 2027)
DAY = datetime.timedelta(days=1)
# Days before, in and after the longest holidays, and plain ones; terms that the office's rules use.
STARTS = [(1, 3), (1, 22), (4, 3), (4, 29), (6, 9), (9, 13), (9, 28)]
TERMS = [1, 3, 5, 15, 20]


def days():
    """Days that are worked though a weekend, or off though none; nothing that weekends tell."""
    day = datetime.date(YEARS[0], 1, 1)
    while day.year <= YEARS[-1]:
        worked = chinese_calendar.is_workday(day)
        if worked != (day.weekday() < 5):
            yield day.isoformat(), "yes" if worked else "no"
        day += DAY


def months():
    for year in YEARS:
        for month in range(1, 13):
            last = calendar.monthrange(year, month)[1]
            worked = sum(chinese_calendar.is_workday(datetime.date(year, month, d)) for d in range(1, last + 1))
            yield f"{year}-{month:02}", str(worked)


def terms():
    for year in YEARS:
        for month, day in STARTS:
            for term in TERMS:
                due, left = datetime.date(year, month, day), term
                while left:
                    due += DAY
                    left -= chinese_calendar.is_workday(due)
                yield datetime.date(year, month, day).isoformat(), str(term), due.isoformat()


def main():
    tables = [
        ("days.csv", "day,worked", days()),
        ("months.csv", "month,working_days", months()),
        ("terms.csv", "from,working_days,due", terms()),
    ]
    differ = False
    for name, heading, rows in tables:
        text = "\n".join([heading, *(",".join(row) for row in rows)]) + "\n"
        path = HERE / name
        if "--write" in sys.argv[1:]:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif path.read_text(encoding="utf-8") != text:
            differ = True
            print(f"{path} is not what chinesecalendar says", file=sys.stderr)
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
