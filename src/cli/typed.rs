//! "What did they mean to type?" Words as keyboards and chat programs change them.
//!
//! In: the words behind the program's name. Out: the same with dashes of options in their plain form, and whether somebody only
//! asks for help. A word that is the name of something on the disk is never changed.

use crate::fold::fold_width;
use std::ffi::OsString;
use std::path::Path;

/// Dashes that input methods and word processors make of a hyphen, folded to one width.
const DASHES: [char; 8] = ['-', '—', '–', '―', '−', '‐', '‑', 'ー'];
/// What asks for help beside the options that say so.
const HELP: [&str; 8] = ["help", "?", "/?", "-?", "/h", "/help", "-help", "h"];

/// Options with plain dashes.
pub(super) fn plain_dashes(word: OsString) -> OsString {
    let Some(text) = word.to_str().filter(|text| !text.starts_with("--") && !Path::new(text).exists()) else {
        return word;
    };
    let folded = fold_width(text);
    let bare = folded.trim_start_matches(DASHES);
    let dashes = folded.chars().count() - bare.chars().count();
    let name = bare.split('=').next().unwrap_or(bare);
    let is_option = dashes > 0 && !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    // A hyphen alone stays as it is: `-o` and mistakes such as `-ou`.
    if !is_option || (dashes == 1 && text.starts_with('-')) {
        return word;
    }
    if name.chars().count() == 1 { format!("-{bare}").into() } else { format!("--{bare}").into() }
}

/// Whether the first word asks for help; `called` is how the command is called in the clerk's language.
pub(super) fn asks_for_help(word: &str, called: &str) -> bool {
    let folded = fold_width(word).to_lowercase();
    (HELP.contains(&folded.as_str()) || word == called) && !Path::new(word).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_of_every_kind_begin_an_option() {
        for (typed, meant) in [
            ("——period", "--period"),
            ("—period", "--period"),
            ("－－period", "--period"),
            ("–o", "-o"),
            ("－o", "-o"),
            ("—json=x.json", "--json=x.json"),
            ("--period", "--period"),
            ("-o", "-o"),
            ("-", "-"),
            ("-x1", "-x1"),
            ("—收件", "—收件"),
            ("收件", "收件"),
        ] {
            assert_eq!(plain_dashes(typed.into()), OsString::from(meant), "{typed}");
        }
    }

    #[test]
    fn help_is_asked_for_in_many_ways() {
        for word in ["help", "?", "？", "/?", "-？", "HELP", "帮助"] {
            assert!(asks_for_help(word, "帮助"), "{word}");
        }
        assert!(!asks_for_help("收件", "帮助"));
    }
}
