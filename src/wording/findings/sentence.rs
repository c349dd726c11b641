//! What is wrong: numbers, what stood there, what was expected. Unit, object and place stand beside it wherever it is shown.

use super::doubts::{closing, doubt, line_doubt, passed_on};
use super::office::{self, list};
use super::readings::readings_of;
use super::shapes;
use crate::field::{Field, Form};
use crate::finding::{CountDoubt, Finding, Foreign, Hidden, Kind, Unreadable};
use crate::period::Period;
use crate::settle::alike;
use crate::wording::confirm;
use crate::wording::labels;
use crate::wording::limits::{self, seconds, size};
use crate::wording::previous;

/// What is wrong, as one sentence without unit, object and place.
#[must_use]
#[allow(clippy::too_many_lines, reason = "a catalogue: one arm for each kind")]
pub fn sentence(finding: &Finding) -> String {
    let numbers = numbers(finding);
    match &finding.kind {
        Kind::FileEncrypted => "文件设有打开密码，无法读取。".to_owned(),
        Kind::FileCorrupt { .. } => "文件已损坏或不完整，无法读取。".to_owned(),
        Kind::FileEmpty => "文件是空的（0 字节）。".to_owned(),
        Kind::FileForeign { what } => format!("这不是可以读取的工作簿，内容是{}。", foreign(*what)),
        Kind::FileTooLarge { limit, allowed, found } => limits::exceeded(limit, *allowed, *found),
        Kind::FileTooSlow { allowed, found } => {
            format!("读了 {} 秒还没有读完，超出读取上限 time：{} 秒。", seconds(*found), seconds(*allowed))
        }
        Kind::FileNeedsMemory { allowed, found } if found > allowed => {
            format!("读取它至少要用 {} 内存，超出读取上限 memory：{}。", size(*found), size(*allowed))
        }
        Kind::FileNeedsMemory { allowed, .. } => format!("读取它要用的内存超出读取上限 memory：{}。", size(*allowed)),
        Kind::FileCrashed { detail } => format!("读取这个文件时，读取程序两次异常中断{}。", bracketed(detail)),
        Kind::FileUnreadable { why } => unreadable(why),
        Kind::FileOwnOutput => "这是本程序以前生成的结果，不是单位报送的表。".to_owned(),
        Kind::FileDuplicate { of } => format!("与 {of} 内容完全相同，只计一次。"),
        Kind::FileSame { of } => format!("与 {of} 是同一份报送：各项数据完全相同，只计一次。"),
        Kind::BookEmpty => "工作簿里没有工作表，或所有工作表都是空的。".to_owned(),
        Kind::SheetUnreadable { .. } => "工作表读取失败，文件可能已损坏。".to_owned(),
        Kind::SheetMissing => "工作簿目录里列有这张表，文件里却没有它的内容；其他工作表已照常读取。".to_owned(),
        Kind::FileDamaged { .. } => "文件有损坏，但里面的表还能完整读出，已照常读取。".to_owned(),
        Kind::NoTable => {
            "没有找到可以识别的表（栏目更新、网民留言或政务新媒体），或者表里只有表头、没有数。".to_owned()
        }
        Kind::TableUnknown { headings, may_be } if !may_be.is_empty() => {
            format!("{}；{}。", super::waits::may_be(may_be), shapes::heads(headings))
        }
        Kind::TableUnknown { headings, .. } => {
            format!("这张表不属于栏目、留言、新媒体三类，没有使用；{}。", shapes::heads(headings))
        }
        Kind::ShapeUnread { why, name, count } => shapes::sentence(*why, name, *count),
        Kind::TableWaits { why, named } => super::waits::sentence(*why, named),
        Kind::HiddenRead { what, count } => format!("{}，其中的内容也已读取。", hidden(*what, *count)),
        Kind::PeriodOther { found, wanted } => {
            format!("表中写的是“{}”，不是本次的{}，没有使用。", labels::period(found), labels::period(wanted))
        }
        Kind::PeriodConflict { said } => format!("几处写的统计周期不一致：{}。", list(said)),
        Kind::UnitUndetermined { said } if said.is_empty() => {
            "看不出是哪个单位报送的：列、填报单位、标题、表名、文件名和文件夹里都没有认出单位。".to_owned()
        }
        Kind::UnitUndetermined { said } => {
            format!("看不出是哪个单位报送的：标题、表名、文件名和文件夹里像单位的有{}，程序不能替单位定。", list(said))
        }
        Kind::UnitWithheld => "留言台账的单位一栏里写的不像单位名称，可能是个人，没有照抄，也没有计入。".to_owned(),
        Kind::UnitConflict { said } => format!("几处写的单位不一致：{}。", list(said)),
        Kind::UnitUnknown { written, .. } if written.is_empty() => {
            "这一行有数，但没有写单位名称，没有采用。".to_owned()
        }
        Kind::UnitUnknown { written, suggestions } => {
            format!("名录里没有单位“{written}”{}。", nearest(written, suggestions))
        }
        Kind::ColumnUnknown { written, .. } if written.is_empty() => super::waits::unnamed_column(finding),
        Kind::ColumnUnknown { written, suggestions } => {
            format!("名录里没有栏目“{written}”{}。", nearest(written, suggestions))
        }
        Kind::AccountUnknown { written, suggestions } if written.is_empty() => {
            format!("{}，没有采用{}。", super::waits::unnamed_account(finding), nearest("", suggestions))
        }
        Kind::AccountUnknown { written, suggestions } => {
            format!("名录里没有账号“{written}”{}。", nearest(written, suggestions))
        }
        Kind::OwnerDiffers { claimed_by, owner } => format!("由{claimed_by}报送，但名录里属于{owner}。"),
        Kind::OwnerMoved { claimed_by, owner } => format!("由{claimed_by}代报，按名录归{owner}，已计入{owner}。"),
        Kind::ObjectShared { form: Form::Accounts, units } => {
            format!("同名同类型的账号由 {} 家单位报送：{}，请核对是谁的。", units.len(), list(units))
        }
        Kind::ObjectShared { units, .. } => {
            format!("同名的栏目由 {} 家单位报送：{}，请核对由谁保障。", units.len(), list(units))
        }
        Kind::ObjectEnded { until: Some(until), .. } => {
            format!("名录里已于{}停用，仍有报送，没有计入。", labels::day(*until))
        }
        Kind::ObjectEnded { .. } => "名录里已注销、关停或还没有启用，仍有报送，没有计入。".to_owned(),
        Kind::DecisionUnfit { written, by: Some(by), .. } => {
            format!("“{written}”的确认没有用上：现在按名录就是“{by}”。")
        }
        Kind::DecisionUnfit { written, gone: Some(gone), .. } => {
            format!("“{written}”的确认没有用上：名录里已经没有“{gone}”。")
        }
        Kind::DecisionUnfit { written, .. } => format!("“{written}”的确认没有用上：本次报送里没有这种写法。"),
        Kind::HeadingMissing { missing, unexpected } => missing_headings(missing, unexpected),
        Kind::HeadingDoubtful { written, taken: Field::AccountType, word: Some(word), .. } => {
            format!("“{written}”写明账号类型是“{word}”，没有按它采用，请核对。")
        }
        Kind::HeadingDoubtful { written, taken, word: Some(word), .. } => format!(
            "表头“{written}”按“{}”理解，但看不出其中“{word}”的意思：这一列统计的是什么？下面的数暂不采用。",
            labels::field(*taken)
        ),
        Kind::HeadingDoubtful { written, taken, other, .. } if taken == other && !taken.is_count() => {
            format!("不止一列像“{}”，“{written}”是其中之一，先采用了其中一列，请核对。", labels::field(*taken))
        }
        Kind::HeadingDoubtful { written, taken, other, .. } if taken == other => {
            format!("不止一列像“{}”，“{written}”是其中之一，下面的数暂不采用。", labels::field(*taken))
        }
        Kind::HeadingDoubtful { written, taken, other, .. } if !taken.is_count() => format!(
            "表头“{written}”按“{}”理解，也可能是“{}”，下面的内容先按前者采用。",
            labels::field(*taken),
            labels::field(*other)
        ),
        Kind::HeadingDoubtful { written, taken, other, .. } => format!(
            "表头“{written}”按“{}”理解，也可能是“{}”，下面的数暂不采用。",
            labels::field(*taken),
            labels::field(*other)
        ),
        Kind::CountDoubtful { raw, why: CountDoubt::PassedOn { col }, .. } => passed_on(*col, raw),
        Kind::CountDoubtful { field, raw, why } if raw.trim().is_empty() => {
            format!("“{}”{}。", labels::field(*field), doubt(*why))
        }
        Kind::CountDoubtful { field, raw, why } => {
            format!("“{}”写的是“{raw}”，{}。", labels::field(*field), doubt(*why))
        }
        Kind::CountMissing { field } => super::blanks::missing(*field, finding),
        Kind::NotApplicableDuty { mark, count, noted } => super::blanks::no_duty(mark, *count, *noted),
        Kind::BlankNoted { note, zero, count } => super::blanks::noted(note, *zero, *count),
        Kind::CountWordZero { field, raw } => format!("“{}”写的是“{raw}”，按 0 计。", labels::field(*field)),
        Kind::MonthsUnsaid { raw, months } => months_unsaid(raw, months),
        Kind::SentenceFigures { text, read, .. } => super::blanks::sentence_figures(text, read),
        Kind::NotApplicableAssumed { field, raw } => {
            format!("“{}”写的是“{raw}”，按不适用处理，不进合计。", labels::field(*field))
        }
        Kind::FigureNote { field, raw, note } => {
            format!("“{}”{}，单元格有批注：“{note}”。", labels::field(*field), holds(raw))
        }
        Kind::FigureNoteDiffers { field, raw, note } => {
            format!("“{}”{}，单元格的批注里另有数字：“{note}”。", labels::field(*field), holds(raw))
        }
        Kind::NotesElsewhere { count } => format!("表上另有 {count} 处批注，不在统计的数上，没有采用。"),
        Kind::StruckPart { kept, struck } => {
            format!("单元格里“{struck}”划了删除线，按没有划掉的“{kept}”采用。")
        }
        Kind::StruckElsewhere { count } => {
            format!("表上有 {count} 处划了删除线的内容，不在统计的数上，照原样读取。")
        }
        Kind::PersonalMasked { count } => {
            format!("有 {count} 处写有手机号、身份证号、银行卡号、邮箱或车牌号，已遮盖，只留末两位。")
        }
        Kind::TotalDiffers { row, heading, across, written, computed } => {
            office::total_differs((row, heading), *across, written, computed)
        }
        Kind::ClaimDiffers { field, claimed, computed } => {
            format!("表中“{}”写的是“{claimed}”，本程序按规则得出“{computed}”。", labels::field(*field))
        }
        Kind::VerdictContradicts { verdict, problem: Some(problem) } => {
            format!("表中结论是“{verdict}”，却写了问题“{problem}”。")
        }
        Kind::VerdictContradicts { verdict, problem: None } => format!("表中结论是“{verdict}”，却没有写问题。"),
        Kind::CountOutlying { field, value, others } => {
            format!("“{}”是 {value}，其余最多的只有 {others}，超过十倍，可能多写了数字。", labels::field(*field))
        }
        Kind::SameTwice => "同一对象在一份报送里出现两次，数相同，只计一次。".to_owned(),
        Kind::DifferentTwice { field, values } => {
            format!("同一份报送里“{}”有不同的数：{}。", labels::field(*field), list(values))
        }
        Kind::VersionReplaced { field, kept, dropped } => {
            format!("“{}”先后报了不同的数：采用较新的 {kept}，不用 {dropped}。", labels::field(*field))
        }
        Kind::VersionUndecided { field, values } => {
            format!("“{}”有不同的数：{}，无法判断哪一份较新，都没有采用。", labels::field(*field), list(values))
        }
        Kind::LedgerDiffers { field, summary, ledger } => {
            format!("“{}”汇总表写 {summary}，按台账数是 {ledger}。", labels::field(*field))
        }
        Kind::PostsUndated { count } => format!("台账里有 {count} 条没有日期，没有计入。"),
        Kind::PostsDayUnread { count } => {
            format!("台账里有 {count} 条的日期看不懂，看不出是不是本次统计周期的，没有计入。")
        }
        Kind::PostsOutside { count } => format!("台账里有 {count} 条不在统计周期内，没有计入。"),
        Kind::PostsTwice { count } => format!("台账里有 {count} 条日期和标题都重复，没有重复计入。"),
        Kind::LedgerRoads { named, others, counted } => super::waits::ledger_roads(named, *others, *counted),
        Kind::LedgerLines { count, why } => {
            let open = if closing(*why) { "办结数、逾期数" } else { "逾期数" };
            format!("台账里有 {count} 条{}，{open}待核。", line_doubt(*why))
        }
        Kind::NotSubmitted { form } => format!("应报{}，没有收到。", labels::form(*form)),
        Kind::ObjectNotSubmitted { waiting: Some(written), .. } => {
            format!("表里写的“{written}”可能就是它，确认这个名称以前没有数。")
        }
        Kind::ObjectNotSubmitted { form, .. } => format!("单位报了{}，但表中没有这一行。", labels::form(*form)),
        Kind::SubmissionWaits { form, file } => super::waits::held(*form, file, finding.object.is_some()),
        Kind::UpdatesNone => format!("{numbers}，整个周期未更新。{}", readings_of(finding)),
        Kind::UpdatesShort { months } if months.is_empty() => format!("{numbers}。{}", readings_of(finding)),
        Kind::UpdatesShort { months } => {
            format!("{numbers}，其中{}不足。{}", month_list(months), readings_of(finding))
        }
        Kind::UpdatesMonthMissing { months } => {
            let readings = readings_of(finding);
            format!("{numbers}，总数达到要求，但{}没有达到每月的要求。{readings}", month_list(months))
        }
        Kind::UpdatesSilent => "频次不规定数量，但整个周期没有更新。".to_owned(),
        Kind::UpdatesMonthsUnknown => format!("{numbers}，只报了合计，各月是否更新不清楚。"),
        Kind::FrequencyUnknown { raw } if raw.is_empty() && finding.object.is_none() && !finding.related.is_empty() => {
            let columns = finding.related.len() + 1;
            format!("报送的表和名录里都没有写更新频次，{columns} 个栏目没有判断是否达标。")
        }
        Kind::FrequencyUnknown { raw } if raw.is_empty() => {
            "报送的表和名录里都没有写更新频次，没有判断是否达标。".to_owned()
        }
        Kind::FrequencyUnknown { raw } => format!("更新频次“{raw}”看不懂，没有判断是否达标。"),
        // Of a unit's ledger nothing was decided by weekends alone; of the rules for columns only weekends were taken off.
        Kind::CalendarUnknown { year } if finding.unit.is_some() => {
            format!("内置的放假和调休安排里没有{year}年，名录“节假日”里也没有，按工作日算的期限待核。")
        }
        Kind::CalendarUnknown { year } => {
            format!("内置的放假和调休安排里没有{year}年，名录“节假日”里也没有，{year}年的工作日只扣除了周末。")
        }
        Kind::PostsShort => format!("{numbers}，更新数未达到要求。"),
        Kind::ForwardsNone { list: Some(list) } => format!("推荐转发内容 {list} 条，一条也没有转载。"),
        Kind::ForwardsNone { list: None } => "推荐转发的内容一条也没有转载。".to_owned(),
        Kind::ForwardsShort { list, minimum } => {
            format!("推荐转发内容 {list} 条，实际转载 {} 条，低于最低要求 {minimum} 条。", finding.actual.unwrap_or(0))
        }
        Kind::GapBroken { limit, days, working, from, to } => format!(
            "{}至{}共 {days} 个{unit}没有更新，要求间隔不超过 {limit} 个{unit}。",
            labels::day(*from),
            labels::day(*to),
            unit = labels::day_unit(*working)
        ),
        Kind::OriginalGapBroken { limit, days, from, to } => format!(
            "{}至{}共 {days} 个自然日没有原创信息，要求间隔不超过 {limit} 个自然日。",
            labels::day(*from),
            labels::day(*to)
        ),
        Kind::RequirementAboveCap { platform, a_month, cap } => format!(
            "应更新数 {} 超过{platform}的推送上限：每月 {a_month} 次，本周期最多 {cap} 次。",
            finding.required.unwrap_or(0)
        ),
        Kind::StandardSelf { raw, many } => super::own::sentence(finding, raw, *many),
        Kind::MessagesOverdue { overdue, closed_and_open: Some((closed, open)), .. } => {
            format!("逾期 {overdue} 件，其中逾期办结 {closed} 件、逾期未办结 {open} 件。")
        }
        Kind::MessagesOverdue { overdue, .. } => format!("逾期 {overdue} 件。"),
        Kind::MessagesOpen { open } => format!("{numbers}，还有 {open} 件在办。"),
        Kind::MessagesContradict { received, closed, overdue, open } => {
            super::waits::contradict((*received, *closed), *overdue, *open)
        }
        Kind::MessagesClosedLater { count, check } => {
            format!("台账里有 {count} 条在{}以后才办结，按当时在办计。", labels::day(*check))
        }
        Kind::IssueOverdue { found, due, closed, .. } => {
            let end =
                closed.map_or_else(|| "到检查时还没有处置".to_owned(), |day| format!("{}才处置", labels::day(day)));
            format!("{}发现的问题应在{}前（含当日）处置，{end}。", labels::day(*found), labels::day(*due))
        }
        Kind::IssueUndecided { count, why } => {
            format!("台账里有 {count} 个问题{}，没有判断是否按期处置。", line_doubt(*why))
        }
        Kind::Manual { problem } => format!("{}。", problem.trim_end_matches('。')),
        Kind::BodyDiffers { key, body, ours } => {
            format!("文稿数据“{key}”是 {body}，附件里是 {ours}，相差 {}。", (body - ours).abs())
        }
        Kind::PraisedAccused { problems } => format!("文稿数据列为表扬单位，但有 {problems} 项不达标。"),
        Kind::Corrected { .. } | Kind::CorrectionUnfit { .. } | Kind::WordingWrong { .. } => {
            office::told(&finding.kind)
        }
        Kind::CorrectionAnswers { was } => {
            let asked = Finding { kind: Kind::clone(was), ..finding.clone() };
            format!("{}已由名录“更正”处理。", sentence(&asked))
        }
        Kind::RuleUnused { sheet, what } if what.is_empty() => format!("名录里的“{sheet}”表没有用到。"),
        Kind::RuleUnused { sheet, what } => format!("名录“{sheet}”里的“{what}”没有用到。"),
        Kind::PreviousApart { .. }
        | Kind::PreviousOffice { .. }
        | Kind::PreviousEdited { .. }
        | Kind::PreviousEditedElsewhere { .. }
        | Kind::PreviousUnitUnknown { .. } => previous::sentence(finding),
    }
}

