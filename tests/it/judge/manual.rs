use crate::tally::batch::{Batch, account, count};
use tongbao::field::{Field, Form};
use tongbao::finding::{Kind, Severity, Subject};
use tongbao::judge::Verdict;

#[test]
fn problems_found_by_hand_mark_the_row_they_name() {
    let mut batch = Batch::new("2023Q1");
    batch.unit("甲局", &[Form::Columns, Form::Accounts]);
    batch.roster_column("甲局", "统计", "1条/月");
    batch.roster_account("甲局", "甲声", "微信订阅号");
    batch.roster_account("甲局", "甲声", "新浪微博");
    batch.updates("甲局", "统计", &[1, 1, 1]);
    for platform in ["微信订阅号", "新浪微博"] {
        batch.says(account("甲局", "甲声", platform), Field::Actual, count(12));
        batch.says(account("甲局", "甲声", platform), Field::Forwarded, count(1));
    }
    batch.manual("甲局", "统 计", "内容不严谨、不规范");
    batch.manual("甲局", "甲声", "存在商业广告");
    batch.manual("甲局", "甲声（新浪微博）", "存在商业广告");
    batch.manual("甲局", "门户网站", "站点无法访问");
    let (_, judgment) = batch.judge();
    let subjects: Vec<Option<Subject>> = judgment.findings.iter().map(|f| f.subject).collect();
    // A name that two accounts share marks neither.
    assert_eq!(subjects, [Some(Subject::Column(0)), None, Some(Subject::Account(1)), None]);
    assert!(judgment.findings.iter().all(|f| f.severity == Severity::Fail && matches!(f.kind, Kind::Manual { .. })));
    assert_eq!(judgment.accounts, [Verdict::Qualified, Verdict::Qualified]);
    assert_eq!(judgment.findings[0].place.sheet.as_deref(), Some("人工问题"));
}

#[test]
fn figures_of_the_body_are_compared_and_never_adjusted() {
    let mut batch = Batch::new("2023Q1");
    batch.handled("甲局", [5, 5, 0]);
    batch.body("留言受理数", 5);
    batch.body("留言办结数", 4);
    batch.body("政务公开电话咨询", 17);
    let (tally, judgment) = batch.judge();
    let kinds: Vec<&Kind> = judgment.findings.iter().map(|f| &f.kind).collect();
    assert_eq!(kinds, [&Kind::BodyDiffers { key: "留言办结数".into(), body: 4, ours: 5 }]);
    assert_eq!(tally.totals.closed, 5);
}
