//! Words of the blank roster workbook: what each heading is for, what a cell may hold.

/// What a cell of a column may hold, for its drop-down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// One of these words; nothing else is accepted.
    Only(&'static [&'static str]),
    /// These words are offered, others are accepted.
    Offered(&'static [&'static str]),
    /// A unit of the first sheet.
    Unit,
}

/// Name of the guidance sheet, which is never read.
pub const GUIDE_SHEET: &str = "填写说明";
/// Heading of the free column of 规则, which is never read.
pub const REMARK: &str = "备注";
/// First sheet of the roster, whose first column lists the units.
pub const UNITS_SHEET: &str = "单位";
/// Sheet whose keys are listed already.
pub const RULES_SHEET: &str = "规则";
/// Prompt of a drop-down whose list may be left.
pub const OTHERS_ALLOWED: &str = "可从列表选择，也可直接填写";
/// Prompt of a drop-down whose list may not be left.
pub const ONLY_THESE: &str = "请从列表中选择";

/// Lines of the guidance sheet.
pub const GUIDE: [&str; 10] = [
    "名录填写说明",
    "1. 一行写一个单位（栏目、账号……）。行的先后就是附件中的先后。",
    "2. 表头不要改动；用不到的列、用不到的工作表空着即可，空表视为没有。",
    "3. 表头单元格右上角有红色三角的，把鼠标移上去可以看到填写说明。带“必填”的列，每行都要填。",
    "4. 各表中出现的单位，都要先写在“单位”表里，写单位名称、全称或别名都可以。",
    "5. 别名有几个的，用顿号隔开，如：区教育和体育局、教体局。",
    "6. “规则”表已列出全部项目，“值”空着就按备注中的内置值执行；填了值的，最好写上依据。",
    "7. 日期要写年份，如：2023年4月18日。",
    "8. 电话里更正的数，写在“更正”表；人工检查发现的问题，写在“人工问题”表。",
    "9. 每张表都可以加“序号”和“备注”列，程序不读取。",
];

/// What a column is for; `None` when its heading says it all.
#[must_use]
pub fn comment(sheet: &str, heading: &str) -> Option<&'static str> {
    Some(match (sheet, heading) {
        ("单位", "单位名称") => "附件中使用的名称，每个单位只写一行。例：区教体局",
        ("单位", "全称") => "公章上的名称。文件里写全称的，也能认出来。",
        ("单位", "别名") => "其他写法，用顿号隔开。一个别名不能属于两个单位。",
        ("单位", "类别") => "如：镇、街道、工作部门。只作记录。",
        ("单位", "报送内容") => {
            "应当报送哪几种表：栏目、留言、新媒体，用顿号隔开；不用报送的写：无。空着时按“栏目”“账号”两表推定，留言不推定。"
        }
        (_, "启用日期") => "年中才启用的填写，之前不作要求。例：2023年2月1日",
        (_, "停用日期") => "已停用的填写，之后不作要求。",
        ("单位", "联系人" | "电话") => "催报时使用。",
        ("栏目", "栏目名称") => "网站栏目的名称，附件1按此表的先后排列。",
        ("栏目", "上级栏目") => "有同名栏目时，用上级栏目区分。",
        ("栏目", "更新频次") => {
            "如：1条/月、1条/2周、1条/季度、实时更新、每两周至少更新一次、更新间隔不超过14天。"
        }
        ("栏目", "保障单位") => "负责更新的单位，须在“单位”表中。",
        ("栏目" | "账号", "别名") => "其他写法，用顿号隔开。",
        ("账号", "账号名称") => "新媒体账号的名称，附件3按此表的先后排列。同名账号用账号类型区分。",
        ("账号", "账号类型") => "如：微信订阅号、微信服务号、微信视频号、新浪微博、抖音、今日头条。",
        ("账号", "责任单位") => "开设账号的单位，须在“单位”表中。",
        ("账号", "应更新数") => "整个统计周期的应更新数。空着时按“规则”表的每月应更新数计算。",
        ("账号", "推荐转发内容数量") => "上级推荐转发内容的条数。空着时按“规则”表；不要求转发的写：/",
        ("账号", "备案") => "是否已备案。",
        ("账号", "状态") => "空着视为正常。",
        ("规则", "项目") => {
            "可以设置的项目，下面已全部列出。也可以写问题的代号（见手册），值写：不达标、提示、待核 或 不报。"
        }
        ("规则", "值") => "空着时按备注中的内置值执行。",
        ("规则", "依据") => "文件名称和条款，会印在每一处标记的批注里。",
        ("表头别名", "表内写法") => "单位的表里出现的表头写法。",
        ("表头别名", "规范列名") => "它是什么意思，从列表中选择。",
        ("人工问题", "单位") => "须在“单位”表中。",
        ("人工问题", "对象") => "栏目、账号或其他，可以自由填写。",
        ("人工问题", "问题") => "写进问题清单的文字。例：内容不严谨、不规范",
        ("人工问题", "单项否决") => "写“是”的，无论更新数多少，该账号都列不合格。",
        ("文稿数据", "项目") => "通报正文里的数。列表中的项目会与附件核对，其他项目只作记录。",
        ("更正", "单位" | "对象") => "与附件中的名称一致。",
        ("更正", "项目") => "列名，如：实际更新数、承办数量。",
        ("更正", "期间") => "月份填：2023年3月；整个周期可空着。",
        ("更正", "原值") => "文件里写的数，须与文件一致，防止改错地方。",
        ("更正", "更正值") => "附件中采用的数。",
        ("更正", "日期") => "更正的日期。",
        ("错误表述", "错误") => "不应出现的写法，一行一个。在信息台账标题和单位、栏目、账号名称里查找，不分全半角、空格和大小写。",
        ("错误表述", "正确") => "应当使用的写法，可空着。包含左边的写法也可以：出现在正确写法里的不算错误。",
        ("节假日", "日期") => "内置日历之外的放假日或补班日。",
        ("节假日", "类型") => "休 或 班。",
        (_, "依据") => "文件名称和条款。",
        _ => return None,
    })
}