/// `应 1、实 0、差 1`, as far as the numbers are known.
fn numbers(finding: &Finding) -> String {
    match (finding.required, finding.actual) {
        (Some(required), Some(actual)) if actual < required => {
            format!("应 {required}、实 {actual}、差 {}", required - actual)
        }
        (Some(required), Some(actual)) => format!("应 {required}、实 {actual}"),
        (None, Some(actual)) => format!("实 {actual}"),
        (Some(required), None) => format!("应 {required}"),
        (None, None) => String::new(),
    }
}

fn missing_headings(missing: &[Field], unexpected: &[String]) -> String {
    let listed = list(unexpected);
    match missing {
        [] if unexpected.is_empty() => "这一列有数，但没有表头，没有采用。".to_owned(),
        [] => format!("{listed}下面有数，没有采用：看不出是哪一项，或没有可以采用的行。"),
        [Field::Remark] => format!("{listed}这一行没有采用：看不出是哪一项。"),
        [Field::NotData] => format!("{listed}旁边的数没有采用：这种卡片不统计这一项，或看不出是哪一项。"),
        [Field::Account, Field::Updates] => {
            format!("这是按栏目逐条登记的台账（{listed}），没有账号，也没有各栏目的更新数，没有采用。")
        }
        _ => {
            let missing: Vec<String> = missing.iter().map(|f| labels::field(*f).to_owned()).collect();
            let rest = if unexpected.is_empty() { String::new() } else { format!("；没认出的表头：{listed}") };
            format!("表头里缺少：{}{rest}。", list(&missing))
        }
    }
}

