//! What no annex of the bulletin shows: official names, rules and their basis, problems found by hand, figures of the
//! body. A catalogue, no logic. Full names are the usual ones of such units, not taken from the bulletin.

/// What stands in a cell of the roster.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    /// Text; empty = an empty cell.
    Text(&'a str),
    /// A number.
    Count(u32),
    /// A date: year, month, day.
    Date(u16, u8, u8),
}

/// A unit of the roster.
pub(super) struct Unit {
    /// As the bulletin calls it.
    pub(super) name: &'static str,
    pub(super) full: &'static str,
    /// Separated by 、.
    pub(super) aliases: &'static str,
    pub(super) class: &'static str,
}

const fn unit(name: &'static str, full: &'static str, aliases: &'static str, class: &'static str) -> Unit {
    Unit { name, full, aliases, class }
}

const OFFICE: &str = "政府办";
const BUREAU: &str = "工作部门";
const BRANCH: &str = "垂管单位";
const STREET: &str = "街道";
const TOWN: &str = "镇";
const OTHER: &str = "直属单位";

/// The classes, for the drop-down.
pub(super) const CLASSES: [&str; 6] = [OFFICE, BUREAU, BRANCH, STREET, TOWN, OTHER];

/// The platforms, for the drop-down.
pub(super) const PLATFORMS: [&str; 14] = [
    "微信订阅号",
    "微信服务号",
    "微信公众号",
    "微信视频号",
    "微信小程序",
    "新浪微博",
    "抖音",
    "快手",
    "今日头条",
    "人民号",
    "百家号",
    "企鹅号",
    "移动客户端",
    "其他",
];

/// The units: first those with messages, in the order of annex 2, so that its ties come out as printed; then the others
/// in the order in which annexes 1 and 3 name them; last the two that only the problem list names.
pub(super) const UNITS: &[Unit] = &[
    unit("区政府办", "宝鸡市渭滨区人民政府办公室", "政府办、区府办", OFFICE),
    unit("区教体局", "宝鸡市渭滨区教育体育局", "区教育和体育局、区教育体育局", BUREAU),
    unit("区住建局", "宝鸡市渭滨区住房和城乡建设局", "区住房城乡建设局", BUREAU),
    unit("区卫健局", "宝鸡市渭滨区卫生健康局", "区卫生健康局", BUREAU),
    unit("清姜办", "宝鸡市渭滨区清姜路街道办事处", "清姜路街道、清姜街道办事处", STREET),
    unit("神农镇", "宝鸡市渭滨区神农镇人民政府", "神农镇政府", TOWN),
    unit("交警大队", "宝鸡市公安局交通警察支队渭滨大队", "渭滨交警大队", BRANCH),
    unit("区民政局", "宝鸡市渭滨区民政局", "", BUREAU),
    unit("姜谭办", "宝鸡市渭滨区姜谭路街道办事处", "姜谭路街道、姜谭街道办事处", STREET),
    unit("石鼓镇", "宝鸡市渭滨区石鼓镇人民政府", "石鼓镇政府", TOWN),
    unit("金陵办", "宝鸡市渭滨区金陵街道办事处", "", STREET),
    unit("区农业农村局", "宝鸡市渭滨区农业农村局", "", BUREAU),
    unit("自然资源和规划分局", "宝鸡市自然资源和规划局渭滨分局", "区自然资源和规划分局", BRANCH),
    unit("区司法局", "宝鸡市渭滨区司法局", "", BUREAU),
    unit("区发改局", "宝鸡市渭滨区发展和改革局", "区发展改革局", BUREAU),
    unit("区文旅局", "宝鸡市渭滨区文化和旅游局", "", BUREAU),
    unit("区人社局", "宝鸡市渭滨区人力资源和社会保障局", "", BUREAU),
    unit("区审计局", "宝鸡市渭滨区审计局", "", BUREAU),
    unit("区市场监管局", "宝鸡市渭滨区市场监督管理局", "区市监局", BUREAU),
    unit("区财政局", "宝鸡市渭滨区财政局", "", BUREAU),
    unit("区统计局", "宝鸡市渭滨区统计局", "", BUREAU),
    unit("区医保局", "宝鸡市渭滨区医疗保障局", "", BUREAU),
    unit("区统建局", "宝鸡市渭滨区统建局", "", BUREAU),
    unit("区应急局", "宝鸡市渭滨区应急管理局", "", BUREAU),
    unit("区工信局", "宝鸡市渭滨区工业和信息化局", "", BUREAU),
    unit("区乡村振兴局", "宝鸡市渭滨区乡村振兴局", "", BUREAU),
    unit("生态环境分局", "宝鸡市生态环境局渭滨分局", "生态环境渭滨分局、区生态环境分局", BRANCH),
    unit("区城管执法局", "宝鸡市渭滨区城市管理执法局", "", BUREAU),
    unit("区交通局", "宝鸡市渭滨区交通运输局", "", BUREAU),
    unit("区税务局", "国家税务总局宝鸡市渭滨区税务局", "", BRANCH),
    unit("区行政审批局", "宝鸡市渭滨区行政审批服务局", "", BUREAU),
    unit("区招商局", "宝鸡市渭滨区招商局", "", BUREAU),
    unit("高家镇", "宝鸡市渭滨区高家镇人民政府", "高家镇政府", TOWN),
    unit("桥南办", "宝鸡市渭滨区桥南街道办事处", "", STREET),
    unit("区城市治理指挥中心", "宝鸡市渭滨区智慧城市治理监督指挥中心", "渭滨区智慧城市治理监督指挥中心", OTHER),
    unit("公安分局", "宝鸡市公安局渭滨分局", "渭滨公安分局", BRANCH),
    unit("天台山管委会", "宝鸡市渭滨区天台山管理委员会", "", OTHER),
    unit("区商务局", "宝鸡市渭滨区商务局", "", BUREAU),
];

