//! Bars, drawn in SVG: readable aloud, and in black on white.

use maud::{Markup, html};

use crate::report::document::Chart;

const WIDTH: u32 = 720;
const ROW: u32 = 28;
/// Where the bars begin, and the longest of them.
const LEFT: u32 = 230;
const LONGEST: u32 = 320;

pub(super) fn chart(chart: &Chart) -> Markup {
    let rows = u32::try_from(chart.bars.len()).unwrap_or_default();
    let height = rows * ROW;
    html! {
        figure {
            figcaption { (chart.title) }
            svg viewBox=(format!("0 0 {WIDTH} {height}")) width=(WIDTH) height=(height) role="img" {
                title { (chart.title) }
                desc { (chart.description) }
                @for (bar, at) in chart.bars.iter().zip(0..rows) {
                    @let top = at * ROW;
                    @let length = (u32::from(bar.permille) * LONGEST / 1000).max(1);
                    text x=(LEFT - 8) y=(top + 18) text-anchor="end" { (bar.label) }
                    rect x=(LEFT) y=(top + 5) width=(length) height=(ROW - 10) {}
                    text x=(LEFT + length + 8) y=(top + 18) { (bar.figure) }
                }
            }
        }
    }
}
