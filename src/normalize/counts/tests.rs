//! Every writing of `domain.md` section 9, with values worked out by hand.

use super::*;
use CountDoubt::{
    Absurd, Approximate, Day, ErrorValue, Fraction, Negative, NotANumber, Parts, Percentage, Uncalculated,
};

fn text(text: &str, field: Field) -> CountRead {
    read_count(Some(&Value::Text(text.into())), field, &Words::built_in())
}

#[test]
fn texts_that_are_counts() {
    for (written, count) in [
        ("0", 0),
        ("０", 0),
        ("零", 0),
        ("〇", 0),
        ("12", 12),
        (" 12 ", 12),
        ("12条", 12),
        ("12 条", 12),
        ("１２", 12),
        ("１２ 条", 12),
        ("十二", 12),
        ("十二条", 12),
        ("二十", 20),
        ("一百零五件", 105),
        ("两篇", 2),
        ("12次", 12),
        ("12篇次", 12),
        ("3期", 3),
        ("5个", 5),
        ("12+3", 15),
        ("12条+3条", 15),
        ("１２＋３", 15),
        ("4+4+5", 13),
        ("1,434", 1434),
        ("１，４３４", 1434),
        ("1,434条", 1434),
        ("3万", 30_000),
        ("共12条", 12),
        ("共计：12条", 12),
        ("本季度12条", 12),
        ("12.0", 12),
        ("12\n条", 12),
        ("12（条）", 12),
        ("0件", 0),
        ("007", 7),
    ] {
        let read = text(written, Field::Actual);
        assert_eq!(read.reading, Reading { raw: written.into(), value: Reported::Count(count) }, "{written}");
        assert!(!read.word_zero && read.original.is_none());
    }
}

#[test]
fn texts_that_are_doubtful() {
    for (written, parsed, why) in [
        ("约30", Some(30), Approximate),
        ("近30条", Some(30), Approximate),
        ("30余条", Some(30), Approximate),
        ("30多", Some(30), Approximate),
        ("30左右", Some(30), Approximate),
        ("10~12", None, Approximate),
        ("十几", Some(10), Approximate),
        ("9.67万件", None, Fraction),
        ("12.5", None, Fraction),
        ("-3", Some(-3), Negative),
        ("－3", Some(-3), Negative),
        ("50%", None, Percentage),
        ("57.10%", None, Percentage),
        ("百分之五十", None, Percentage),
        ("2023-03-28", None, Day),
        ("2023年3月28日", None, Day),
        ("2023.3.28", None, Day),
        ("3128019", Some(3_128_019), Absurd),
        ("12 13", None, NotANumber),
        ("12\n13", None, NotANumber),
        ("12、13", None, NotANumber),
        ("12/31", None, NotANumber),
        ("1,43", None, NotANumber),
        ("12,3456", None, NotANumber),
        ("一百二", None, NotANumber),
        ("未开设", None, NotANumber),
        ("已注销", None, NotANumber),
        ("新开通", None, NotANumber),
        ("√", None, NotANumber),
        ("见附件", None, NotANumber),
        ("12（见附件）", Some(12), NotANumber),
        ("12（其中原创20）", Some(12), NotANumber),
        ("合格", None, NotANumber),
        ("第12期", None, NotANumber),
        ("12条/季度", None, NotANumber),
        ("不少于12", None, NotANumber),
        ("一二", None, NotANumber),
    ] {
        let value = text(written, Field::Actual).reading.value;
        let Reported::Doubtful { parsed: got, why: said } = value else { panic!("{written}: {value:?}") };
        // A word such as 12/31 may be a day as well: only that it is doubtful matters there.
        assert!(got == parsed && (said == why || (written == "12/31" && said == Day)), "{written}: {got:?} {said:?}");
    }
}

#[test]
fn words_of_zero_are_zero_with_a_notice() {
    for written in ["无", " 无 ", "没有", "未更新", "无留言"] {
        let read = text(written, Field::Received);
        assert_eq!(read.reading.value, Reported::Count(0), "{written}");
        assert!(read.word_zero, "{written}");
    }
}

#[test]
fn not_applicable_is_fine_for_forwards_and_doubtful_elsewhere() {
    for written in ["/", "／", "——", "—", "－", "-", "----", "×", "不涉及", "不适用", "N/A", "n/a"] {
        assert_eq!(text(written, Field::Forwarded).reading.value, Reported::NotApplicable, "{written}");
        for field in [Field::Actual, Field::Updates, Field::Required, Field::Received, Field::Closed, Field::Overdue] {
            let doubtful = Reported::Doubtful { parsed: None, why: CountDoubt::NotApplicable };
            assert_eq!(text(written, field).reading.value, doubtful, "{written}");
        }
    }
}

