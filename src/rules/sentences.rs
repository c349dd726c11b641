//! "本季度共受理留言4件，已办结4件，无超期件。" What a sentence beside the tables tells in numbers.
//!
//! In: one text, and the words of `sentences.toml`. Out: [`Told`]: what it is about, the figures that were read, and whether every word
//! of it was understood. A verb with one number (or with a word of nothing) in the same clause is a figure; all else is left unread.
//! What becomes of such figures is decided elsewhere: a sentence is never a cell of a table.

use super::numbering::numbered;
use super::numerals::read_number;
use super::periods::{PeriodWords, find_periods};
use super::private::PrivateWords;
use crate::field::{Field, Form};
use crate::fold::fold;
use serde::{Deserialize, Serialize};

/// Words of sentences that tell figures.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SentenceWords {
    verbs: Vec<Verb>,
    objects: Vec<Object>,
    skipped: List,
    nothing: List,
    all: List,
    rates: List,
    measures: List,
    asks: List,
    /// What is to be done about messages: no figure of what was done.
    due: List,
    /// Every word with what it says, ready to compare: by first character, of one character the longest first.
    #[serde(skip)]
    known: Vec<(Vec<char>, Piece)>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Verb {
    field: Field,
    words: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Object {
    form: Form,
    words: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    words: Vec<String>,
}

/// What a sentence tells in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// What it is about; `None` where it speaks of posts or updates and does not say of which.
    pub form: Option<Form>,
    /// Each figure that was read, with the clause that it stands in.
    pub figures: Vec<(Field, u64, String)>,
    /// Whether everything in it was understood, and no figure was told twice.
    pub whole: bool,
}

/// One piece of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Verb(Field),
    Object(Form),
    Number(u64, bool),
    Nothing,
    All,
    Rate,
    Period,
    /// What is to be done, which is no figure.
    Due,
    Skipped,
    Unread,
}

/// Marks around a name in a clause.
const OPENS: char = '“';
const CLOSES: char = '”';

/// Names of website columns have no more characters.
const LONGEST: usize = 12;

/// A shorter text is a name or a heading, unless a number of things stands in it (更新5条).
const SHORTEST: usize = 5;