/// What a column must hold, in its note.
pub const REQUIRED: &str = "【必填】";

/// What the cells of a column may hold; `None` for free text.
#[must_use]
#[allow(clippy::too_many_lines, reason = "a catalogue: one arm for each column")]
pub fn choice(sheet: &str, heading: &str) -> Option<Choice> {
    Some(match (sheet, heading) {
        ("单位", "报送内容") => Choice::Offered(&[
            "栏目、留言、新媒体",
            "栏目、留言",
            "栏目、新媒体",
            "留言、新媒体",
            "栏目",
            "留言",
            "新媒体",
            "无",
        ]),
        ("栏目", "更新频次") => {
            Choice::Offered(&["1条/周", "1条/2周", "1条/月", "1条/季度", "1条/半年", "1条/年", "实时更新"])
        }
        ("栏目", "保障单位") | ("账号", "责任单位") | ("人工问题" | "更正", "单位") => Choice::Unit,
        ("账号", "账号类型") => Choice::Offered(&[
            "微信订阅号",
            "微信服务号",
            "微信公众号",
            "微信视频号",
            "新浪微博",
            "抖音",
            "快手",
            "今日头条",
            "人民号",
            "移动客户端(APP)",
            "其他",
        ]),
        ("账号", "备案") | ("人工问题", "单项否决") => Choice::Only(&["是", "否"]),
        ("账号", "状态") => Choice::Only(&["正常", "新开通", "注销", "关停"]),
        ("表头别名", "规范列名") => Choice::Offered(&[
            "单位",
            "栏目名称",
            "更新频次",
            "更新数",
            "账号名称",
            "账号类型",
            "应更新数",
            "实际更新数",
            "原创数",
            "推荐转发内容数量",
            "实际转载数量",
            "承办数量",
            "办结数量",
            "逾期数量",
            "合计",
            "备注",
            "不统计",
        ]),
        ("文稿数据", "项目") => Choice::Offered(&[
            "留言受理数",
            "留言办结数",
            "备案账号数",
            "责任单位数",
            "发布信息数",
            "转载信息数",
            "表扬单位",
        ]),
        ("节假日", "类型") => Choice::Only(&["休", "班"]),
        _ => return None,
    })
}

/// What stands beside a key of 规则: its built-in value.
#[must_use]
pub fn built_in(value: Option<&str>) -> String {
    value.map_or_else(|| "内置：不设".to_owned(), |v| format!("内置值：{v}"))
}
