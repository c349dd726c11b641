//! Words of the list of figures that files report differently (收件登记), and of how units stand.

use crate::field::Field;
use crate::normalize::InForce;
use crate::period::Period;
use crate::settle::Newer;
use crate::wording::labels;

/// Title of the list.
pub const TITLE: &str = "各版本不同之处（同一单位、同一对象、同一项目报了不同的数）";
/// Its headings.
pub const HEADS: [&str; 7] =
    ["序号", "单位", "对象", "项目和期间", "原报的数和位置", "另报的数和位置", "采用哪个、为什么"];

/// A website column or account, with its type.
#[must_use]
pub fn object(name: Option<&str>, platform: Option<&str>) -> String {
    match (name, platform) {
        (Some(name), Some(platform)) => format!("{name}（{platform}）"),
        (Some(name), None) => name.to_owned(),
        (None, _) => String::new(),
    }
}

/// What is reported, for when.
#[must_use]
pub fn figure(field: Field, period: &Period) -> String {
    format!("{}，{}", labels::field(field), labels::period(period))
}

/// A value with its place.
#[must_use]
pub fn said(raw: &str, place: &str) -> String {
    let raw = if raw.trim().is_empty() { "空白" } else { raw };
    format!("{raw}\n{place}")
}

/// Which of the two is in force, and why.
#[must_use]
pub fn in_force(in_force: InForce) -> String {
    match in_force {
        InForce::New(Newer::Filed(own, other)) => {
            format!("采用另报的数：填报日期较新（{}，前一份{}）", labels::day(own), labels::day(other))
        }
        InForce::New(Newer::Words) => "采用另报的数：文件名的版本较新（修订、最终版、编号等）".to_owned(),
        InForce::New(Newer::Saved(own, other)) => {
            let minute =
                |t: jiff::civil::DateTime| format!("{}{:02}:{:02}", labels::day(t.date()), t.hour(), t.minute());
            format!("采用另报的数：文件保存时间较新（{}，前一份{}）", minute(own), minute(other))
        }
        InForce::Neither => "都没有采用：填报日期、文件名、保存时间都分不出先后，待核".to_owned(),
        InForce::Visible => "采用另报的数：原报的数在同一个文件的隐藏行里".to_owned(),
        InForce::SameFile => "都没有采用：同一个文件里两处写的不一样，分不出先后，待核".to_owned(),
        InForce::Collective => "都没有采用：一份是多个单位的汇总表，一份是单位自己的表，不按先后取舍，待核".to_owned(),
    }
}
