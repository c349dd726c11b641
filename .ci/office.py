"""Calls LibreOffice with a profile of its own, so that runs neither meet nor depend on anybody's settings."""

import pathlib
import subprocess

# LibreOffice keeps the cached results of a foreign workbook unless told to recalculate always (0).
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def convert(book: pathlib.Path, kind: str, folder: pathlib.Path) -> pathlib.Path:
    """Converts `book` to `kind` into `folder` and returns the new file; fails when LibreOffice makes none."""
    folder.mkdir(parents=True, exist_ok=True)
    profile = folder / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(SETTINGS, encoding="utf-8")
    made = folder / f"{book.stem}.{kind}"
    made.unlink(missing_ok=True)
    call = ["soffice", "--headless", f"-env:UserInstallation={profile.resolve().as_uri()}"]
    call += ["--convert-to", kind, "--outdir", str(folder), str(book)]
    told = subprocess.run(call, capture_output=True, text=True, timeout=180)
    if not made.exists():
        raise SystemExit(f"FAILED: LibreOffice made no {kind} of {book.name}: {told.stdout} {told.stderr}")
    return made
