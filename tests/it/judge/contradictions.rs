use crate::tally::batch::{Batch, Of, account, count};
use tongbao::field::{Field, Form};
use tongbao::finding::Kind;
use tongbao::normalize::Reported;
use tongbao::place::At;

const OF: Of<'static> = Of { form: Form::Accounts, unit: "甲局", object: "甲声", platform: "新浪微博" };

fn claiming(verdict: &str, problem: &str) -> Vec<Kind> {
    let mut batch = Batch::new("2023Q1");
    batch.says(OF, Field::Actual, count(30));
    batch.says(OF, Field::Forwarded, count(3));
    let text = |t: &str| Reported::Text(t.to_owned());
    let place = batch.says(OF, Field::Verdict, text(verdict)).place.clone();
    let row = place.area.unwrap().first.row;
    batch.says(OF, Field::Problem, text(problem)).place = place.at(At::new(row, 9));
    let findings = batch.judge().1.findings;
    findings.into_iter().map(|f| f.kind).filter(|k| matches!(k, Kind::VerdictContradicts { .. })).collect()
}

#[test]
fn a_pass_with_a_problem_and_a_fail_without_one_contradict_themselves() {
    for (verdict, problem, said) in [
        ("合格", "长期未更新", Some(Some("长期未更新"))),
        ("√", "未转发上级指定的内容", Some(Some("未转发上级指定的内容"))),
        ("不合格", "无", Some(None)),
        ("×", "未发现问题。", Some(None)),
        ("合格", "无", None),
        ("合格", "/", None),
        ("不合格", "长期未更新", None),
        ("整改中", "长期未更新", None),
    ] {
        let expected: Vec<Kind> = said
            .into_iter()
            .map(|p: Option<&str>| Kind::VerdictContradicts { verdict: verdict.into(), problem: p.map(str::to_owned) })
            .collect();
        assert_eq!(claiming(verdict, problem), expected, "{verdict} {problem}");
    }
}

#[test]
fn a_figure_over_ten_times_all_others_is_worth_a_question() {
    let outlying = |counts: &[u64]| {
        let mut batch = Batch::new("2023Q1");
        for (n, posts) in counts.iter().enumerate() {
            let unit = format!("{n}局");
            let of = account(&unit, "之声", "新浪微博");
            batch.says(of, Field::Actual, count(*posts));
            batch.says(of, Field::Forwarded, count(3));
        }
        let findings = batch.judge().1.findings;
        let told = findings.iter().filter_map(|f| match f.kind {
            Kind::CountOutlying { value, others, .. } => Some((value, others)),
            _ => None,
        });
        told.collect::<Vec<_>>()
    };
    assert_eq!(outlying(&[30, 25, 300]), [], "ten times is not over ten times");
    assert_eq!(outlying(&[30, 25, 301]), [(301, 30)]);
    assert_eq!(outlying(&[12, 1200, 1200]), [], "two of a kind are no slip");
    assert_eq!(outlying(&[12, 1200]), [], "of two nobody can tell which is wrong");
    assert_eq!(outlying(&[9, 9, 99]), [], "below a hundred nothing is compared");
    assert_eq!(outlying(&[9, 9, 100]), [(100, 9)]);
}

#[test]
fn a_month_is_held_against_the_other_months_of_its_column() {
    let months = |counts: &[u64]| {
        let mut batch = Batch::new("2023Q1");
        batch.unit("甲局", &[Form::Columns]);
        batch.roster_column("甲局", "动态", "实时更新");
        batch.updates("甲局", "动态", counts);
        batch.ids()
    };
    assert_eq!(months(&[12, 15, 151]), ["count-outlying"]);
    assert_eq!(months(&[12, 15, 150]), Vec::<String>::new());
}

#[test]
fn a_unit_that_is_praised_and_accused_is_named() {
    let with = |praised: &str, posts: u64| {
        let mut batch = Batch::new("2023Q1");
        batch.unit("甲局", &[Form::Accounts]);
        batch.roster_account("甲局", "甲声", "新浪微博");
        batch.says(OF, Field::Actual, count(posts));
        batch.says(OF, Field::Forwarded, count(3));
        batch.praises(praised);
        batch.ids()
    };
    // Twelve are required.
    assert_eq!(with("甲局", 11), ["posts-short", "praised-accused"]);
    assert_eq!(with("甲局", 12), Vec::<String>::new());
    assert_eq!(with("乙局", 11), ["posts-short"]);
}
