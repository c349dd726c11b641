#!/usr/bin/env python3
"""Compares what `tongbao cells` reads with what openpyxl, xlrd, pyxlsb, odfpy and the standard library read, cell by cell.

    cargo build && python3 tests/cells/make.py target/cells && python3 tests/cells/compare.py target/cells samples

Needs: pip install openpyxl xlrd pyxlsb odfpy. Prints `N files, N cells, N differ` and ends with 1 when anything differs that is
not in EXPLAINED. A fact that the other reader cannot tell is not compared.
"""

import argparse
import collections
import datetime
import json
import math
import pathlib
import subprocess
import sys

try:
    from openpyxl.utils.cell import column_index_from_string, coordinate_to_tuple, get_column_letter, range_boundaries

    import readers
except ImportError as missing:
    sys.exit(f"{missing}: pip install openpyxl xlrd pyxlsb odfpy")

# Differences that are right, by name: when they apply to (file name, other cell or None, our cell or None, under a merged region).
EXPLAINED = {
    # What stands under a merged region is dropped by some and given as if it could be seen by others; we keep it and say so.
    "under a merged region": lambda name, other, ours, covered: covered and ours and ours["doubt"]
    and (other is None or (number_of(ours["value"]) if other.kind in ("number", "serial") else ours["value"]) == other.value),
    # LibreOffice may store a truth value as the number 1 or 0 that shows TRUE or FALSE.
    "truth value of ods": lambda name, other, ours, covered: name.endswith(".ods") and other and ours and ours["kind"] == "bool"
    and other.value in (0, 1) and ours["value"] == bool(other.value),
}


def same(other, ours):
    """Whether both mean the same; ours is one line of `tongbao cells`."""
    if other.formula is not None and other.formula != ours["formula"]:
        return False
    if other.struck is not None and (other.struck, other.part) != (ours.get("struck", False), ours.get("struck_part")):
        return False
    if other.percent is not None and other.percent != ("shown" in ours):
        return False
    value, kind = ours["value"], ours["kind"]
    if other.kind == "none":
        return value is None and bool(ours["doubt"])
    if other.kind == "any":
        return text_of(value) == tidy(other.value) or number_of(other.value) == value
    if other.kind == "serial":
        return kind == "date" or (kind == "number" and close(value, other.value))
    if other.kind == "date" and kind == "text" and not ours["doubt"] and other.value.serial is not None and 0 < other.value.serial < 1:
        # A time without a day.
        hour, minute, second = value.split(":")
        return abs((int(hour) * 60 + int(minute)) * 60 + float(second) - other.value.serial * 86_400) < 0.002
    if other.kind == "date":
        return kind in ("date", "number") and other.value.same(value)
    if other.kind == "number":
        return kind == "number" and close(value, other.value)
    return kind == other.kind and (value is other.value if kind == "bool" else text_of(value) == tidy(other.value))


def close(ours, other):
    """The last digit may go when a format keeps 15 of them."""
    return isinstance(ours, int | float) and not isinstance(ours, bool) and math.isclose(ours, other, rel_tol=1e-14, abs_tol=0.0)


def hidden_by(merges):
    """Addresses under merged regions, their first cells left out."""
    covered = set()
    for merge in merges:
        left, top, right, bottom = range_boundaries(merge)
        covered |= {f"{get_column_letter(c)}{r}" for r in range(top, bottom + 1) for c in range(left, right + 1)} - {merge.split(":")[0]}
    return covered


