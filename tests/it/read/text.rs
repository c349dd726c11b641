//! Tables in text files: separated values, web pages, XML of 2003.

use super::{read, refusal, text, unbelievable, value};
use jiff::civil::date;
use tongbao::finding::{Foreign, Kind};
use tongbao::read::{Book, Value};

fn told(book: &Book) -> Vec<String> {
    book.sheets[0].cells().map(|(at, cell)| format!("{at}={}", cell.value.shown())).collect()
}

fn merges(book: &Book) -> Vec<String> {
    book.sheets[0].merges.iter().map(ToString::to_string).collect()
}

#[test]
fn separated_values_are_read_in_every_encoding_and_with_every_separator() {
    for separator in [",", "\t", ";"] {
        let written = ["单位,承办,办结", "甲局,12,11", "乙局,3,3"].join("\r\n").replace(',', separator);
        let utf16: Vec<u8> = written.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [
            written.clone().into_bytes(),
            [b"\xef\xbb\xbf", written.as_bytes()].concat(),
            [b"\xff\xfe", &utf16[..]].concat(),
            encoding_rs::GBK.encode(&written).0.into_owned(),
        ] {
            let book = read(&bytes).unwrap();
            assert_eq!((value(&book, "A2"), value(&book, "B2")), (text("甲局"), Some(Value::Number(12.0))));
            assert_eq!(
                (book.sheets[0].cells().count(), book.sheets[0].place.to_string()),
                (9, "某局/表.xlsx › 表".into())
            );
        }
    }
}

#[test]
fn values_keep_what_a_number_would_lose() {
    let book = read("a,0012,1.50,1e3,\"1,434\",=\"007\",610302199001011234, 5 ,-3,NaN\nb,c\n".as_bytes()).unwrap();
    let got: Vec<Value> = book.sheets[0].rows()[0].cells.iter().map(|(_, c)| c.value.clone()).collect();
    let t = |t: &str| Value::Text(t.to_owned());
    let n = Value::Number;
    let expected = [
        t("a"),
        t("0012"),
        t("1.50"),
        t("1e3"),
        t("1,434"),
        t("007"),
        t("610302199001011234"),
        n(5.0),
        n(-3.0),
        t("NaN"),
    ];
    assert_eq!(got, expected);
}

#[test]
fn quotes_line_breaks_and_empty_lines_keep_their_rows() {
    let book = read("sep=;\n单位;说明\n\n甲;\"一\n二\"\n\n乙;三\n".as_bytes()).unwrap();
    assert_eq!(told(&book), ["A1=单位", "B1=说明", "A3=甲", "B3=一\n二", "A5=乙", "B5=三"]);
    let open = read("单位,说明\n甲,\"一\n乙,二\n丙,三\n".as_bytes()).unwrap();
    assert_eq!(told(&open), ["A1=单位", "B1=说明", "A2=甲", "B2=\"一", "A3=乙", "B3=二", "A4=丙", "B4=三"]);
}

#[test]
fn prose_is_not_a_table() {
    let prose = "各镇人民政府：\n现将有关情况通报如下，请认真整改。\n联系人: 某某, 电话\n二〇二三年四月\n";
    assert_eq!(refusal(prose.as_bytes()), Kind::FileForeign { what: Foreign::Text });
}

#[test]
fn a_web_page_is_read_with_spans_unclosed_cells_and_what_stands_around() {
    let page = "<html><head><meta charset=gb2312><title>不显示</title><style>td{}</style></head><body>\
        <h2>2023年一季度&nbsp;统计表</h2><p>填报单位：甲局</p>\
        <table border=1><tr><th rowspan=2>单位<th colspan=2>数量\
        <tr><td>承办<td>办<br>结\
        <tr><td>甲局<td>12<td> 11 \
        <tr style='display: none'><td rowspan=9>乙局<td>1<td>1</table>\
        <p>填报人：某</p><table><tr><td>x<td>y</table>";
    for bytes in [page.as_bytes().to_vec(), encoding_rs::GBK.encode(page).0.into_owned()] {
        let book = read(&bytes).unwrap();
        let expected = [
            "A1=2023年一季度 统计表",
            "A2=填报单位：甲局",
            "A3=单位",
            "B3=数量",
            "B4=承办",
            "C4=办\n结",
            "A5=甲局",
            "B5=12",
            "C5=11",
            "A6=乙局",
            "B6=1",
            "C6=1",
            "A8=填报人：某",
            "A9=x",
            "B9=y",
        ];
        assert_eq!(told(&book), expected);
        assert_eq!(merges(&book), ["A3:A4", "B3:C3"]);
        assert_eq!(book.sheets[0].hidden_rows, [5]);
        assert_eq!(value(&book, "B5"), Some(Value::Number(12.0)));
    }
}