impl SentenceWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        let mut words: Self = super::embedded(include_str!("sentences.toml"));
        let mut known: Vec<(Vec<char>, Piece)> = Vec::new();
        let mut add = |list: &[String], piece| {
            known.extend(list.iter().map(|word| (fold(word).chars().collect(), piece)));
        };
        words.verbs.iter().for_each(|verb| add(&verb.words, Piece::Verb(verb.field)));
        words.objects.iter().for_each(|object| add(&object.words, Piece::Object(object.form)));
        add(&words.nothing.words, Piece::Nothing);
        add(&words.all.words, Piece::All);
        add(&words.rates.words, Piece::Rate);
        add(&words.due.words, Piece::Due);
        add(&words.skipped.words, Piece::Skipped);
        // Of one word in two lists the first counts.
        known.sort_by_key(|(word, _)| (word.first().copied(), std::cmp::Reverse(word.len())));
        words.known = known;
        words.measures.words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
    }

    /// What a text tells in numbers; `None` where it tells none, or asks for them.
    #[must_use]
    pub fn told(&self, text: &str, periods: &PeriodWords) -> Option<Told> {
        // 三、网民留言办理情况 is the third caption of a form.
        let key = fold(numbered(text).map_or(text, |(_, rest)| rest));
        let short = key.chars().count() < SHORTEST;
        if short && !key.contains(|c: char| c.is_ascii_digit())
            || self.asks.words.iter().any(|word| key.contains(word.as_str()))
        {
            return None;
        }
        let clauses: Vec<(&str, Vec<Piece>)> = key
            .split([',', ';', '。', '!', '\n'])
            .filter(|clause| !clause.is_empty())
            .map(|clause| (clause, self.pieces(clause, periods)))
            .collect();
        let all = || clauses.iter().flat_map(|(_, pieces)| pieces.iter().copied());
        let form = self.form(&all().collect::<Vec<_>>())?;
        let mut told = Told { form, figures: Vec::new(), whole: true };
        let mut counted = false;
        for (clause, pieces) in &clauses {
            counted |= pieces.iter().any(|p| matches!(p, Piece::Number(_, true)));
            told.take(clause, pieces);
        }
        told.finish();
        let figures = !told.figures.is_empty();
        (if short { counted && told.whole && figures } else { counted || told.whole && figures }).then_some(told)
    }

    /// What the pieces are about; outer `None` where they tell of nothing that is asked for.
    fn form(&self, pieces: &[Piece]) -> Option<Option<Form>> {
        let has = |wanted: &dyn Fn(&Piece) -> bool| pieces.iter().any(wanted);
        let named = self.objects.iter().map(|o| o.form).find(|form| has(&|p| *p == Piece::Object(*form)));
        let verbs = |fields: &[Field]| has(&|p| matches!(p, Piece::Verb(field) if fields.contains(field)));
        let handled = verbs(&[Field::Received, Field::Closed, Field::ClosedOnTime, Field::Overdue, Field::Open]);
        let forwards = [Field::Original, Field::Forwarded, Field::ForwardList];
        let updates = [Field::Actual, Field::Required];
        let made = verbs(&updates) || verbs(&forwards);
        match named {
            Some(Form::Messages) => (handled || has(&|p| matches!(p, Piece::Number(..)))).then_some(named),
            Some(_) if made => Some(named),
            None if verbs(&[Field::Closed, Field::Overdue]) && verbs(&[Field::Received]) => Some(Some(Form::Messages)),
            None if verbs(&forwards) => Some(Some(Form::Accounts)),
            None if verbs(&updates) => Some(None),
            _ => None,
        }
    }

    fn pieces(&self, clause: &str, periods: &PeriodWords) -> Vec<Piece> {
        let chars: Vec<char> = clause.chars().collect();
        let at_byte = |byte: usize| clause[..byte].chars().count();
        let spans: Vec<(usize, usize)> =
            find_periods(clause, periods).iter().map(|(_, r)| (at_byte(r.start), at_byte(r.end))).collect();
        let mut out = Vec::new();
        let mut at = 0;
        let mut quoted = false;
        while at < chars.len() {
            let (piece, length) = match spans.iter().find(|(start, _)| *start == at) {
                Some((start, end)) => (Piece::Period, end - start),
                None => self.piece(&chars[at..]),
            };
            quoted = chars[at] == OPENS || quoted && chars[at] != CLOSES;
            // Words of a name say nothing of what was done (“教育收费”).
            let in_name = quoted && !matches!(piece, Piece::Object(_) | Piece::Period);
            out.push(if in_name { Piece::Unread } else { piece });
            at += length.max(1);
        }
        out
    }

    fn piece(&self, rest: &[char]) -> (Piece, usize) {
        let number = read_number(rest).and_then(|(n, length)| Some((u64::try_from(n).ok()?, length)));
        let begins = self.known.partition_point(|(word, _)| word.first() < rest.first());
        let mut alike = self.known[begins..].iter().take_while(|(word, _)| word.first() == rest.first());
        let word = alike.find(|(word, _)| rest.starts_with(word));
        // 零 is a word of nothing and a number.
        let Some((n, length)) = number.filter(|(_, length)| word.is_none_or(|(word, _)| word.len() < *length)) else {
            return word.map_or((Piece::Unread, 1), |(word, piece)| (*piece, word.len()));
        };
        let behind = &rest[length..];
        if behind.starts_with(&['%']) {
            return (Piece::Rate, length + 1);
        }
        if behind.first().is_some_and(|c| *c == '.' || *c == '-') {
            return (Piece::Unread, length);
        }
        let measure =
            self.measures.words.iter().map(|m| m.chars().collect::<Vec<char>>()).find(|m| behind.starts_with(m));
        (Piece::Number(n, measure.is_some()), length + measure.map_or(0, |m| m.len()))
    }
}

