//! "These are its words." The characters that an event of XML stands for.
//!
//! In: an event. Out: its characters, entities resolved, or nothing for what is no text. It knows no vocabulary.

use super::package::corrupt;
use crate::finding::Kind;
use quick_xml::events::Event;
use std::borrow::Cow;

/// The characters of text, CDATA or a reference.
///
/// # Errors
/// A reference that the standard does not know: nothing is ever expanded.
pub(super) fn characters<'e>(event: &'e Event<'_>) -> Result<Option<Cow<'e, str>>, Kind> {
    Ok(Some(match event {
        Event::Text(text) => text.xml10_content(),
        Event::CData(text) => text.xml10_content(),
        Event::GeneralRef(name) => match name.resolve_char_ref().map_err(corrupt)? {
            Some(c) => Cow::Owned(c.to_string()),
            None => {
                let known = quick_xml::escape::resolve_predefined_entity(name);
                Cow::Borrowed(known.ok_or_else(|| corrupt("an unknown entity"))?)
            }
        },
        _ => return Ok(None),
    }))
}