#[test]
fn a_table_around_tables_is_a_frame() {
    let page = "<table><tr><td>题目<table><tr><td>单位<td>数<tr><td>甲<td>1</table>尾注</td></tr></table>";
    assert_eq!(told(&read(page.as_bytes()).unwrap()), ["A2=题目", "A3=单位", "B3=数", "A4=甲", "B4=1", "A6=尾注"]);
}

#[test]
fn what_a_page_strikes_through_is_known_as_in_a_workbook() {
    let page = "<p><s>旧标题</s></p><table><tr><td>单位<td>数\
        <tr><td><del>甲</del><td><s>12</s> 15<tr style='text-decoration: line-through'><td>乙<td>3\
        <tr><td>丙<td><span style='TEXT-DECORATION:underline line-through'>4</span><tr><td>丁<td>5<strike> </strike></table>";
    let book = read(page.as_bytes()).unwrap();
    let sheet = &book.sheets[0];
    let struck: Vec<(String, Option<&str>)> =
        sheet.struck.iter().map(|s| (s.at.to_string(), s.part.as_deref())).collect();
    let whole = |at: &str| (at.to_owned(), None);
    // HTML, 15.3.4: s, strike and del are drawn with a line through them, as what the style asks for.
    assert_eq!(
        struck,
        [whole("A1"), whole("A3"), ("B3".to_owned(), Some("12")), whole("A4"), whole("B4"), whole("B5")]
    );
    assert_eq!((value(&book, "B3"), value(&book, "B4")), (text("15"), Some(Value::Number(3.0))));
    assert_eq!(value(&book, "B6"), Some(Value::Number(5.0)));
}

#[test]
fn style_sheets_of_a_page_strike_through_as_excel_writes_them() {
    let page = "<html><head><style><!--table\n\t{mso-displayed-decimal-separator:\"\\.\";}\n.font5\n\t{color:red;\n\ttext-decoration:line-through;}\n\
        .xl65\n\t{mso-style-parent:style0;\n\ttext-decoration:line-through;}\n.xl66\n\t{text-decoration:none;}\n--></style></head><body>\
        <table><tr><td>单位<td>数<tr><td class=xl66>甲<td class=xl65>12<tr class=XL65><td>乙<td>3\
        <tr><td>丙<td class=xl66><font class=\"font5\">12</font><font class=font6> 15</font></table>";
    let book = read(page.as_bytes()).unwrap();
    let struck = book.sheets[0].struck.iter().map(|s| format!("{} {}", s.at, s.part.as_deref().unwrap_or("whole")));
    assert_eq!(struck.collect::<Vec<_>>(), ["B2 whole", "A3 whole", "B3 whole", "B4 12"]);
    assert_eq!((value(&book, "B2"), value(&book, "B4")), (Some(Value::Number(12.0)), text("15")));
}

#[test]
fn a_page_of_hostile_spans_and_depth_costs_nothing() {
    let wide = format!("<table><tr>{}</table>", "<td colspan=99999999 rowspan=99999999>1".repeat(20));
    assert!(matches!(refusal(wide.as_bytes()), Kind::FileCorrupt { .. }));
    let deep = format!("{}1<td>2{}", "<table><tr><td>".repeat(3000), "</table>".repeat(3000));
    assert_eq!(read(deep.as_bytes()).unwrap().sheets[0].cells().count(), 2);
    assert_eq!(refusal(b"<html><frameset><frame src='sheet001.htm'></frameset></html>"), Kind::BookEmpty);
    let mail = b"MIME-Version: 1.0\r\nContent-Type: multipart/related";
    assert_eq!(refusal(mail), Kind::FileForeign { what: Foreign::Mhtml });
}

