//! Words of a new working folder: its files, and what is said of them.

/// Name of the leaflet in a new working folder.
pub const LEAFLET_NAME: &str = "说明.txt";
/// Name of the batch file in a new working folder.
pub const DROP_NAME: &str = "拖到这里.bat";

/// The leaflet in a new working folder.
pub const LEAFLET: &str = "\
怎样使用
========

1. 打开“名录.xlsx”，填写本次应报单位、栏目、账号和规则（每张表都有填写说明）。
   没有名录也能汇总，但无法核对哪些单位没有报送。
2. 把各单位报来的文件放进“收件”文件夹。文件名、表格样式不用统一，可以建子文件夹。
3. 把“收件”文件夹拖到“拖到这里.bat”上（tongbao.exe 要和它放在一起），
   或者在命令行里输入：tongbao 收件
4. 生成的“……政府网站及政务新媒体检查结果附件.xlsx”就在这个文件夹里。
   先看“概览”；有“待核事项”工作表时，按它逐项处理后再运行一次。

程序不联网，不改动各单位报来的文件；再次运行时，原来生成的工作簿另存为“（旧版1）”。
";

/// The batch file: ASCII only, because a batch file in UTF-8 breaks Chinese arguments.
#[must_use]
pub fn drop_here() -> String {
    "@echo off\r\n\"%~dp0tongbao.exe\" %*\r\npause\r\n".to_owned()
}

/// One thing that `init` made or found.
#[must_use]
pub fn laid(path: &str, new: bool) -> String {
    if new { format!("已建立  {path}") } else { format!("已存在，未改动  {path}") }
}

/// What to do after `init`.
#[must_use]
pub fn after_init(inbox: &str) -> String {
    format!("下一步：填写名录，把各单位的文件放进“{inbox}”，再运行  tongbao {inbox}")
}
