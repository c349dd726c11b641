//! "Which looks of this page cross things out?" The style sheets that stand in a web page, as far as they strike text through.
//!
//! In: the tree of a page. Out: whether an element is struck through by them. Of a selector only what it asks of the element itself counts
//! (its name, id and classes), of rules that contradict each other the one that strikes: what is crossed out too often is asked about, what
//! too seldom would be a wrong figure. Style sheets outside the page are not fetched.

use super::package::corrupt;
use crate::finding::Kind;
use scraper::Html;
use scraper::node::Element;
use std::collections::HashSet;

/// Selectors with several conditions, each of which is tried on each element. Programs write none or a handful that strike.
const MOST: usize = 64;

/// The selectors of a page that strike their elements through.
#[derive(Debug, Default)]
pub(super) struct Strikes {
    /// Conditions that suffice alone: `td`, `.xl65`, `#a`, or `*`.
    alone: HashSet<String>,
    /// Conditions that must all hold.
    together: Vec<Vec<String>>,
}

impl Strikes {
    /// Those of all style sheets in the page.
    ///
    /// # Errors
    /// More selectors than any program writes.
    pub(super) fn of(page: &Html) -> Result<Self, Kind> {
        let mut found = Self::default();
        for node in page.tree.nodes().filter(|node| node.value().as_element().is_some_and(|e| e.name() == "style")) {
            let texts = node.children().filter_map(|child| child.value().as_text());
            found.sheet(&texts.map(|text| &**text).collect::<String>().to_ascii_lowercase());
            if found.together.len() > MOST {
                return Err(corrupt(format!("more than {MOST} styles of several conditions")));
            }
        }
        Ok(found)
    }

    /// Whether an element is struck through by a style sheet.
    pub(super) fn of_element(&self, element: &Element) -> bool {
        if self.alone.is_empty() && self.together.is_empty() {
            return false;
        }
        let mut own: HashSet<String> =
            element.classes().map(|class| format!(".{}", class.to_ascii_lowercase())).collect();
        own.insert(element.name().to_owned());
        own.insert("*".to_owned());
        own.extend(element.id().map(|id| format!("#{}", id.to_ascii_lowercase())));
        own.iter().any(|condition| self.alone.contains(condition))
            || self.together.iter().any(|all| all.iter().all(|condition| own.contains(condition)))
    }

    fn sheet(&mut self, css: &str) {
        let css = without_remarks(css);
        // Rules inside of `@media { … }` stand between two opening braces: what is before the last one is of no account.
        for rule in css.split('}') {
            let Some((before, declarations)) = rule.rsplit_once('{') else { continue };
            if strikes_through(declarations) {
                let selectors = without_brackets(before.rsplit(['{', ';']).next().unwrap_or_default());
                selectors.split(',').for_each(|selector| self.selector(selector.trim()));
            }
        }
    }

    fn selector(&mut self, selector: &str) {
        // What stands behind the last blank or sign asks something of the element itself.
        let last = selector.rsplit([' ', '\t', '\r', '\n', '>', '+', '~']).next().unwrap_or_default();
        if last.is_empty() || last.starts_with('@') || PASSING.iter().any(|state| last.contains(state)) {
            return;
        }
        let last = last.split(':').next().unwrap_or_default();
        let mut conditions: Vec<String> = Vec::new();
        for c in last.chars() {
            if matches!(c, '.' | '#') || conditions.is_empty() {
                conditions.push(String::new());
            }
            if let Some(open) = conditions.last_mut() {
                open.push(c);
            }
        }
        conditions.retain(|condition| condition != "*");
        match conditions.len() {
            0 => drop(self.alone.insert("*".to_owned())),
            1 => self.alone.extend(conditions),
            _ if self.together.len() > MOST || self.together.contains(&conditions) => {}
            _ => self.together.push(conditions),
        }
    }
}

/// States that pass, and what only seems to be an element.
const PASSING: [&str; 7] = [":hover", ":active", ":focus", ":visited", ":before", ":after", ":target"];

/// Selectors without what they ask of attributes or of other selectors.
fn without_brackets(selectors: &str) -> String {
    let mut open = 0usize;
    let outside = |c: &char| {
        open = if matches!(c, '[' | '(') { open + 1 } else { open };
        let stays = open == 0;
        open = if matches!(c, ']' | ')') { open.saturating_sub(1) } else { open };
        stays
    };
    selectors.chars().filter(outside).collect()
}

/// Whether declarations, as a style sheet or an element has them, draw a line through text.
pub(super) fn strikes_through(declarations: &str) -> bool {
    declarations.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(property, value)| {
        let (property, value) = (property.trim().to_ascii_lowercase(), value.to_ascii_lowercase());
        match property.as_str() {
            "text-decoration" | "text-decoration-line" => value.contains("line-through"),
            // As Word and Excel call some lines that browsers do not know.
            "text-line-through" => !value.contains("none"),
            _ => false,
        }
    })
}

/// Style sheets stand in remarks of HTML, for browsers that know none.
fn without_remarks(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, remark)) = rest.split_once("/*") {
        out.push_str(before);
        rest = remark.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.replace("<!--", " ").replace("-->", " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use scraper::node::Node;

    fn struck(css: &str, element: &str) -> bool {
        let page = Html::parse_document(&format!("<style>{css}</style><body>{element}"));
        let strikes = Strikes::of(&page).unwrap();
        page.tree.values().filter_map(Node::as_element).any(|element| strikes.of_element(element))
    }

    #[test]
    fn selectors_ask_for_names_ids_and_classes_of_the_element() {
        let line = "{color:red; TEXT-DECORATION: underline line-through}";
        for (selector, element) in [
            (".xl65", "<p class='a XL65'>"),
            ("p.a.b", "<p class='b a'>"),
            ("#x", "<p id=x>"),
            ("td, div > p", "<p>"),
            ("*", "<p>"),
            ("p:first-child", "<p>"),
            ("p[title='a, b']:not(.c, .d)", "<p>"),
            ("<!-- /* } */ .a", "<p class=a>"),
            ("@page {margin:1cm} @media screen { .b{} .a", "<p class=a>"),
            ("@import url(a.css); .a", "<p class=a>"),
        ] {
            assert!(struck(&format!("{selector} {line}"), element), "{selector}");
        }
        for (selector, element) in
            [(".xl65", "<p class=xl6>"), ("p.a", "<b class=a>"), ("a:hover", "<a>"), ("p b", "<p>"), ("@page", "<p>")]
        {
            assert!(!struck(&format!("{selector} {line}"), element), "{selector}");
        }
    }

    #[test]
    fn declarations_strike_by_their_property_and_value() {
        assert!(strikes_through("mso-x:1;text-decoration-line:line-through"));
        assert!(strikes_through("text-line-through:double"));
        assert!(!strikes_through("text-decoration:none;text-line-through:none"));
        assert!(!strikes_through("font-family:line-through"));
    }

    #[test]
    fn a_page_of_endless_conditions_is_refused() {
        let css: String = (0..100_000).map(|n| format!("p.a{n}{{text-decoration:line-through}}")).collect();
        assert!(Strikes::of(&Html::parse_document(&format!("<style>{css}</style>"))).is_err());
    }
}
