//! "Is this row data?" Words of total, remark, signature and other rows, and of lines around a table.
//!
//! In: `rows.toml`. Out: yes-or-no answers about one folded text. Which row of a table is asked, and what follows, is decided in
//! `recognize`.

pub use blanks::BlankSays;
pub use strokes::Stopped;

use super::finder::Chars;
use super::folded::FoldedWords;
use super::headings::HeadingWords;
use crate::field::Form;
use blanks::BlankWords;
use serde::Deserialize;

/// Words of rows and of lines around a table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowWords {
    totals: FoldedWords,
    total_ends: FoldedWords,
    total_heads: FoldedWords,
    both_sides: FoldedWords,
    month_parts: FoldedWords,
    compared: FoldedWords,
    compared_starts: FoldedWords,
    compared_stems: FoldedWords,
    compared_tails: FoldedWords,
    compared_notes: FoldedWords,
    compared_before: FoldedWords,
    remarks: FoldedWords,
    remark_ends: FoldedWords,
    samples: FoldedWords,
    placeholders: FoldedWords,
    parts: FoldedWords,
    /// Runs of column letters, each in its order.
    letters: FoldedWords,
    marks: FoldedWords,
    no_account: FoldedWords,
    kinds: FoldedWords,
    rooms: FoldedWords,
    /// Headings over the bare numbers of months.
    month_heads: FoldedWords,
    /// Numerals that number groups (一、).
    orders: FoldedWords,
    /// What titles of forms end with (统计表, 台账).
    titles: FoldedWords,
    account_titles: FoldedWords,
    /// Words behind the frequency that a group row names (每月更新的栏目), and those without one of which it is a name (动态类).
    rule_ends: FoldedWords,
    rule_words: FoldedWords,
    numerals: String,
    /// The same, ready to ask.
    #[serde(skip)]
    numeral_characters: Chars,
    /// Characters with which the words of some lists begin, ready to ask: most texts of a sheet begin otherwise.
    #[serde(skip)]
    starts: Starts,
    instructions: FoldedWords,
    explanations: FoldedWords,
    addresses: FoldedWords,
    labels: Labels,
    blank_is_zero: BlankWords,
    strokes: strokes::StrokeWords,
    stopped: strokes::StoppedWords,
    zeros: Zeros,
}

/// First characters of words; of totals the last ones too.
#[derive(Debug, Clone, Default)]
struct Starts {
    totals: Chars,
    total_ends: Chars,
    remarks: Chars,
    samples: Chars,
    placeholders: Chars,
    parts: Chars,
    marks: Chars,
    labels: Chars,
    month_heads: Chars,
    /// With which endings of labels of a period end.
    period_ends: Chars,
}

/// Words in front of a colon.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    unit: FoldedWords,
    filed: FoldedWords,
    period: FoldedWords,
    measure: FoldedWords,
    account: FoldedWords,
    account_type: FoldedWords,
    person: FoldedWords,
    /// Notes about stamps behind a label.
    stamps: FoldedWords,
    /// Endings of labels of a period that no list holds whole (自查时段), and what before them speaks of another time (整改期间).
    period_ends: FoldedWords,
    other_times: FoldedWords,
}

/// Words of a sentence that reports zero.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Zeros {
    report: FoldedWords,
    except: FoldedWords,
    nothing: FoldedWords,
    objects: Vec<ZeroObject>,
}

/// What a zero sentence may be about.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct ZeroObject {
    form: Form,
    words: FoldedWords,
}

/// What a word in front of a colon introduces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// The unit that files (填报单位).
    Unit,
    /// The day of filing.
    Filed,
    /// The period.
    Period,
    /// The unit of count (单位：条); also the unit itself, as its value tells.
    Measure,
    /// The account that a table is about.
    Account,
    /// Its type.
    AccountType,
    /// A person, a signature, a telephone.
    Person,
}

/// Longest sentence that can report zero: more is a report in prose.
const ZERO_LENGTH: usize = 60;

impl RowWords {
    /// The built-in words, folded once.
    #[must_use]
    pub fn built_in() -> Self {
        let mut words: Self = super::embedded(include_str!("rows.toml"));
        words.numeral_characters = [words.numerals.as_str()].into_iter().collect();
        words.starts = words.starts();
        words
    }

