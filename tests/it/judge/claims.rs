use crate::tally::batch::{Batch, Of, column, count};
use tongbao::field::{Field, Form};
use tongbao::finding::Kind;
use tongbao::normalize::Reported;

const OF: Of<'static> = Of { form: Form::Accounts, unit: "甲局", object: "甲声", platform: "微信订阅号" };

#[test]
fn a_files_own_verdict_is_told_where_it_differs() {
    for (posts, claimed, differs) in [
        (12, "合格", false),
        (11, "合格", true),
        (12, "×", true),
        (11, "不合格", false),
        (11, "整改中", false),
        (11, "", false),
    ] {
        let mut batch = Batch::new("2023Q1");
        batch.says(OF, Field::Actual, count(posts));
        batch.says(OF, Field::Forwarded, count(3));
        batch.says(OF, Field::Verdict, Reported::Text(claimed.into()));
        let claims: Vec<Kind> = batch.judge().1.findings.into_iter().map(|f| f.kind).collect();
        let computed = if posts < 12 { "不合格" } else { "合格" };
        let claim = Kind::ClaimDiffers { field: Field::Verdict, claimed: claimed.into(), computed: computed.into() };
        assert_eq!(claims.contains(&claim), differs, "{posts} {claimed}");
    }
}

#[test]
fn columns_are_compared_as_well() {
    let mut batch = Batch::new("2023Q1");
    batch.roster_column("甲局", "统计", "1条/月");
    batch.updates("甲局", "统计", &[1, 0, 1]);
    batch.says(column("甲局", "统计"), Field::Verdict, Reported::Text("达标".into()));
    assert_eq!(batch.ids(), ["updates-short", "claim-differs"]);
}
