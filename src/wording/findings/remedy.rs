//! What a human should do about a finding.

use super::shapes;
use crate::field::{Field, Form};
use crate::finding::{CountDoubt, Finding, Foreign, Kind, Unreadable};
use crate::wording::limits;

/// What to do, as one sentence.
#[must_use]
#[allow(clippy::too_many_lines, reason = "a catalogue: one arm for each kind")]
pub fn remedy(finding: &Finding) -> String {
    match &finding.kind {
        Kind::FileEncrypted => "请单位去掉密码后重新报送（文件 → 信息 → 保护工作簿 → 清除密码）。",
        Kind::FileCorrupt { .. } | Kind::SheetUnreadable { .. } => {
            "请用 Excel 或 WPS 打开另存一份，仍打不开就请单位重新报送。"
        }
        Kind::SheetMissing => "请单位用 Excel 或 WPS 打开原表，看这张表是否还有内容，另存后重新报送。",
        Kind::FileDamaged { .. } => "请用 Excel 或 WPS 打开，核对各数后另存一份，换掉这个文件。",
        Kind::FileEmpty => "多半是传输中断，请单位重新报送。",
        Kind::FileForeign { what: Foreign::OtherWorkbook } => "请用 Excel 或 WPS 打开后另存为 .xlsx，再放回文件夹。",
        Kind::FileForeign { what: Foreign::Archive } => {
            "只有 ZIP 能直接读，压缩包里的压缩包也不再打开：请先解压，把里面的工作簿放进文件夹。"
        }
        Kind::FileForeign { what: Foreign::EmptyArchive } => "请单位把工作簿放进压缩包后重新报送，或直接报送工作簿。",
        Kind::FileForeign { what: Foreign::Mhtml } => {
            "如是网页，请用 Excel 打开后另存为 .xlsx；如是邮件，请取出附件里的工作簿，再放回文件夹。"
        }
        Kind::FileForeign { what: Foreign::Shortcut } => "真正的工作簿还在单位的电脑上，请单位报送工作簿本身。",
        Kind::FileForeign { what: Foreign::Pdf | Foreign::Ofd | Foreign::Picture } => {
            "扫描件、版式文件里的数不能可靠读出，请单位报送原来的工作簿（.xlsx）。"
        }
        Kind::FileForeign { what: Foreign::Word | Foreign::Slides } => {
            "请单位把其中的表复制到工作簿（.xlsx）里报送。"
        }
        Kind::FileForeign { what: Foreign::Program } => "请勿打开运行；请问清来源，请单位用工作簿（.xlsx）报送。",
        Kind::FileForeign { .. } => "请单位用工作簿（.xlsx）报送。",
        Kind::FileTooLarge { limit, allowed, found } => return limits::how_to_raise(limit, *allowed, *found),
        Kind::FileTooSlow { .. } => {
            "请单位删去多余的行、列和图片后重新报送；如确属正常报送，可用 --limit time=60000（毫秒）放宽后重新运行。"
        }
        Kind::FileNeedsMemory { .. } => {
            "请单位删去多余的行、列和图片后重新报送；如确属正常报送，可用 --limit memory=3221225472（字节）放宽后重新运行。"
        }
        Kind::FileCrashed { .. } => "请用 Excel 或 WPS 打开另存为 .xlsx 后再试，仍不行就请单位重新报送。",
        Kind::FileUnreadable { why: Unreadable::Changing } => "请等复制、保存完成后再运行一次。",
        Kind::FileUnreadable { why: Unreadable::NotRegular } => "请把它移出收件文件夹。",
        Kind::FileUnreadable { .. } => "请关闭正在使用它的程序，或检查是否有权限，再运行一次。",
        Kind::FileOwnOutput => "请把它移出收件文件夹。",
        Kind::FileDuplicate { .. } | Kind::FileSame { .. } => "可以删去其中一份。",
        Kind::BookEmpty => "请单位检查是否交错了文件，重新报送。",
        Kind::HeadingMissing { missing, .. } if missing[..] == [Field::Account, Field::Updates] => {
            "请单位报各栏目每月的更新数；登记的是新媒体发文的，请加上“账号名称”一列。"
        }
        Kind::NoTable | Kind::HeadingMissing { .. } => "请对照模板补全表头，或在名录“表头别名”里登记这种写法。",
        Kind::TableUnknown { may_be, .. } if !may_be.is_empty() => {
            "应当统计的，请单位按模板重报，或在名录“表头别名”里登记表头写法；确实不用统计的，请在报送的表里删去这一处，再运行一次。"
        }
        Kind::TableUnknown { .. } => "确实不用统计就不必处理；应当统计的，请在名录“表头别名”里登记表头写法。",
        Kind::ShapeUnread { why, .. } => shapes::remedy(*why),
        Kind::TableWaits { why, .. } => super::waits::remedy(*why),
        Kind::HiddenRead { .. } => "请看一眼隐藏的内容是否本来就应报送。",
        Kind::PeriodOther { .. } => "请单位报送本期的表；如果是本次周期设错了，用 --period 指定。",
        Kind::PeriodConflict { .. } => "请问清单位是哪一期，改好后重新运行。",
        Kind::UnitUndetermined { .. } => "请在表上方写明“填报单位：…”，或在文件名里写上单位名称。",
        Kind::UnitWithheld => "请单位在这一栏写承办单位的名称；确是单位的，在名录“单位”里登记。",
        Kind::UnitConflict { .. } => "请问清是哪个单位的数，改好后重新运行。",
        Kind::UnitUnknown { written, .. } if written.is_empty() => {
            "请问清是哪个单位，补上名称后重新运行；是小计、分组的，请写明“小计”或删去这一行。"
        }
        Kind::UnitUnknown { .. } => "写法不同的，在名录“单位”的别名里登记；确是新单位的，在名录里加一行。",
        Kind::ColumnUnknown { written, .. } | Kind::AccountUnknown { written, .. } if written.is_empty() => {
            "请问清是哪一个，补上名称后重新运行；不是数据的，请在报送的表里删去。"
        }
        Kind::ColumnUnknown { .. } => "写法不同的，在名录“栏目”的别名里登记；确是新栏目的，在名录里加一行。",
        Kind::AccountUnknown { .. } => "写法不同的，在名录“账号”的别名里登记；确是新账号的，在名录里加一行。",
        Kind::OwnerMoved { .. } => "不对的请改名录里的责任单位。",
        Kind::OwnerDiffers { .. } => "请核对由谁负责，改名录或请单位改表。",
        Kind::ObjectShared { .. } => "请问清归属；有名录的，在“栏目”“账号”里登记单位。",
        Kind::ObjectEnded { .. } => "仍在用的，请改名录的停用日期或状态；已停用的，请单位以后不再报送。",
        Kind::DecisionUnfit { .. } => "请核对待确认表的这一行；不再需要的可以删去。",
        Kind::HeadingDoubtful { taken: Field::AccountType, word: Some(_), .. } => {
            "请单位在账号那一行写明账号类型，或在名录“账号”里登记，再运行一次。"
        }
        Kind::HeadingDoubtful { .. } => "请在名录“表头别名”里写明这个表头是什么，再运行一次。",
        Kind::CountDoubtful { why: CountDoubt::Struck, .. } => {
            "请问清单位：作废的，从表里删去这一行或这个数；仍然有效的，去掉删除线，或写进名录“更正”。"
        }
        Kind::CountDoubtful { why: CountDoubt::NoLimit, .. } => {
            "请在名录“规则”里填“留言办理期限工作日”，或请单位在台账里写明每条的期限，再运行一次。"
        }
        Kind::CountDoubtful { .. } | Kind::CountMissing { .. } => "请问清单位准确的数，改在表里，或写进名录“更正”。",
        Kind::CountWordZero { .. } | Kind::NotApplicableAssumed { .. } => "如理解有误，请单位改写成数字。",
        Kind::NotApplicableDuty { .. } => "如表示没有更新，请单位改写成 0；应由该单位承担的，请写进名录“栏目”。",
        Kind::BlankNoted { zero: true, .. } => "如理解有误，请单位把空白的数填上。",
        Kind::BlankNoted { .. } => "请问清单位空白是什么意思；是 0 的，请单位填 0。",
        Kind::MonthsUnsaid { .. } => "如理解有误，请单位把各月的数写全。",
        Kind::SentenceFigures { form: Some(Form::Messages), .. } => {
            "请单位把数填在表里重报；说的数属实的，也可以写进名录“更正”。"
        }
        Kind::SentenceFigures { .. } => "请单位把逐行的数填在表里重报。",
        Kind::FigureNote { .. } | Kind::NotesElsewhere { .. } => "请看一眼批注；说明数有误的，请单位改在单元格里。",
        Kind::FigureNoteDiffers { .. } => "请问清以单元格还是以批注为准，改在表里，或写进名录“更正”。",
        Kind::StruckPart { .. } => "请核对留下的写法；不对的，请单位改好后重新报送。",
        Kind::StruckElsewhere { .. } => "请看一眼划掉的内容是否影响统计；作废的，请单位删去。",
        Kind::PersonalMasked { .. } => "不必处理；请提醒单位报送的表里不要写个人信息。",
        Kind::TotalDiffers { .. } => "请单位核对合计与各行。",
        Kind::ClaimDiffers { .. } => "请核对表中所写与规则哪个有误。",
        Kind::VerdictContradicts { .. } => "请单位核对结论和问题哪一处有误。",
        Kind::CountOutlying { .. } => "请问清单位这个数是否属实；有误的改在表里，或写进名录“更正”。",
        Kind::SameTwice => "不必处理；可提醒单位不要重复填写。",
        Kind::DifferentTwice { field, .. } if super::twice::in_one_table(finding) => {
            return super::twice::remedy(*field, finding);
        }
        Kind::DifferentTwice { .. } | Kind::VersionUndecided { .. } => "请问清单位哪个数对，删去作废的一份。",
        Kind::VersionReplaced { .. } => "请确认采用的是单位最后报的数。",
        Kind::LedgerDiffers { .. } => "请单位核对台账与汇总表。",
        Kind::PostsDayUnread { .. } => "请单位把这几条的日期写完整（如 2023年3月28日），再运行一次。",
        Kind::PostsUndated { .. } | Kind::PostsOutside { .. } | Kind::PostsTwice { .. } => "请单位核对台账。",
        Kind::LedgerRoads { counted: Some(_), .. } => {
            "核对其他渠道的算不算网民留言；不算的，请单位在台账里只留网民留言，改写合计，重报一次。"
        }
        Kind::LedgerRoads { .. } => "全部都算的，在名录“表头别名”里把这个表头登记为“备注”，再运行一次。",
        Kind::LedgerLines { .. } => "请单位在台账里补正这几条的日期、状态或期限，再运行一次。",
        Kind::NotSubmitted { .. } => "请催报；确实不用报的，在名录“报送内容”里改。",
        Kind::ObjectNotSubmitted { waiting: Some(_), .. } => {
            "请先在待确认表里确认这个名称，再运行一次；不是它的，请单位补报这一行。"
        }
        Kind::ObjectNotSubmitted { .. } => "请单位补报这一行；已停用的，在名录里写停用日期。",
        Kind::SubmissionWaits { .. } => "不是未报，不要通报；请先按这份文件的待核事项处理，再运行一次。",
        Kind::UpdatesNone | Kind::UpdatesShort { .. } | Kind::PostsShort => "请单位按要求更新。",
        Kind::UpdatesMonthMissing { .. } => "请提醒单位每个月都要更新。",
        Kind::UpdatesSilent => "请问清单位是否确无信息可发。",
        Kind::UpdatesMonthsUnknown => "需要按月判断时，请单位分月填报。",
        Kind::FrequencyUnknown { .. } => "请在名录“栏目”里把更新频次写成 1条/月、1条/2周 这样的说法。",
        Kind::ForwardsNone { .. } | Kind::ForwardsShort { .. } => "请单位及时转载上级指定的权威信息。",
        Kind::CalendarUnknown { .. } => "请在名录“节假日”里填这一年的放假日（休）和调休上班日（班），再运行一次。",
        Kind::GapBroken { .. } => "请单位按间隔要求发布信息。",
        Kind::OriginalGapBroken { .. } => "请单位按要求发布原创信息。",
        Kind::RequirementAboveCap { .. } => "请在名录“账号”或“规则”里核对应更新数；按篇数计的可以不改。",
        Kind::StandardSelf { many, .. } => super::own::remedy(finding, *many),
        Kind::MessagesOverdue { .. } => "请单位说明逾期原因。",
        Kind::MessagesOpen { .. } => "请跟踪到办结。",
        Kind::MessagesContradict { .. } => "请问清单位准确的数，改好后重新运行。",
        Kind::MessagesClosedLater { .. } => "不必处理；要按后来的情况统计的，请改“检查时间点”。",
        Kind::IssueOverdue { closed: None, .. } => "请单位立即处置，并说明逾期原因。",
        Kind::IssueOverdue { .. } => "请单位说明逾期原因。",
        Kind::IssueUndecided { .. } => "请在台账里补正这一条，再运行一次。",
        Kind::Manual { .. } => "请单位按要求整改。",
        Kind::BodyDiffers { .. } => "请核对文稿与附件，改正其中有误的一处。",
        Kind::PraisedAccused { .. } => "请核对文稿：换一家单位，或说明不影响表扬的理由。",
        Kind::Corrected { .. } | Kind::CorrectionAnswers { .. } => "不必处理；请保留电话记录或书面说明。",
        Kind::CorrectionUnfit { .. } => "请核对名录“更正”里的单位、对象、项目、期间和原值；原值写这里说的数，整个周期的数期间留空。",
        Kind::WordingWrong { .. } => {
            "请打开原文核对；确有错误的，请单位立即改正，要列为问题的写进名录“人工问题”；不算错的，改名录“错误表述”。"
        }
        Kind::RuleUnused { .. } => "请检查是否写错；不用的可以删去。",
        Kind::PreviousApart { .. } => "有紧挨着的上一期工作簿的，请换成那一本。",
        Kind::PreviousOffice { .. } => "请核对是不是拿错了工作簿。",
        Kind::PreviousEdited { used: Some(_), .. } => "请核对改后的数是不是下发时的数。",
        Kind::PreviousEdited { .. } => "请核对；要比较这一格，请换成没有改动过的那本。",
        Kind::PreviousEditedElsewhere { .. } => "不必处理；要逐处列出，请运行 tongbao verify 上期工作簿。",
        Kind::PreviousUnitUnknown { .. } => "改了名或并入别的单位的，在名录“单位”的别名里登记；已不在统计范围的不必处理。",
    }
    .to_owned()
}