    fn starts(&self) -> Starts {
        let last = |list: &[String]| -> Chars {
            list.iter().filter_map(|w| w.get(w.len() - w.chars().last()?.len_utf8()..)).collect()
        };
        let labels = self.label_lists().flat_map(|(_, list)| list);
        Starts {
            totals: Chars::starting(self.totals.iter().chain(&self.total_ends)),
            total_ends: last(&self.total_ends),
            period_ends: last(&self.labels.period_ends),
            remarks: Chars::starting(&self.remarks),
            samples: Chars::starting(&self.samples),
            placeholders: Chars::starting(&self.placeholders),
            parts: Chars::starting(&self.parts),
            marks: Chars::starting(&self.marks),
            labels: Chars::starting(labels),
            month_heads: Chars::starting(&self.month_heads),
        }
    }

    /// Whether a name cell says that its row is a total.
    #[must_use]
    pub fn is_total(&self, key: &str) -> bool {
        let whole = key;
        let key = key.trim_matches(|c: char| matches!(c, ':' | '(' | ')'));
        if !(key.starts_with(|c| self.starts.totals.has(c)) || key.ends_with(|c| self.starts.total_ends.has(c)))
            || self.is_beside(whole)
        {
            return false;
        }
        self.totals.is(key)
            || key.chars().count() <= 10
                && self.total_ends.iter().any(|w| key.ends_with(w.as_str()) || key.starts_with(w.as_str()))
    }

    /// Whether a heading may stand over the total of what stands beside it; only its figures prove that it does.
    #[must_use]
    pub fn may_head_total(&self, key: &str) -> bool {
        self.is_total(key) || self.total_heads.iter().any(|word| key.ends_with(word.as_str()))
    }

    /// Whether a text opens a remark: a remark word alone or before a colon, a number or a bracket.
    #[must_use]
    pub fn is_remark(&self, key: &str) -> bool {
        let key = key.trim_start_matches(['(', '*', '※', '"']);
        let may = key.starts_with(|c| self.starts.remarks.has(c));
        may && self.remarks.iter().any(|w| {
            key.strip_prefix(w.as_str()).is_some_and(|rest| {
                rest.chars()
                    .next()
                    .is_none_or(|c| matches!(c, ':' | '、' | '.' | ',' | '(' | ')' | '。') || c.is_ascii_digit())
            })
        })
    }

    /// Whether a text ends as labels of remarks do (逾期及未办结原因), but for a note in brackets.
    #[must_use]
    pub fn ends_as_remark(&self, key: &str) -> bool {
        self.remark_ends.ends(key.split('(').next().unwrap_or(key).trim_end_matches(':'))
    }

    /// Whether a cell says that its row is an example: the word alone, in brackets, or before a colon.
    #[must_use]
    pub fn is_sample(&self, key: &str) -> bool {
        let bare = key.trim_start_matches('(');
        let may = bare.starts_with(|c| self.starts.samples.has(c));
        may && self.samples.iter().any(|w| {
            bare.strip_prefix(w.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', ')', '、', ',']))
        })
    }

    /// Whether a name cell holds a placeholder of the form (XX局, ××).
    #[must_use]
    pub fn is_placeholder(&self, key: &str) -> bool {
        key.contains(|c| self.starts.placeholders.has(c)) && self.placeholders.within(key)
    }

    /// Whether a name cell says that its row is a part of the row above.
    #[must_use]
    pub fn is_part(&self, key: &str) -> bool {
        key.starts_with(|c| self.starts.parts.has(c)) && self.parts.starts(key)
    }

    /// Whether a group of headings says that what stands below it are parts (其中).
    #[must_use]
    pub fn heads_parts(&self, key: &str) -> bool {
        self.is_part(key) || self.parts.iter().any(|w| w.trim_end_matches([':', ',', ' ']) == key)
    }

    /// Place of a column letter in its run, from zero (甲 0, 乙 1).
    #[must_use]
    pub fn letter(&self, key: &str) -> Option<usize> {
        let mut chars = key.chars();
        let (c, None) = (chars.next()?, chars.next()) else { return None };
        self.letters.iter().find_map(|run| run.chars().position(|l| l == c))
    }

    /// Whether a cell holds a mark instead of a figure (无, /, —).
    #[must_use]
    pub fn is_mark(&self, key: &str) -> bool {
        key.starts_with(|c| self.starts.marks.has(c)) && self.marks.is(key)
    }

    /// Whether a cell says in place of an account's name that there is none.
    #[must_use]
    pub fn is_no_account(&self, key: &str) -> bool {
        self.no_account.is(key)
    }

    /// Whether a heading stands over kinds of messages of one unit.
    #[must_use]
    pub fn heads_kinds(&self, key: &str) -> bool {
        self.kinds.within(key)
    }

