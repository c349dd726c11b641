//! Thousands of rosters with the names that bodies of counties really have: no name of one body is ever taken for another.

use super::names::{list_units, unit};
use std::collections::BTreeSet;
use std::time::Instant;
use tongbao::rules::Rules;
use tongbao::rules::roster::Unit;
use tongbao::settle::names::Names;

/// Bodies of a county: short name and what its full name ends in, without any place.
const BODIES: &[(&str, &str)] = &[
    ("政府办", "人民政府办公室"),
    ("发改局", "发展和改革局"),
    ("教育局", "教育局"),
    ("教体局", "教育体育局"),
    ("体育局", "体育局"),
    ("科技局", "科学技术局"),
    ("科工局", "科技和工业信息化局"),
    ("工信局", "工业和信息化局"),
    ("民宗局", "民族宗教事务局"),
    ("公安局", "公安局"),
    ("民政局", "民政局"),
    ("司法局", "司法局"),
    ("财政局", "财政局"),
    ("人社局", "人力资源和社会保障局"),
    ("自然资源局", "自然资源局"),
    ("资源规划局", "自然资源和规划局"),
    ("生态环境局", "生态环境局"),
    ("住建局", "住房和城乡建设局"),
    ("城建局", "城市建设局"),
    ("城监局", "城市建设监察局"),
    ("交通局", "交通运输局"),
    ("公路局", "公路管理局"),
    ("水利局", "水利局"),
    ("水务局", "水务局"),
    ("税务局", "税务局"),
    ("农业农村局", "农业农村局"),
    ("农牧局", "农牧局"),
    ("农机局", "农业机械管理局"),
    ("商务局", "商务局"),
    ("招商局", "招商局"),
    ("投促局", "投资促进局"),
    ("文旅局", "文化和旅游局"),
    ("文广局", "文化广电局"),
    ("旅游局", "旅游发展局"),
    ("卫健局", "卫生健康局"),
    ("医保局", "医疗保障局"),
    ("退役军人局", "退役军人事务局"),
    ("应急局", "应急管理局"),
    ("审计局", "审计局"),
    ("统计局", "统计局"),
    ("统建局", "统筹建设局"),
    ("市场监管局", "市场监督管理局"),
    ("行政审批局", "行政审批服务局"),
    ("政务服务局", "政务服务管理局"),
    ("大数据局", "大数据管理局"),
    ("城管局", "城市管理局"),
    ("综合执法局", "综合行政执法局"),
    ("机关事务局", "机关事务管理局"),
    ("信访局", "信访局"),
    ("乡村振兴局", "乡村振兴局"),
    ("林草局", "林业和草原局"),
    ("林业局", "林业局"),
    ("园林局", "园林绿化局"),
    ("粮食局", "粮食和物资储备局"),
    ("能源局", "能源局"),
    ("气象局", "气象局"),
    ("地震局", "地震局"),
    ("档案局", "档案局"),
    ("烟草局", "烟草专卖局"),
    ("金融局", "地方金融监督管理局"),
    ("国资局", "国有资产监督管理局"),
    ("住房保障局", "住房保障局"),
    ("房管局", "房产管理局"),
    ("环卫局", "环境卫生管理局"),
    ("医疗中心", "医疗急救中心"),
    ("人防办", "人民防空办公室"),
    ("编办", "机构编制委员会办公室"),
    ("地方志办", "地方志编纂办公室"),
    ("外事办", "外事侨务办公室"),
    ("招商办", "招商引资办公室"),
    ("总工会", "总工会"),
    ("妇联", "妇女联合会"),
    ("残联", "残疾人联合会"),
    ("文联", "文学艺术界联合会"),
    ("工商联", "工商业联合会"),
    ("侨联", "归国华侨联合会"),
    ("科协", "科学技术协会"),
    ("记协", "新闻工作者协会"),
    ("红十字会", "红十字会"),
    ("供销社", "供销合作社联合社"),
    ("融媒体中心", "融媒体中心"),
    ("政务中心", "政务服务中心"),
    ("疾控中心", "疾病预防控制中心"),
    ("公积金中心", "住房公积金管理中心"),
    ("指挥中心", "城市治理指挥中心"),
    ("法院", "人民法院"),
    ("检察院", "人民检察院"),
    ("消防大队", "消防救援大队"),
    ("交警大队", "公安局交通警察大队"),
    ("开发区管委会", "经济开发区管理委员会"),
    ("高新区管委会", "高新技术产业开发区管理委员会"),
    ("景区管委会", "风景名胜区管理委员会"),
    ("保税区管委会", "综合保税区管理委员会"),
    ("第一中学", "第一中学"),
    ("第二中学", "第二中学"),
    ("第十一中学", "第十一中学"),
    ("职教中心", "职业技术教育中心"),
    ("人民医院", "人民医院"),
    ("中医院", "中医医院"),
    ("妇幼保健院", "妇幼保健院"),
    ("供电公司", "供电公司"),
    ("城投公司", "城市建设投资有限公司"),
    ("水务公司", "水务投资有限公司"),
    ("农机站", "农业机械推广站"),
    ("农技站", "农业技术推广站"),
];

