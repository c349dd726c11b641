//! "How do I call it?" The examples under the help of each command.
//!
//! In: nothing. Out: texts. What an option does stands on the option itself (`options`).

/// Under the help of the program.
pub(super) const ALL: &str = "\
示例：
  tongbao 收件                     汇总“收件”文件夹，附件工作簿生成在它旁边
  tongbao check 收件               先看看各单位的文件有什么问题
  tongbao remind 收件              给没有报的单位写好催报文字
  tongbao init 2023年二季度        为新的一期建好文件夹
  tongbao explain 附件.xlsx 附件3!F7   某个数是怎么来的
  tongbao verify 附件.xlsx 收件     重新计算，看有没有被改动
  tongbao run -h                   全部选项

退出状态：0 已生成，无需人工处理；1 已生成，有待核事项或未能使用的文件；2 未生成；130 已中断";

/// Under the help of `run`.
pub(super) const RUN: &str = "\
示例：
  tongbao 收件
  tongbao 收件 --period 2023Q1 --as-of 2023-04-18
  tongbao 收件 --roster 名录.xlsx -o 附件.xlsx --clean 附件（正式稿）.xlsx
  tongbao 收件 --json 结果.json -q
  tongbao 收件 --previous 2022年四季度……附件.xlsx   与上期比较，看上期的问题整改了没有

退出状态：0 已生成，无需人工处理；1 已生成，有待核事项或未能使用的文件；2 未生成；130 已中断";

/// Under the help of `check`.
pub(super) const CHECK: &str = "\
示例：
  tongbao check 收件
  tongbao check 某单位一季度报表.xlsx";

/// Under the help of `init`.
pub(super) const INIT: &str = "\
示例：
  tongbao init 2023年二季度
  tongbao init 2023年二季度 --from 一季度/收件              根据一季度报来的材料填好名录
  tongbao init 2023年二季度 --from 2023年一季度……附件.xlsx  根据一季度的附件工作簿填好名录

已有的文件一律不改动。填好的名录要核对：拿不准的都写在“备注”列，注明原文和位置。

退出状态：0 已建好；1 已建好，名录里有要核对的行，或有文件没有用上；2 没有建成";

/// Under the help of `remind`.
pub(super) const REMIND: &str = "\
示例：
  tongbao remind 收件
  tongbao remind 收件 -o 催报.txt

联系人、电话取自名录“单位”，期限取自名录“规则”的“报送期限”。

退出状态：0 都已报送；1 有单位需要催报；2 无法得出；130 已中断";

/// Under the help of `cells`.
pub(super) const CELLS: &str = "\
示例：
  tongbao cells 某单位一季度报表.xlsx
  tongbao cells 收件 > 单元格.jsonl

每个文件先列一行（状态、存疑之处、工作表），再逐行列出它的非空单元格。
单元格里的内容一律原样列出，包括公民的姓名、电话等个人信息：输出请勿转发。

退出状态：0 全部读出；1 有文件未能读取或有存疑之处；2 没有读出任何文件；130 已中断";

/// Under the help of `explain`.
pub(super) const EXPLAIN: &str = "\
示例：
  tongbao explain 附件.xlsx 附件3!F7      附件3里的一个数：原文、出处、规则、算式
  tongbao explain 附件.xlsx F12           第12项问题（编号见 JSON 报告）
  tongbao explain 附件.xlsx 问题清单!3    问题清单里序号为3的一项

只看工作簿本身，收件文件夹不在也行。

退出状态：0 已说明；1 已说明，但工作簿生成以后改动过；2 没有可说明的";

/// Under the help of `verify`.
pub(super) const VERIFY: &str = "\
示例：
  tongbao verify 附件.xlsx               收件文件夹在工作簿旁边
  tongbao verify 附件.xlsx D:\\一季度\\收件

退出状态：0 完全一致；1 有不同；2 没法核对";