#[test]
fn originals_in_the_same_cell_are_told_apart() {
    for (written, total, original) in [
        ("88（其中原创44）", 88, Some(44)),
        ("88(原创44篇)", 88, Some(44)),
        ("88条，其中原创44条", 88, Some(44)),
        ("88（含原创四十四）", 88, Some(44)),
        ("88（其中原创44，转发20）", 88, Some(44)),
        ("88（其中转发20）", 88, None),
    ] {
        let read = text(written, Field::Actual);
        assert_eq!(read.reading.value, Reported::Count(total), "{written}");
        assert_eq!(read.original, original.map(Reported::Count), "{written}");
    }
}

#[test]
fn blanks_are_missing_and_never_zero() {
    assert_eq!(read_count(None, Field::Actual, &Words::built_in()).reading.value, Reported::Missing);
    for written in ["", "  ", "\u{3000}\n"] {
        assert_eq!(text(written, Field::Actual).reading.value, Reported::Missing);
    }
}

#[test]
fn a_period_before_the_number_is_kept() {
    let read = text("一季度12条", Field::Actual);
    assert_eq!(read.reading.value, Reported::Count(12));
    assert_eq!(read.said.map(|s| s.part), Some(crate::period::Part::Quarter(1)));
}

#[test]
fn required_numbers_may_say_at_least() {
    for written in ["≥12", "不少于12条", "至少12"] {
        assert_eq!(text(written, Field::Required).reading.value, Reported::Count(12), "{written}");
    }
}

#[test]
fn cells_of_other_kinds() {
    let words = Words::built_in();
    let doubtful = |parsed, why| Reported::Doubtful { parsed, why };
    for (value, expected) in [
        (Value::Number(12.0), Reported::Count(12)),
        (Value::Number(0.0), Reported::Count(0)),
        (Value::Number(12.000_000_000_1), Reported::Count(12)),
        (Value::Number(0.5), doubtful(None, Fraction)),
        (Value::Number(-3.0), doubtful(Some(-3), Negative)),
        (Value::Number(45_013_000.0), doubtful(Some(45_013_000), Absurd)),
        (Value::Number(1e300), doubtful(None, Absurd)),
        (Value::Percent(0.12), doubtful(None, Percentage)),
        (Value::Percent(1.0), doubtful(None, Percentage)),
        (Value::Bool(true), doubtful(None, NotANumber)),
        (Value::Date(jiff::civil::date(2023, 3, 28).at(0, 0, 0, 0)), doubtful(None, Day)),
        (Value::Error("#REF!".into()), doubtful(None, ErrorValue)),
        (Value::Uncalculated, doubtful(None, Uncalculated)),
        (Value::Unbelievable("?".into()), doubtful(None, NotANumber)),
    ] {
        assert_eq!(read_count(Some(&value), Field::Actual, &words).reading.value, expected, "{value:?}");
    }
}

#[test]
fn a_number_is_the_sum_of_the_parts_in_brackets_behind_it_or_it_is_doubted() {
    for (written, count, months) in [
        ("36（1月12、2月11、3月13）", 36, 3),
        ("共11条(1月:5条;2月:6条)", 11, 2),
        ("9（一月份3，二月份2，三月份4）", 9, 3),
        ("12（微信8、微博4）", 12, 0),
        ("12篇（县级采用5篇，市级采用7篇）", 12, 0),
    ] {
        let read = text(written, Field::Actual);
        assert_eq!((read.reading.value, read.months.len()), (Reported::Count(count), months), "{written}");
    }
    for (written, parsed, why) in [
        ("36（1月12、2月11、3月12）", 36, Parts),
        ("36（1月12、2月11）", 36, Parts),
        ("12（微信8、微博3）", 12, NotANumber),
        ("12（微信8）", 12, NotANumber),
        ("12（3月5日7、3月9日5）", 12, NotANumber),
        ("12（1.5、10.5）", 12, NotANumber),
    ] {
        let doubted = Reported::Doubtful { parsed: Some(parsed), why };
        assert_eq!(text(written, Field::Actual).reading.value, doubted, "{written}");
    }
}
