//! Reads a file of `tests/layouts`: what is handed in, and what a careful clerk takes from it. Its README tells the lines.

use std::path::Path;
use tongbao::period::Period;
use tongbao::place::{Area, At};

/// One layout.
#[derive(Debug)]
pub(super) struct Layout {
    /// The file's name without its ending.
    pub(super) name: String,
    /// The run's period.
    pub(super) period: Period,
    /// What the layout is allowed to lack for now.
    pub(super) mark: Mark,
    /// What is handed in: path and bytes.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// Figures.
    pub(super) figures: Vec<Figure>,
    /// Findings: id, and where.
    pub(super) said: Vec<(Option<String>, Option<Spot>)>,
    /// Numbers of rows by what became of them.
    pub(super) rows: Vec<(String, usize)>,
    /// Rows of annexes: unit, object, field, value.
    pub(super) annex: Vec<(String, String, String, i64)>,
}

/// What is known about a layout that does not come out yet.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It comes out.
    None,
    /// It does not, but says so.
    KnownGap,
    /// It comes out wrong and says nothing, until somebody mends it.
    SilentlyWrong,
}

/// A cell or a range; the sheet is not named for files without sheets.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) file: String,
    pub(super) sheet: Option<String>,
    pub(super) area: Option<Area>,
}

/// One figure.
#[derive(Debug)]
pub(super) struct Figure {
    pub(super) unit: String,
    pub(super) object: String,
    pub(super) platform: String,
    pub(super) field: String,
    pub(super) period: String,
    pub(super) value: Wanted,
    /// Where it stands, unless it is counted or worked out.
    pub(super) spot: Option<Spot>,
}

/// How a figure comes out.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// As this value, which counts.
    Value(String),
    /// As nothing that counts; a finding says why.
    Open,
    /// As this value or as nothing; a finding says why.
    Doubted(String),
}

/// Reads a layout.
pub(super) fn read(path: &Path) -> Layout {
    let text = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    parsed(path.file_stem().unwrap().to_str().unwrap(), &text)
}

/// Reads a layout of that name from its text.
pub(super) fn parsed(name: &str, text: &str) -> Layout {
    let (drawing, expected) = text.split_once("\n----\n").unwrap();
    let (head, files) = drawing.split_at(drawing.find(">> ").unwrap());
    let told = |word: &str| head.lines().find_map(|l| l.strip_prefix(word).map(str::trim));
    let mark = match (told("known-gap:"), told("silently-wrong:")) {
        (Some(_), None) => Mark::KnownGap,
        (None, Some(_)) => Mark::SilentlyWrong,
        (None, None) => Mark::None,
        _ => panic!("{name}: two marks"),
    };
    let mut layout = Layout {
        name: name.to_owned(),
        period: Period::parse_code(told("period ").unwrap()).unwrap(),
        mark,
        files: handed_in(files),
        figures: Vec::new(),
        said: Vec::new(),
        rows: Vec::new(),
        annex: Vec::new(),
    };
    let mut here = first_sheet(files);
    for line in expected.lines().filter(|l| !l.trim().is_empty()) {
        expect(&mut layout, &mut here, line);
    }
    layout
}

/// The drawn files: path and bytes.
pub(super) fn handed_in(files: &str) -> Vec<(String, Vec<u8>)> {
    files.split(">> ").skip(1).map(one_file).collect()
}

fn one_file(part: &str) -> (String, Vec<u8>) {
    let (name, drawing) = part.split_once('\n').unwrap_or((part, ""));
    let (name, gbk) = name.strip_suffix(" gbk").map_or((name, false), |n| (n, true));
    let bytes = if name.ends_with(".xlsx") {
        crate::cases::drawn::workbook(drawing)
    } else if gbk {
        encoding_rs::GBK.encode(drawing).0.into_owned()
    } else {
        drawing.as_bytes().to_vec()
    };
    (name.trim().to_owned(), bytes)
}

fn first_sheet(files: &str) -> Spot {
    let part = files.split(">> ").skip(1).find(|p| !p.starts_with("名录")).unwrap();
    let file = part.lines().next().unwrap().trim_end_matches(" gbk").trim().to_owned();
    let sheet = part.lines().find_map(|l| l.strip_prefix("== ")).map(|s| s.trim().to_owned());
    Spot { file, sheet, area: None }
}

fn expect(layout: &mut Layout, here: &mut Spot, line: &str) {
    let spot = |cell: &str| Spot { area: Some(area(cell)), ..here.clone() };
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    match word {
        "none" => {}
        "at" => {
            let (file, sheet) = rest.split_once(" › ").unwrap();
            *here = Spot { file: file.trim().to_owned(), sheet: Some(sheet.trim().to_owned()), area: None };
        }
        "said" => {
            let id = rest.split(' ').find(|w| !w.is_empty() && !w.starts_with('@')).map(str::to_owned);
            layout.said.push((id, rest.split_once('@').map(|(_, cell)| spot(cell))));
        }
        "rows" => layout.rows.extend(rest.split(',').map(|part| {
            let (word, number) = part.trim().split_once(' ').unwrap();
            (word.to_owned(), number.parse().unwrap())
        })),
        "annex" => {
            let cells: Vec<&str> = rest.split('|').map(str::trim).collect();
            assert!(cells.len() == 3 && !cells[2].is_empty(), "an annex line without figures: {line}");
            for token in cells[2].split_whitespace() {
                let (field, value) = token.split_once('=').unwrap();
                layout.annex.push((cells[0].into(), cells[1].into(), field.into(), value.parse().unwrap()));
            }
        }
        _ => figures(layout, here, line),
    }
}

/// `unit | object | platform | updates[1]=4@C3 [2]=0@D3`
fn figures(layout: &mut Layout, here: &Spot, line: &str) {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    assert_eq!(cells.len(), 4, "{}: {line}", layout.name);
    let mut field = "";
    for token in cells[3].split_whitespace() {
        let (head, value) = token.split_once('=').unwrap();
        let (word, period) = head.split_once('[').map_or((head, None), |(w, p)| (w, Some(p.trim_end_matches(']'))));
        if !word.is_empty() {
            field = word;
        }
        let period = period.map_or_else(|| layout.period.code(), |p| code(p, &layout.period));
        let (value, cell) = value.split_once('@').map_or((value, None), |(v, c)| (v, Some(c)));
        layout.figures.push(Figure {
            unit: cells[0].into(),
            object: cells[1].into(),
            platform: cells[2].into(),
            field: field.into(),
            period,
            value: match value.strip_prefix('?') {
                Some("") => Wanted::Open,
                Some(value) => Wanted::Doubted(value.into()),
                None => Wanted::Value(value.into()),
            },
            spot: cell.map(|c| Spot { area: Some(area(c)), ..here.clone() }),
        });
    }
}

/// A month of the run's year by its number, else the code as it stands.
fn code(said: &str, run: &Period) -> String {
    said.parse::<i8>().map_or_else(|_| said.to_owned(), |month| format!("{}-{month:02}", run.start.year()))
}

fn area(cell: &str) -> Area {
    let (first, last) = cell.split_once(':').unwrap_or((cell, cell));
    Area::between(At::parse(first.trim()).unwrap(), At::parse(last.trim()).unwrap())
}
