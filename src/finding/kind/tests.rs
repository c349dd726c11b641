use super::*;

#[test]
fn every_id_is_listed_once() {
    let source = include_str!("../kind.rs");
    let arms = source.split("fn id(&self)").nth(1).and_then(|s| s.split("fn severity(&self)").next()).unwrap();
    let ids: Vec<&str> =
        arms.lines().filter_map(|l| l.split("=> \"").nth(1)).filter_map(|l| l.split('"').next()).collect();
    assert_eq!(ids, Kind::ALL_IDS);
    assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len());
}