const BULLETIN: &str = "《关于2023年一季度政府网站及政务新媒体检查结果的通报》";
const ANNEX: &str = "通报附件标题";

/// Keys, values and their basis.
pub(super) const RULES: &[(&str, Value<'static>, &str)] = &[
    ("统计周期", Value::Text("2023年一季度"), BULLETIN),
    ("检查时间点", Value::Date(2023, 3, 31), "统计周期最后一日"),
    ("制表单位", Value::Text("宝鸡市渭滨区人民政府办公室"), "通报发文机关"),
    ("附件1标题", Value::Text("2023年一季度区政府网站栏目更新统计表"), ANNEX),
    ("附件2标题", Value::Text("2023年一季度网民留言办理情况统计表"), ANNEX),
    ("附件3标题", Value::Text("2023年一季度政务新媒体更新情况统计表"), ANNEX),
    (
        "附件3备注",
        Value::Text("要求5个自然日内至少发布1篇原创信息，达不到要求的为不合格政务新媒体。"),
        "通报附件3备注（原文有脱字，按文意补全）",
    ),
    ("每月应更新数", Value::Count(4), "通报附件3：一季度应更新数12，每月按4周计"),
    ("推荐转发内容数量", Value::Count(31), "通报附件3：一季度上级推荐转发内容31条"),
    ("整改期限", Value::Date(2023, 4, 19), "通报第三部分第4项：4月19日前报送整改报告"),
];

const WEBSITE: &str = "通报第二部分第1项：区政府门户网站";
const MEDIA: &str = "通报第二部分第2项：全区政务新媒体";
const INSTITUTIONS: &str = "领导信息、机构概况、机构职能、内设机构、所属单位信息未进行实时核对更新，公开依据模糊";

/// Unit, object, problem, basis.
pub(super) const PROBLEMS: &[[&str; 4]] = &[
    ["区住建局", "住房保障", "内容不严谨、不规范", WEBSITE],
    ["区财政局", "预决算", "监管不力，多频次出现政治错敏词汇及错字、漏字问题", WEBSITE],
    ["区行政审批局", "陕西政务服务网（渭滨区）", "站点无法访问", WEBSITE],
    ["天台山管委会", "政府机构", INSTITUTIONS, WEBSITE],
    ["区民政局", "政府机构", INSTITUTIONS, WEBSITE],
    ["区商务局", "政府机构", INSTITUTIONS, WEBSITE],
    ["区乡村振兴局", "渭滨乡村振兴", "检查时间点前5个自然日内未及时更新本单位相关信息，被市级通报", MEDIA],
];

/// Figures and names of the bulletin's body.
pub(super) const FIGURES: &[(&str, Value<'static>)] = &[
    ("法定主动公开信息数", Value::Count(174)),
    ("重点领域信息数", Value::Count(201)),
    ("专题专栏信息数", Value::Count(171)),
    ("政务公开电话咨询数", Value::Count(17)),
    ("留言受理数", Value::Count(56)),
    ("留言办结数", Value::Count(56)),
    ("备案账号数", Value::Count(22)),
    ("责任单位数", Value::Count(16)),
    ("发布信息数", Value::Count(735)),
    ("转载信息数", Value::Count(231)),
    ("表扬单位", Value::Text("区市场监管局")),
    ("表扬单位", Value::Text("交警大队")),
    ("表扬单位", Value::Text("石鼓镇")),
];