pub(super) fn month_list(months: &[Period]) -> String {
    months.iter().map(labels::month).collect::<Vec<_>>().join("、")
}

/// The nearest names, each with why; a row without a name has none to compare with.
fn nearest(written: &str, suggestions: &[String]) -> String {
    if suggestions.is_empty() {
        return String::new();
    }
    if written.is_empty() {
        return format!("，最接近的是{}", list(suggestions));
    }
    let near = suggestions.iter().map(|s| format!("“{s}”（{}）", confirm::likeness(alike(written, s))));
    format!("，最接近的是{}", near.collect::<Vec<_>>().join("、"))
}

fn bracketed(detail: &str) -> String {
    if detail.is_empty() { String::new() } else { format!("（{detail}）") }
}

fn unreadable(why: &Unreadable) -> String {
    match why {
        Unreadable::Gone => "文件打不开：已经不在原处，可能刚被移走、改名或删除。".to_owned(),
        Unreadable::Denied => "文件打不开：没有读取权限，或正被其他程序占用。".to_owned(),
        Unreadable::Held => "文件打不开：正被其他程序占用。".to_owned(),
        Unreadable::Changing => "读取的时候文件还在变化（可能正在复制或保存），没有使用。".to_owned(),
        Unreadable::NotRegular => "这不是普通文件（是管道、设备之类），没有打开。".to_owned(),
        Unreadable::System(detail) => format!("文件打不开{}。", bracketed(detail)),
    }
}

