//! A document as one page of HTML. maud escapes every text that is put into it.

mod blocks;
mod chart;

use maud::{DOCTYPE, Markup, PreEscaped, Render, html};

use self::blocks::block;
use super::document::{Document, Simulated};
use super::text::Text;
use super::words::phrases::simulation;

const STYLE: &str = include_str!("html/style.css");
/// Nothing is loaded and nothing runs, whatever were to get into the page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

pub(super) fn page(document: &Document) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="ru" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="robots" content="noindex";
                meta name="color-scheme" content="light dark";
                title { (document.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (watermark(document.simulated))
                main {
                    @if !document.front.is_empty() {
                        header {
                            h1 { (document.title) }
                            @for front in &document.front { (block(front)) }
                        }
                    }
                    @for part in &document.parts {
                        article id=(part.anchor) {
                            @for part in &part.blocks { (block(part)) }
                        }
                    }
                }
            }
        }
    };
    page.into_string()
}

/// On every printed page.
fn watermark(simulated: Simulated) -> Markup {
    let words = match simulated {
        Simulated::Nothing => return html! {},
        Simulated::Some => simulation::WATERMARK_SOME,
        Simulated::Everything => simulation::WATERMARK,
    };
    html! { div.watermark aria-hidden="true" { (words) } }
}

impl Render for Text {
    fn render_to(&self, buffer: &mut String) {
        self.as_str().render_to(buffer);
    }
}
