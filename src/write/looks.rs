//! "The fonts of official papers." How each look of a cell is written.
//!
//! In: look, colour, kind of content. Out: a format of the workbook library. Fonts are named, never embedded; programs without
//! them show others.

use crate::annex::{Cached, Content, Look, Mark};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

/// Body text (GB/T 9704-2012: 三号仿宋; tables in 小四).
pub(super) const BODY_FONT: &str = "仿宋_GB2312";
/// Headings and sums.
pub(super) const HEAD_FONT: &str = "黑体";
/// Titles.
pub(super) const TITLE_FONT: &str = "方正小标宋简体";
/// Evidence, notes, charts, footers.
pub(super) const PLAIN_FONT: &str = "宋体";
/// Font of footers, with its style as Chinese programs name it.
pub(super) const FOOTER_FONT: &str = "宋体,常规";
/// GB2312, so that old programs choose a Chinese font.
const GB2312: u8 = 134;

/// Sets the font that column widths are measured in: 宋体 11 is Chinese Excel's own and exists wherever Chinese is written, so
/// that a column is equally wide on every machine. 18 and 72 pixels are its row height and column width there.
pub(super) fn set_default(book: &mut Workbook) -> Result<(), XlsxError> {
    let format = Format::new().set_font_name(PLAIN_FONT).set_font_charset(GB2312).set_font_size(11);
    book.set_default_format(&format, 18, 72)?;
    Ok(())
}

/// How the content of a cell is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Shows {
    /// As `0`.
    Count,
    /// As `0.0%`.
    Rate,
    /// As it stands.
    Plain,
}

/// How a content is shown.
pub(super) const fn shows(content: &Content) -> Shows {
    match content {
        Content::Count(_) | Content::Formula(_, Cached::Count(_)) => Shows::Count,
        Content::Rate(_) | Content::Formula(_, Cached::Rate(_)) => Shows::Rate,
        _ => Shows::Plain,
    }
}

/// The format of a cell.
pub(super) fn format((look, mark, shows): (Look, Mark, Shows)) -> Format {
    let format = Format::new()
        .set_font_name(font(look))
        .set_font_charset(GB2312)
        .set_font_size(look.size())
        .set_align(FormatAlign::VerticalCenter)
        .set_align(if is_left(look) { FormatAlign::Left } else { FormatAlign::Center });
    let format = if look == Look::Label { format } else { format.set_text_wrap() };
    let format = if has_border(look) { format.set_border(FormatBorder::Thin) } else { format };
    let format = if look == Look::EvidenceHeading { format.set_bold() } else { format };
    coloured(numbered(format, shows), mark)
}

const fn font(look: Look) -> &'static str {
    match look {
        Look::Label | Look::Heading | Look::Sum => HEAD_FONT,
        Look::Title => TITLE_FONT,
        Look::EvidenceHeading | Look::Evidence => PLAIN_FONT,
        Look::Subtitle | Look::Body | Look::BodyLeft | Look::Remark => BODY_FONT,
    }
}

const fn is_left(look: Look) -> bool {
    matches!(look, Look::Label | Look::BodyLeft | Look::Remark | Look::Evidence)
}

const fn has_border(look: Look) -> bool {
    matches!(look, Look::Heading | Look::Body | Look::BodyLeft | Look::Sum | Look::EvidenceHeading | Look::Evidence)
}

fn numbered(format: Format, shows: Shows) -> Format {
    match shows {
        Shows::Count => format.set_num_format("0"),
        Shows::Rate => format.set_num_format("0.0%"),
        Shows::Plain => format,
    }
}

/// Excel's own pairs for "bad" and "neutral": readable on screen, still apart in grey print.
fn coloured(format: Format, mark: Mark) -> Format {
    match mark {
        Mark::None => format,
        Mark::Fail => format.set_background_color("FFC7CE").set_font_color("9C0006"),
        Mark::Doubt => format.set_background_color("FFEB9C").set_font_color("9C5700"),
    }
}

/// Heading of a form to fill in; what must be filled is bold.
pub(super) fn form_heading(required: bool) -> Format {
    let format = Format::new()
        .set_font_name(PLAIN_FONT)
        .set_font_charset(GB2312)
        .set_font_size(12)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color("E7E6E6")
        .set_border(FormatBorder::Thin);
    if required { format.set_bold() } else { format }
}

/// Cells of a form.
pub(super) fn form_text() -> Format {
    Format::new()
        .set_font_name(PLAIN_FONT)
        .set_font_charset(GB2312)
        .set_font_size(11)
        .set_align(FormatAlign::VerticalCenter)
}
