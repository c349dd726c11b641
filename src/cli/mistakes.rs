//! "That cannot be done, did you mean this?" What is said to a mistake in the call.
//!
//! In: clap's error, or a mistake found by `cli` itself. Out: an [`Answer`] in plain words. It reads no argument itself.

use super::{Answer, SUBCOMMANDS, command};
use crate::exit::Exit;
use crate::wording::usage::{self, Usage};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// Refuses the call; the help of `command` (none = the whole program's) is pointed to.
pub(super) fn refuse(mistake: &Usage, command: &str) -> Answer {
    Answer { text: usage::sentence(mistake, command), exit: Exit::NotMade }
}

/// Puts clap's answer to these words into plain words.
pub(super) fn answer(error: &clap::Error, words: &[OsString]) -> Answer {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(s)) => Some(s.clone()),
        Some(ContextValue::Strings(s)) => s.first().cloned(),
        _ => None,
    };
    // clap adds the value's name: `--jobs <…>`.
    let option = || {
        let whole = text(ContextKind::InvalidArg).unwrap_or_default();
        whole.split(" <").next().unwrap_or_default().to_owned()
    };
    let written = || text(ContextKind::InvalidValue).unwrap_or_default();
    let mistake = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            return Answer { text: error.render().ansi().to_string(), exit: Exit::Made };
        }
        ErrorKind::UnknownArgument => {
            let written = option();
            let nearest = text(ContextKind::SuggestedArg).or_else(|| nearest_option(&written));
            Usage::OptionUnknown { written, nearest }
        }
        ErrorKind::InvalidValue if written().is_empty() => Usage::ValueMissing { option: option() },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            Usage::ValueBad { option: option(), written: written() }
        }
        ErrorKind::ArgumentConflict if text(ContextKind::PriorArg).is_none_or(|p| p == option()) => {
            Usage::OptionTwice { option: option() }
        }
        ErrorKind::ArgumentConflict => {
            Usage::Conflict { one: option(), other: text(ContextKind::PriorArg).unwrap_or_default() }
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => Usage::ValueUnwanted { option: option() },
        ErrorKind::MissingRequiredArgument => {
            let missing = match error.get(ContextKind::InvalidArg) {
                Some(ContextValue::Strings(missing)) => missing.clone(),
                _ => Vec::new(),
            };
            Usage::Missing { missing: missing.iter().map(|m| bare(m)).collect() }
        }
        _ => Usage::Unclear,
    };
    let command = words.get(1).and_then(|w| w.to_str()).filter(|w| SUBCOMMANDS.contains(w) && *w != "run");
    refuse(&mistake, command.unwrap_or_default())
}

/// The name of an argument without clap's brackets.
fn bare(argument: &str) -> String {
    argument.split(['<', '>']).nth(1).unwrap_or(argument).to_owned()
}

/// The option that was probably meant: clap compares letters, this also forgives `_` and upper case.
fn nearest_option(written: &str) -> Option<String> {
    let plain = written.split('=').next().unwrap_or(written).replace('_', "-").to_lowercase();
    let command = command();
    let mut names: Vec<(usize, String)> = command
        .get_subcommands()
        .flat_map(clap::Command::get_arguments)
        .filter_map(|a| a.get_long())
        .map(|l| (strsim::osa_distance(&format!("--{l}"), &plain), format!("--{l}")))
        .filter(|(distance, _)| *distance <= 2)
        .collect();
    names.sort();
    names.into_iter().next().map(|(_, name)| name)
}