impl Told {
    /// Takes the figure of one clause.
    fn take(&mut self, clause: &str, pieces: &[Piece]) {
        let verbs: Vec<Field> =
            pieces.iter().filter_map(|p| if let Piece::Verb(field) = p { Some(*field) } else { None }).collect();
        // A number alone is one of the clause where its verb stands right before it (受理数：3).
        let behind_verb = |i: usize| {
            let mut before = pieces[..i].iter().rev().skip_while(|p| **p == Piece::Skipped);
            matches!(before.next(), Some(Piece::Verb(_)))
        };
        let numbers: Vec<u64> = (0..pieces.len())
            .filter_map(|i| match pieces[i] {
                Piece::Number(n, measured) => (measured || behind_verb(i)).then_some(n),
                _ => None,
            })
            .collect();
        let stray = (0..pieces.len()).any(|i| matches!(pieces[i], Piece::Number(_, false)) && !behind_verb(i));
        let has = |piece: Piece| pieces.contains(&piece);
        let object = pieces.iter().any(|p| matches!(p, Piece::Object(_)));
        self.whole &= !has(Piece::Unread) && !has(Piece::Due) && !stray;
        if has(Piece::Due) {
            return;
        }
        let main = match self.form {
            Some(Form::Messages) => Field::Received,
            _ => Field::Actual,
        };
        // 12件留言全部办结: what was received, and as many closed.
        if let ([field], [n]) = (verbs.as_slice(), numbers.as_slice())
            && object
            && has(Piece::All)
            && *field == Field::Closed
            && main == Field::Received
            && self.count(main).is_none()
        {
            self.figures.push((main, *n, clause.to_owned()));
        }
        let figure = match (verbs.as_slice(), numbers.as_slice()) {
            ([field], [n]) if !has(Piece::Nothing) => Some((*field, *n)),
            ([field], []) if has(Piece::Nothing) => Some((*field, 0)),
            ([], [n]) if object && !has(Piece::Nothing) => Some((main, *n)),
            ([], []) if object && has(Piece::Nothing) => Some((main, 0)),
            ([field], []) if has(Piece::All) => self.count(main).map(|n| (*field, n)),
            ([], []) => return,
            // 办结率100% and nothing else.
            (_, []) if has(Piece::Rate) => return,
            _ => None,
        };
        match figure {
            Some((field, n)) => self.figures.push((field, n, clause.to_owned())),
            None => self.whole = false,
        }
    }

