use tongbao::finding::Kind;
use tongbao::read::Limits;
use tongbao::rules;

/// One cell of each line of the table under the heading `## section`, without its code marks; cells count from 1.
fn cells(section: &str, number: usize) -> Vec<String> {
    let doc = include_str!("../../../docs/rules.md");
    let body = doc.split("\n## ").find(|s| s.lines().next() == Some(section)).unwrap_or_else(|| panic!("{section}"));
    let lines = body.lines().filter(|l| l.starts_with("| `"));
    lines.map(|l| l.split('|').nth(number).unwrap().trim().trim_matches('`').to_owned()).collect()
}

#[test]
fn every_sheet_and_column_is_described() {
    for (sheet, columns) in rules::sheets() {
        let section = format!("Sheet `{sheet}`");
        assert_eq!(cells(&section, 1), columns.iter().map(|(heading, _)| *heading).collect::<Vec<_>>(), "{sheet}");
        let required: Vec<bool> = cells(&section, 2).iter().map(|cell| cell == "required").collect();
        assert_eq!(required, columns.iter().map(|(_, required)| *required).collect::<Vec<_>>(), "{sheet}");
    }
}

#[test]
fn every_key_is_described_with_its_built_in_value() {
    let keys = rules::keys();
    assert_eq!(cells("Keys of `规则`", 1), keys.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    let values: Vec<String> = keys.iter().map(|(_, value)| value.unwrap_or("–").to_owned()).collect();
    assert_eq!(cells("Keys of `规则`", 2), values);
}

#[test]
fn every_finding_id_is_a_key() {
    assert_eq!(cells("Finding ids as keys", 1), Kind::ALL_IDS);
}

#[test]
fn every_finding_has_a_section_with_its_severity() {
    let doc = include_str!("../../../docs/findings.md");
    let sections: Vec<&str> = doc.lines().filter_map(|l| l.strip_prefix("### ")).collect();
    let (mut told, mut known) = (sections.clone(), Kind::ALL_IDS.to_vec());
    told.sort_unstable();
    known.sort_unstable();
    assert_eq!(told, known);
    // Both pages name the same weight: 不达标 is fail, 提示 notice, 待核 doubt.
    let weights = cells("Finding ids as keys", 1).into_iter().zip(cells("Finding ids as keys", 2));
    for (id, weight) in weights {
        let word =
            [("不达标", "*fail.*"), ("提示", "*notice.*"), ("待核", "*doubt.*")].iter().find(|(w, _)| *w == weight);
        let body = doc.split(&format!("### {id}\n\n")).nth(1).unwrap();
        assert!(body.starts_with(word.unwrap().1), "{id}");
    }
}

#[test]
fn every_limit_is_described_with_its_built_in_value() {
    assert_eq!(cells("Limits", 1), Limits::NAMES);
    for (name, value) in cells("Limits", 1).iter().zip(cells("Limits", 2)) {
        let mut limits = Limits::default();
        assert!(limits.set(name, value.parse().unwrap()));
        assert_eq!(limits, Limits::default(), "{name}");
    }
}