const fn foreign(what: Foreign) -> &'static str {
    match what {
        Foreign::Pdf => " PDF 文件",
        Foreign::Word => " Word 文档",
        Foreign::Slides => "演示文稿",
        Foreign::Ofd => " OFD 版式文件",
        Foreign::Archive => "压缩包",
        Foreign::EmptyArchive => "空的压缩包，里面没有文件",
        Foreign::Picture => "图片",
        Foreign::Film => "音频或视频",
        Foreign::Mhtml => "单个文件的网页（MHTML）或邮件",
        Foreign::Shortcut => "快捷方式，只有指向别处的链接，没有表",
        Foreign::Program => "程序（可执行文件）",
        Foreign::OtherWorkbook => "另一种表格格式",
        Foreign::Text => "网页或纯文本",
        Foreign::Other => "其他类型的文件",
    }
}

fn hidden(what: Hidden, count: usize) -> String {
    match what {
        Hidden::Sheet => "这张工作表是隐藏的".to_owned(),
        Hidden::Rows => format!("有 {count} 行是隐藏的"),
        Hidden::Columns => format!("有 {count} 列是隐藏的"),
    }
}

/// What a figure's cell holds.
fn holds(raw: &str) -> String {
    if raw.trim().is_empty() { "是空白".to_owned() } else { format!("写的是“{raw}”") }
}

/// Months that a row leaves out, where its sum says that there was nothing.
fn months_unsaid(raw: &str, months: &[Period]) -> String {
    let months: Vec<String> = months.iter().map(labels::period).collect();
    let months = months.join("、");
    match raw.trim().is_empty() {
        true => format!("{months}是空白，本行的合计与写出的数相等，按 0 计。"),
        false => format!("写的是“{raw}”，没有写{months}；本行的合计与写出的数相等，按 0 计。"),
    }
}