/// Names of streets and towns before their ending; several differ by one character only.
const STEMS: &[&str] = &[
    "城关",
    "城东",
    "城西",
    "东关",
    "西关",
    "南关",
    "北关",
    "东街",
    "西街",
    "中山路",
    "人民路",
    "人民西路",
    "解放",
    "和平",
    "新华",
    "石桥",
    "石门",
    "石鼓",
    "白塔",
    "白石",
    "青石",
    "大湖",
    "大河家",
    "太平",
    "太平庄",
    "三里庄",
    "五里庄",
    "马庄",
    "马家庄",
    "龙泉",
    "龙山",
    "金台",
    "金陵",
    "高新",
    "长安",
    "安乐",
    "永安",
    "上街",
    "下街",
    "桥南",
];

const STREETS: [(&str, &str); 3] = [("街道", "街道办事处"), ("镇", "镇人民政府"), ("乡", "乡人民政府")];

/// Places before the full names, and the level that the short names begin with.
pub(crate) const PLACES: [(&str, &str); 8] = [
    ("甲乙市丙丁区", "区"),
    ("甲州市丙丁区", "区"),
    ("甲乙省甲州市丁市", "市"),
    ("甲乙市市中区", "区"),
    ("甲乙盟丙丁旗", "旗"),
    ("丙丁土家族苗族自治县", "县"),
    ("甲乙市丙丁新区", "新区"),
    ("甲乙市甲乙县", "县"),
];

/// Bodies in an order that only the seed decides.
struct Draw(u64);

impl Draw {
    /// Steps of Knuth's MMIX generator; the high bits.
    fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 40).unwrap()
    }
}

/// All bodies of a place: every body, and every street, town and township.
pub(crate) fn bodies_of((place, level): (&str, &str), full: bool) -> Vec<Unit> {
    let with = |short: &str, long: &str| {
        let written = format!("{place}{long}");
        unit(short, if full { &written } else { "" }, &[], "")
    };
    let bodies = BODIES.iter().map(|(short, long)| with(&format!("{level}{short}"), long));
    let ended =
        STEMS.iter().flat_map(|stem| STREETS.map(|(short, long)| (format!("{stem}{short}"), format!("{stem}{long}"))));
    bodies.chain(ended.map(|(short, long)| with(&short, &long))).collect()
}

/// The canonical names of a unit.
pub(crate) fn names_of(unit: &Unit) -> impl Iterator<Item = &String> {
    unit.full_name.iter().chain([&unit.name])
}

#[test]
fn no_name_of_a_listed_body_means_another() {
    let mut rules = Rules::built_in();
    for place in PLACES {
        for full in [true, false] {
            let units = bodies_of(place, full);
            list_units(&mut rules, units.clone());
            let names = Names::of(&rules);
            for unit in &units {
                for name in names_of(unit) {
                    assert_eq!(names.unit(name).known().map(|m| m.used.as_str()), Some(unit.name.as_str()), "{name}");
                }
            }
        }
    }
}

/// What a way of matching makes of a name: the unit that it takes.
type Matcher<'a> = dyn Fn(&[Unit], &Names, &str) -> Option<String> + 'a;

#[test]
fn no_name_of_a_body_that_the_roster_lacks_means_another() {
    let begun = Instant::now();
    let (asked, wrong) = wrong_of(ROSTERS, &|_, names, name| names.unit(name).known().map(|m| m.used.clone()));
    println!("{ROSTERS} rosters, {asked} names, {:?}", begun.elapsed());
    assert!(asked > 10 * ROSTERS, "{asked}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_drawn_rosters_catch_ways_of_matching_that_merge_by_likeness() {
    let likeness = |units: &[Unit], _: &Names, name: &str| {
        let alike = |unit: &&Unit| names_of(unit).any(|own| strsim::osa_distance(own, name) <= 1);
        units.iter().find(alike).map(|unit| unit.name.clone())
    };
    let same_beginning = |units: &[Unit], _: &Names, name: &str| {
        let begins = |unit: &&Unit| names_of(unit).any(|own| own.chars().take(3).eq(name.chars().take(3)));
        units.iter().find(begins).map(|unit| unit.name.clone())
    };
    let ways: [&Matcher<'_>; 2] = [&likeness, &same_beginning];
    for way in ways {
        assert!(!wrong_of(200, way).1.is_empty(), "a property that nothing can break proves nothing");
    }
}

/// Names asked, and those of bodies that the roster lacks with the unit that `way` took them for.
fn wrong_of(wanted: usize, way: &Matcher<'_>) -> (usize, BTreeSet<(String, String)>) {
    let mut draw = Draw(7);
    let mut rules = Rules::built_in();
    let (mut asked, mut wrong) = (0, BTreeSet::new());
    for _ in 0..wanted {
        let full = !draw.next().is_multiple_of(4);
        let all = bodies_of(PLACES[draw.next() % PLACES.len()], full);
        let (mut listed, mut others) = (Vec::new(), Vec::new());
        for unit in all {
            match draw.next() % 32 {
                0 => listed.push(unit),
                1 => others.push(unit),
                _ => {}
            }
        }
        list_units(&mut rules, listed.clone());
        let names = Names::of(&rules);
        for unit in &listed {
            for name in names_of(unit) {
                asked += 1;
                assert_eq!(names.unit(name).known().map(|m| m.used.as_str()), Some(unit.name.as_str()), "{name}");
            }
        }
        for name in others.iter().flat_map(names_of) {
            asked += 1;
            wrong.extend(way(&listed, &names, name).map(|used| (name.clone(), used)));
        }
    }
    (asked, wrong)
}

/// Rosters drawn, of some seven units each: the fewer there are, the less keeps a guess in check.
const ROSTERS: usize = 2000;