def number_of(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def text_of(value):
    return tidy(value) if isinstance(value, str) else str(value).upper() if isinstance(value, bool) else value


def tidy(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


# Text that lies among the samples and happens to look like separated values.
LEFT_OUT = (".rs", ".md")


def own_product(said):
    """The readme's first command leaves a workbook among the samples; the program refuses on purpose to read what it made itself."""
    return said is not None and said["status"] == "refused" and said["reason"]["id"] == "file-own-output"


class Ours:
    """What the program printed, by file."""

    def __init__(self, program, folder):
        done = subprocess.run([program, "cells", str(folder)], stdout=subprocess.PIPE, check=False)
        if done.returncode not in (0, 1):
            sys.exit(f"{program} cells {folder} ended with {done.returncode}")
        self.files, self.cells, self.notes = {}, collections.defaultdict(dict), collections.defaultdict(dict)
        for line in done.stdout.decode("utf-8").splitlines():
            said = json.loads(line)
            if "cell" in said:
                if "note" in said:
                    self.notes[said["file"], said["sheet"]][said["cell"]] = tidy(said["note"])
                if said["kind"] != "empty":
                    self.cells[said["file"], said["sheet"]][said["cell"]] = said
            else:
                self.files[said["file"]] = said


class Comparison:
    def __init__(self, wanted):
        self.wanted, self.files, self.cells, self.refused, self.notes, self.struck = wanted, 0, 0, 0, 0, 0
        self.compared = set()
        self.differences, self.explained = [], collections.Counter()

    def folder(self, folder, ours):
        known = folder / ".facts.json"
        made = json.loads(known.read_text(encoding="utf-8")) if known.exists() else {"files": [], "books": {}}
        self.known, self.made, seen = made["books"], set(made["files"]), set()
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            if path.name.startswith((".", "~$")) or path.name.endswith(LEFT_OUT) or (self.wanted and path.suffix[1:] not in self.wanted):
                continue
            seen.add(str(path.relative_to(folder)))
            if own_product(ours.files.get(str(path.relative_to(folder)))):
                continue
            self.files += 1
            self.file(path, str(path.relative_to(folder)), ours)
        self.nothing_forgotten(folder, seen, ours)

    def nothing_forgotten(self, folder, seen, ours):
        """A file, sheet or cell that nobody compared must not look like agreement."""
        if not seen:
            self.differs(folder, "no file compared")
        if self.wanted:
            return
        for name in self.made - seen:
            self.differs(name, "made, but not compared")
        for name, said in ours.files.items():
            if name not in seen and said["status"] == "read" and not name.endswith(LEFT_OUT):
                self.differs(name, "read, but not compared")
        for place in ours.cells.keys() - self.compared:
            if not place[0].endswith(LEFT_OUT):
                self.differs(" › ".join(place), f"{len(ours.cells[place])} cells, none compared")

    def file(self, path, name, ours):
        said = ours.files.get(name)
        other = readers.read(path)
        if said is None:
            self.differs(name, "not mentioned")
        elif other is None:
            if said["status"] == "read" or name in self.made:
                self.differs(name, f"{said['status']}, though the other program refuses it")
            self.refused += said["status"] != "read"
        elif said["status"] != "read":
            self.differs(name, f"{said['status']}: {said['reason']}")
        else:
            self.add_facts(path.name, other)
            self.book(path.name, name, other, said, ours)

    def add_facts(self, short, other):
        """What xlrd and pyxlsb cannot tell, from the maker: those formulas of xlwt were never calculated."""
        for sheet in other if short in self.known else ():
            known = self.known[short][sheet.name]
            formulas = set(known["formulas"])
            for fact in ("hidden", "filtered", "merges", "hidden_rows", "hidden_columns", "notes"):
                if fact in known:
                    setattr(sheet, fact, set(known[fact]) if isinstance(known[fact], list) else known[fact])
            for address, cell in sheet.cells.items() if "percents" in known else ():
                cell.percent = address in known["percents"] if cell.kind == "serial" else None
                if address in known["days"]:
                    day = datetime.datetime.fromisoformat(known["days"][address])
                    sheet.cells[address] = readers.Cell("date", readers.Moment(day))
                elif address in known["times"]:
                    sheet.cells[address] = readers.Cell("date", readers.Moment(None, known["times"][address]))
                elif cell.kind == "serial":
                    cell.kind = "number"
            for address, cell in sheet.cells.items() if "struck" in known else ():
                cell.struck, left, cell.part = known["struck"].get(address, (False, None, None))
                cell.value = left or cell.value
            for address in known.get("covered", ()):
                del sheet.cells[address]
            if short.startswith("xlwt"):
                sheet.cells |= {a: readers.Cell("none", None, True) for a in formulas}
            for address, cell in sheet.cells.items():
                # LibreOffice turns truth values and errors into formulas.
                converted = short.startswith("office") and cell.kind in ("bool", "error")
                cell.formula = True if address in formulas else None if converted else False

    def book(self, short, name, other, said, ours):
        names = [s["name"] for s in said["sheets"]]
        if len(names) != len(other) or any(o.name not in (None, n) for o, n in zip(other, names, strict=False)):
            self.differs(name, f"sheets {names} against {[o.name for o in other]}")
            return
        for theirs, sheet in zip(other, said["sheets"], strict=True):
            where = f"{name} › {sheet['name']}"
            self.compared.add((name, sheet["name"]))
            mine = ours.cells.get((name, sheet["name"]), {})
            used = [coordinate_to_tuple(a) for a in theirs.cells.keys() | mine.keys()]
            row, column = (max((u[i] for u in used), default=0) for i in (0, 1))
            row, column = max(row, 65_535), max(column, 255)
            last = {"hidden_rows": row.__ge__, "hidden_columns": lambda letters, column=column: column_index_from_string(letters) <= column}
            for fact in ("hidden", "merges", "hidden_rows", "hidden_columns", "filtered"):
                self.fact(where, fact, getattr(theirs, fact), sheet[fact], last)
            self.notes_of(where, theirs.notes, ours.notes.get((name, sheet["name"]), {}))
            covered = hidden_by(sheet["merges"])
            for address in sorted(theirs.cells.keys() | mine.keys()):
                self.cell((short, address in covered), f"{where} › {address}", theirs.cells.get(address), mine.get(address))

    def fact(self, where, fact, theirs, ours, last):
        """The rest of a sheet, hidden as one, hides nothing: programs differ in how far they follow it."""
        if isinstance(theirs, set):
            ours = set(ours)
        if theirs and fact in last:
            ours, theirs = ({n for n in side if last[fact](n)} for side in (ours, theirs))
        if theirs is not None and theirs != ours:
            both = (sorted(map(str, ours - theirs))[:5], sorted(map(str, theirs - ours))[:5]) if isinstance(theirs, set) else (ours, theirs)
            self.differs(where, f"{fact}: we alone {both[0]}, they alone {both[1]}")

    def notes_of(self, where, theirs, ours):
        for address in sorted((theirs or {}).keys() | ours.keys()) if theirs is not None else ():
            self.notes += 1
            if (note := theirs.get(address)) is None or tidy(note) != ours.get(address):
                self.differs(f"{where} › {address}", f"note: we {ours.get(address)!r}, they {note!r}")

    def cell(self, what, where, other, ours):
        if other and other.kind in ("text", "any") and other.value == "" and ours is None:
            return
        self.cells += 1
        self.struck += bool(other and (other.struck or other.part))
        if other and ours and same(other, ours):
            return
        short, covered = what
        reason = next((n for n, applies in EXPLAINED.items() if applies(short, other, ours, covered)), None)
        if reason:
            self.explained[reason] += 1
        else:
            shown = ours and {k: ours.get(k) for k in ("kind", "value", "formula", "doubt", "shown", "struck", "struck_part")}
            self.differs(where, f"we {shown}, they {other}")

    def differs(self, where, what):
        self.differences.append(f"{where}: {what}")


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folders", nargs="+", type=pathlib.Path)
    asked.add_argument("--program", default="target/debug/tongbao")
    asked.add_argument("--only", action="append", help="only files with this ending, for example xlsx")
    asked.add_argument("--show", type=int, default=40, help="so many differences are printed")
    asked = asked.parse_args()
    comparison = Comparison(asked.only)
    for folder in asked.folders:
        comparison.folder(folder, Ours(asked.program, folder))
    for line in comparison.differences[: asked.show]:
        print(line)
    for reason in EXPLAINED:
        print(f"explained: {reason}: {comparison.explained[reason]}")
    print(f"{comparison.refused} files refused by both")
    print(f"{comparison.notes} notes and {comparison.struck} crossed-out cells compared")
    print(f"{comparison.files} files, {comparison.cells} cells, {len(comparison.differences)} differ")
    sys.exit(1 if comparison.differences else 0)


if __name__ == "__main__":
    main()
