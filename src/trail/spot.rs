//! "File, sheet, cell" in few characters: a record names many places.
//!
//! In: a place. Out: a [`Spot`], which is the same place and is written as `["某局/表.xlsx","1月","B7"]`. It opens nothing.

use crate::place::{Area, At, Place};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A place, written shortly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub struct Spot(pub Place);

/// File, sheet, cell or range.
#[derive(Serialize, Deserialize)]
struct Written(Arc<str>, Option<Arc<str>>, Option<String>);

impl From<Spot> for Written {
    fn from(Spot(place): Spot) -> Self {
        Self(place.file, place.sheet, place.area.map(|area| area.to_string()))
    }
}

impl TryFrom<Written> for Spot {
    type Error = &'static str;

    fn try_from(Written(file, sheet, area): Written) -> Result<Self, Self::Error> {
        let area = area.map(|text| range(&text).ok_or("no range of cells")).transpose()?;
        Ok(Self(Place { file, sheet, area }))
    }
}

/// Reads `B7` and `A1:F1`.
fn range(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    Some(Area::between(At::parse(first)?, At::parse(last)?))
}

impl From<&Place> for Spot {
    fn from(place: &Place) -> Self {
        Self(place.clone())
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
