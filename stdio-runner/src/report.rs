//! Reports of `debtor.report` as pages that people read: stored JSON in, HTML or Markdown out.
//!
//! ```text
//!  text ─▶ stored ─▶ model ─▶ sections (in Russian: words) ─▶ document ─▶ html | markdown
//! ```
//!
//! Whatever stands in a report is text until `html` or `markdown` escapes it, each at one place.

mod amount;
mod document;
mod fault;
mod html;
mod markdown;
mod model;
mod node;
mod sections;
mod stored;
mod text;
mod when;
mod words;

pub(crate) use self::fault::Fault;
pub(crate) use self::stored::{Entry, read};

/// What a document is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// One page without scripts or anything from outside, for screens and for A4
    Html,
    /// Text with the tables of GitHub, for notes and cards
    Markdown,
}

impl Format {
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
        }
    }
}

/// One document of all entries, in their order.
pub(crate) fn render(entries: &[Entry<'_>], format: Format) -> String {
    let document = sections::document(entries);
    match format {
        Format::Html => html::page(&document),
        Format::Markdown => markdown::write(&document),
    }
}