const XML: &str = r#"<?xml version="1.0" encoding="GB2312"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
 <DocumentProperties xmlns="urn:schemas-microsoft-com:office:office"><LastSaved>2023-04-03T08:30:00Z</LastSaved></DocumentProperties>
 <Worksheet ss:Name="1月"><Table>
  <Column ss:Width="60"/><Column ss:Hidden="1" ss:Span="1"/><Column ss:Index="9" ss:Hidden="1"/>
  <Row><Cell ss:MergeAcross="2"><Data ss:Type="String">统计表</Data></Cell><Cell><Data ss:Type="Number">7</Data></Cell></Row>
  <Row ss:Index="4" ss:Hidden="1">
   <Cell><Data ss:Type="String">甲 &amp; &#20057;</Data><Comment><ss:Data>批注</ss:Data></Comment></Cell>
   <Cell ss:Index="3" ss:Formula="=1+2"><Data ss:Type="Number">3</Data></Cell>
   <Cell ss:Formula="=1+2"/><Cell><Data ss:Type="DateTime">2023-04-18T00:00:00.000</Data></Cell>
   <Cell><Data ss:Type="Error">#REF!</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell>
   <Cell><Data ss:Type="Number">十二</Data></Cell>
  </Row>
  <Row ss:Span="2"/><Row><Cell><ss:Data ss:Type="String"><B>粗</B>细</ss:Data></Cell></Row>
 </Table></Worksheet>
 <Worksheet ss:Name="2月"><Table><Row><Cell><Data ss:Type="String">乙</Data></Cell></Row></Table>
  <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
</Workbook>"#;

#[test]
fn xml_of_2003_tells_percentages_by_their_styles_and_rows_that_a_filter_hides() {
    let book = read(
        r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
         <Styles><Style ss:ID="a"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="b" ss:Parent="a"/>
          <Style ss:ID="c" ss:Parent="a"><NumberFormat ss:Format="0"/></Style><Style ss:ID="d"><NumberFormat ss:Format="0.0%"/></Style></Styles>
         <Worksheet ss:Name="1"><Table><Column/><Column ss:StyleID="d"/>
          <Row><Cell ss:StyleID="b"><Data ss:Type="Number">1</Data></Cell><Cell><Data ss:Type="Number">0.5</Data></Cell>
           <Cell ss:StyleID="c"><Data ss:Type="Number">1</Data></Cell></Row>
          <Row ss:StyleID="a" ss:Hidden="1"><Cell><Data ss:Type="Number">2</Data></Cell><Cell ss:StyleID="c"><Data ss:Type="Number">3</Data></Cell></Row>
         </Table><AutoFilter x:Range="R1C1:R2C3" xmlns:x="urn:schemas-microsoft-com:office:excel"><AutoFilterColumn x:Type="NonBlanks"/></AutoFilter>
         </Worksheet></Workbook>"#
            .as_bytes(),
    )
    .unwrap();
    assert_eq!(told(&book), ["A1=100%", "B1=50%", "C1=1", "A2=200%", "B2=3"]);
    assert!(book.sheets[0].filtered);
}

#[test]
fn xml_of_2003_is_read_with_its_positions_and_types() {
    for bytes in [XML.as_bytes().to_vec(), encoding_rs::GBK.encode(XML).0.into_owned()] {
        let book = read(&bytes).unwrap();
        assert_eq!(book.saved, Some(date(2023, 4, 3).at(8, 30, 0, 0)));
        let expected = [
            "A1=统计表",
            "D1=7",
            "A4=甲 & 乙",
            "C4=3",
            "D4=",
            "E4=2023-04-18",
            "F4=#REF!",
            "G4=TRUE",
            "H4=十二",
            "A8=粗细",
        ];
        assert_eq!(told(&book), expected);
        assert_eq!((value(&book, "D4"), value(&book, "H4")), (Some(Value::Uncalculated), unbelievable("十二")));
        assert_eq!(value(&book, "E4"), Some(Value::Date(date(2023, 4, 18).at(0, 0, 0, 0))));
        let sheet = &book.sheets[0];
        assert_eq!(
            (merges(&book), &sheet.hidden_rows[..], &sheet.hidden_columns[..]),
            (vec!["A1:C1".into()], &[3][..], &[1, 2, 8][..])
        );
        let names: Vec<(String, bool)> = book.sheets.iter().map(|s| (s.place.to_string(), s.hidden)).collect();
        assert_eq!(names, [("某局/表.xlsx › 1月".into(), false), ("某局/表.xlsx › 2月".into(), true)]);
    }
    let cut = &XML.as_bytes()[..XML.len() - 30];
    assert!(matches!(refusal(cut), Kind::FileCorrupt { .. }));
}