    /// Whether a heading stands over rooms of one unit.
    #[must_use]
    pub fn heads_rooms(&self, key: &str) -> bool {
        self.rooms.within(key)
    }

    /// Whether a heading stands over months that are told by their numbers alone.
    #[must_use]
    pub fn heads_months(&self, key: &str) -> bool {
        key.starts_with(|c| self.starts.month_heads.has(c)) && self.month_heads.is(key)
    }

    /// Whether a text holds a figure in any writing, numerals in words included.
    #[must_use]
    pub fn has_figure(&self, key: &str) -> bool {
        key.chars().any(|c| c.is_ascii_digit() || self.numeral_characters.has(c))
    }

    /// Whether a text starts with the number of a group (一、 （二） 三.).
    #[must_use]
    pub fn is_numbered(&self, key: &str) -> bool {
        let bare = key.trim_start_matches('(');
        self.orders.iter().any(|w| {
            bare.strip_prefix(w.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['、', ')', '.', ',']))
        })
    }

    /// Whether a text ends as titles of forms do, be it before a note in brackets.
    #[must_use]
    pub fn ends_as_title(&self, key: &str) -> bool {
        let bare = key.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).map_or(key, |(title, _)| title);
        self.titles.ends(bare)
    }

    /// Whether a text that names an account may be a title, not a sentence about it.
    #[must_use]
    pub fn may_title_account(&self, key: &str) -> bool {
        self.ends_as_title(key) || self.account_titles.ends(key)
    }

    /// A piece of a group row without the words behind its frequency.
    #[must_use]
    pub fn without_rule_ends<'p>(&self, piece: &'p str) -> &'p str {
        let mut piece = piece;
        while let Some(rest) = self.rule_ends.iter().find_map(|end| piece.strip_suffix(end.as_str())) {
            piece = rest;
        }
        piece
    }

    /// Whether a piece of a group row may say a frequency: a name such as 动态类 or 季度 does not, though its words are those of one.
    #[must_use]
    pub fn may_rule(&self, piece: &str) -> bool {
        piece.chars().any(|c| c.is_ascii_digit()) || self.rule_words.within(piece)
    }

    /// Whether a sentence tells how to fill in the form.
    #[must_use]
    pub fn is_instruction(&self, key: &str) -> bool {
        self.instructions.within(key)
    }

    /// Whether a heading stands over explanations, so that its table is a guide.
    #[must_use]
    pub fn is_explanation(&self, key: &str) -> bool {
        self.explanations.is(key)
    }

    /// Whether a text before a colon addresses its readers (各单位:) instead of introducing something.
    #[must_use]
    pub fn is_address(&self, before: &str) -> bool {
        self.addresses.ends(before)
    }

    /// Label and value of a text that introduces something itself (账号名称:某某); `其中:原创` and `更新数:条` do not.
    #[must_use]
    pub fn said<'k>(&self, key: &'k str, headings: &HeadingWords) -> Option<(&'k str, &'k str)> {
        let (label, value) = key.split_once(':')?;
        let is_measure = headings.without_measure(value.trim_matches(['(', ')'])).is_empty();
        (!label.is_empty() && !value.is_empty() && !is_measure && !self.is_part(key)).then_some((label, value))
    }

    /// The form that a sentence reports zero for: `Some(None)` when it does not say which; `None` when it is no such sentence.
    #[must_use]
    pub fn zero_report(&self, key: &str) -> Option<Option<Form>> {
        let tells = self.zeros.except.within(key);
        if tells || key.chars().count() > ZERO_LENGTH || self.is_instruction(key) {
            return None;
        }
        let about =
            self.zeros.objects.iter().find(|o| o.words.iter().any(|w| key.contains(w.as_str()))).map(|o| o.form);
        let reports = self.zeros.report.within(key);
        if reports {
            return Some(about);
        }
        let form = about?;
        let object = self.zeros.objects.iter().filter(|o| o.form == form).flat_map(|o| &o.words);
        // The word of nothing stands before its object (无留言), not somewhere behind it (留言均无误).
        let nothing = self.zeros.nothing.iter().filter_map(|w| key.find(w.as_str())).min()?;
        object.filter_map(|w| key.rfind(w.as_str())).any(|at| at > nothing).then_some(Some(form))
    }
}

mod asked;
mod blanks;
mod compared;
mod labels;
mod strokes;
#[cfg(test)]
mod tests;