    /// The website column that the clause of a figure names in quotes, where the sentence is about them and nothing else is quoted.
    #[must_use]
    pub fn column_of<'c>(&self, clause: &'c str) -> Option<&'c str> {
        let (_, rest) = clause.split_once(OPENS).filter(|_| self.form == Some(Form::Columns))?;
        let (name, behind) = rest.split_once(CLOSES)?;
        let may_name = name.chars().nth(LONGEST).is_none() && !PrivateWords::get().may_be_somebody(name);
        (may_name && !behind.contains(OPENS)).then_some(name)
    }

    fn count(&self, field: Field) -> Option<u64> {
        self.figures.iter().find(|(f, ..)| *f == field).map(|(_, n, _)| *n)
    }

    /// A figure that is told twice, as month by month, is none of the whole time.
    fn finish(&mut self) {
        let twice =
            (0..self.figures.len()).any(|i| self.figures[..i].iter().any(|(field, ..)| *field == self.figures[i].0));
        self.whole &= !twice;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (Option<Form>, Vec<(Field, u64)>, bool);

    fn read(text: &str) -> Option<Read> {
        let told = SentenceWords::built_in().told(text, &PeriodWords::built_in())?;
        Some((told.form, told.figures.iter().map(|(field, n, _)| (*field, *n)).collect(), told.whole))
    }

    #[test]
    fn a_verb_and_a_number_are_a_figure() {
        let messages = Some(Form::Messages);
        let three = |a, b, c| vec![(Field::Received, a), (Field::Closed, b), (Field::Overdue, c)];
        assert_eq!(read("本季度共受理网民留言4件，已办结4件，无超期件。"), Some((messages, three(4, 4, 0), true)));
        assert_eq!(
            read("2024年一季度，我局收到留言十二条，回复11条，逾期1条。"),
            Some((messages, three(12, 11, 1), true))
        );
        assert_eq!(read("承办留言6件，全部办结，没有逾期。"), Some((messages, three(6, 6, 0), true)));
        assert_eq!(read("本季度12件网民留言全部办结，无超期。"), Some((messages, three(12, 12, 0), true)));
        assert_eq!(read("收到来信12件，已全部办结，无逾期"), Some((messages, three(12, 12, 0), true)));
        assert_eq!(read("受理数：3；办结数：3；逾期数：0"), Some((messages, three(3, 3, 0), true)));
        assert_eq!(read("留言3件，办结率100%，办结3件，无超期"), Some((messages, three(3, 3, 0), true)));
    }

    #[test]
    fn what_is_not_understood_is_said() {
        let whole = |text| read(text).map(|(_, _, whole)| whole);
        assert_eq!(whole("1月受理留言2件，2月受理留言3件"), Some(false));
        assert_eq!(whole("受理留言约4件，办结3件"), Some(false));
        assert_eq!(whole("受理留言4件，因协调部门较多办结3件"), Some(false));
        assert_eq!(whole("受理并办结留言4件"), Some(false));
        assert_eq!(whole("本季度无超期留言"), Some(true));
    }

    #[test]
    fn posts_and_updates_are_told_by_what_they_stand_on() {
        let accounts = Some(Form::Accounts);
        let figures = vec![(Field::Actual, 15), (Field::Forwarded, 8)];
        assert_eq!(read("微信公众号发布信息15条，转发8条。"), Some((accounts, figures, true)));
        assert_eq!(read("网站栏目更新25条。"), Some((Some(Form::Columns), vec![(Field::Actual, 25)], true)));
        assert_eq!(read("共发布信息25条。"), Some((None, vec![(Field::Actual, 25)], true)));
    }

    #[test]
    fn names_in_quotes_say_nothing_of_what_was_done() {
        let columns = |text: &str| -> Vec<(u64, Option<String>)> {
            let told = SentenceWords::built_in().told(text, &PeriodWords::built_in());
            let told = told.unwrap_or_else(|| panic!("{text}"));
            told.figures.iter().map(|(_, n, clause)| (*n, told.column_of(clause).map(str::to_owned))).collect()
        };
        let named = |n, name: &str| (n, Some(name.to_owned()));
        assert_eq!(
            columns("网站栏目更新情况如下。“校园动态”更新19条，“教育收费”更新3条，“办结公示”更新2条，其余更新4条。"),
            [named(19, "校园动态"), named(3, "教育收费"), named(2, "办结公示"), (4, None)]
        );
        assert_eq!(columns("公众号“办结之窗”发布信息12条。"), [(12, None)]);
    }

    #[test]
    fn what_is_required_is_not_what_was_done() {
        let columns = Some(Form::Columns);
        let figures = vec![(Field::Required, 12), (Field::Actual, 15)];
        assert_eq!(read("网站栏目应更新12条，实际更新15条。"), Some((columns, figures.clone(), true)));
        assert_eq!(read("网站栏目应更新数12条，已更新15条。"), Some((columns, figures, true)));
        let figures = vec![(Field::Actual, 15), (Field::ForwardList, 8), (Field::Forwarded, 6)];
        assert_eq!(read("公众号发布信息15条，应转载8条，已转载6条。"), Some((Some(Form::Accounts), figures, true)));
        let figures = vec![(Field::Received, 9), (Field::Closed, 5)];
        assert_eq!(read("受理留言9件，应办结7件，已办结5件。"), Some((Some(Form::Messages), figures, false)));
    }

    #[test]
    fn what_asks_or_tells_of_other_things_tells_no_figure() {
        assert_eq!(read("微信公众号每周更新不少于1条。"), None);
        assert_eq!(read("分管领导（签字）：  党政办主任（签字）："), None);
        assert_eq!(read("本季度召开会议3次，培训2次。"), None);
        assert_eq!(read("留言请及时办理。"), None);
        assert_eq!(read("三、网民留言办理情况"), None);
        assert_eq!(read("12345热线办理情况"), None);
        assert_eq!(read("网民留言办理情况（2024年1月至3月）"), None);
    }
}
