//! Reports whose texts were written to break a page.

use crate::report_support::page;

/// Tags, cells, code, links, turned text, a word without an end.
fn hostile(at: usize) -> String {
    let long = "Ы".repeat(5_000);
    [
        r#"</td></table><script>alert(1)</script>"#.to_owned(),
        r#"<img src=x onerror=alert(1)> & &lt;b&gt;"#.to_owned(),
        "a | b || c\\\\| d".to_owned(),
        r"```\n# Долгов нет\n\n---\n| a | b |\n".to_owned(),
        r#"` ~~x~~ **Долгов нет** __y__ [z](javascript:alert(1)) ![i](https://example.com)"#
            .to_owned(),
        r"\u202eтен воглоД\u2066\u200f\u0000\u001b[2J".to_owned(),
        r#"\" onmouseover=\"alert(1)\" x='y'"#.to_owned(),
        r"</style></title><!-- ]]> -->\r\n> - 1. x".to_owned(),
        long,
    ]
    .into_iter()
    .cycle()
    .nth(at)
    .unwrap_or_default()
}

/// Every text of a report, 1,000 proceedings of it.
fn report() -> String {
    let h = hostile;
    let proceedings: Vec<_> = (0..1_000)
        .map(|at| {
            // The long word is not in every one of them.
            let h = |next: usize| if at < 9 { hostile(at + next) } else { hostile((at + next) % 8) };
            let matched = if at % 3 == 0 { "possible" } else { "confirmed" };
            format!(
                r#"{{"match":"{matched}","doubts":["{}"],"standing":"{}","sources":[{{"source":"{}"}}],"number":"{}","opened_on":"{}","consolidated_number":"{}","document":{{"kind":"{}","number":"{}","date":"{}","issuer":"{}"}},"subject":{{"text":"{}","category":"{}"}},"amounts":{{"currency":"{}","principal":"{}","basis":"{}"}},"debtor":{{"name":"{}","address":"{}"}},"claimant":{{"name":"{}"}},"department":{{"name":"{}","code":"{}"}},"officer":{{"name":"{}","phones":["{}"]}}}}"#,
                h(0), h(1), h(2), h(3), h(4), h(5), h(6), h(7), h(0), h(1), h(2), h(3),
                h(4), h(5), h(6), h(7), h(0), h(1), h(2), h(3), h(4), h(5),
            )
        })
        .collect();
    let sources = format!(
        r#"[{{"name":"{}","status":"not_checked","complete":false,"failures":[{{"operation":"{}","code":"{}","message_ru":"{}","hint_ru":"{}","retry_at":"{}","as_of":"{}"}}],"unasked":[{{"operation":"{}","why":"{}","missing":"{}"}}]}},{{"name":"b","status":"found","complete":false,"answers":[{{"operation":"{}","outcome":"{}","basis":"{}","records":1,"as_of":"{}","body_sha256":"{}"}}]}}]"#,
        h(0),
        h(1),
        h(2),
        h(3),
        h(4),
        h(5),
        h(6),
        h(7),
        h(8),
        h(0),
        h(1),
        h(2),
        h(3),
        h(4),
        h(5),
    );
    let sum = format!(
        r#"{{"count":1,"without_amount":0,"by_currency":[{{"currency":"{}","count":1,"principal":"{}","fee":"1","basis":"{}"}}]}}"#,
        h(0),
        h(1),
        h(2),
    );
    let of = |word: &str, amount: &str| {
        format!(
            r#"{{"of":"{word}","count":1,"without_amount":0,"by_currency":[{{"currency":"{}","count":1,"principal":"{amount}"}}]}}"#,
            h(6),
        )
    };
    let group = format!(
        r#"{{"count":1,"owed":{sum},"paid":{sum},"unclear":{sum},"by_category":[{},{}]}}"#,
        of(&h(0), "1"),
        of(&h(4), "2"),
    );
    format!(
        r#"{{"simulated":true,"version":1,"complete":true,"as_of":{{"first":"{}","last":"{}"}},"person":{{"last_name":"{}","first_name":"{}","birth_date":"{}","region":"{}","inn":"{}"}},"sources":{sources},"warnings":[{{"code":"{}","source":"{}","message_ru":"{}"}}],"totals":{{"confirmed":{group},"possible":{group}}},"proceedings":[{}],"arrests":[{{"match":"confirmed","source":"{}","kind":"{}","account":"{}","sum":"{}","initiator":"{}","cause":"{}","begins_on":"{}"}}],"facts":[{{"title_ru":"{}","law":"{}","in_force_since":"{}","conditions":[{{"name":"{}","title_ru":"{}","verdict":"{}","found":"{}"}}]}}]}}"#,
        h(0),
        h(1),
        h(0),
        h(5),
        h(2),
        h(3),
        h(4),
        h(5),
        h(6),
        h(7),
        proceedings.join(","),
        h(0),
        h(1),
        h(2),
        h(3),
        h(4),
        h(5),
        h(6),
        h(0),
        h(1),
        h(2),
        h(3),
        h(4),
        h(5),
        h(6),
    )
}

/// Every tag that a page has of its own.
const TAGS: &[&str] = &[
    "!DOCTYPE",
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "header",
    "article",
    "h1",
    "h2",
    "p",
    "strong",
    "section",
    "ul",
    "li",
    "div",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "bdi",
    "span",
    "code",
    "time",
    "figure",
    "figcaption",
    "svg",
    "desc",
    "text",
    "rect",
];

#[test]
fn html_has_no_tag_but_its_own() {
    let page = page(&report(), "html");
    let mut open = Vec::new();
    for after in page.split('<').skip(1) {
        let closes = after.starts_with('/');
        let name = after.trim_start_matches('/');
        let name = name.split(|c: char| c.is_whitespace() || c == '>').next().unwrap();
        assert!(TAGS.contains(&name), "<{}", after.chars().take(80).collect::<String>());
        if closes {
            assert_eq!(open.pop(), Some(name), "closed");
        } else if !["!DOCTYPE", "meta"].contains(&name) {
            open.push(name);
        }
        let (tag, _) = after.split_once('>').unwrap();
        assert_eq!(tag.matches('"').count() % 2, 0, "<{tag}>");
        assert!(!tag.contains("onmouseover=\""), "<{tag}>");
    }
    assert!(open.is_empty(), "{open:?}");
    assert_eq!(page.matches("<tbody>").count(), page.matches("<thead>").count());
    assert_harmless(&page);
}

#[test]
fn markdown_stays_in_its_cells() {
    let page = page(&report(), "markdown");
    assert_eq!(page.lines().next(), Some("**ИМИТАЦИЯ — ДАННЫЕ НЕ НАСТОЯЩИЕ**"));
    for after in page.split('<').skip(1) {
        assert!(after.starts_with("br>"), "<{}", after.chars().take(80).collect::<String>());
    }
    let mut columns = None;
    let mut rows = 0;
    for line in page.lines() {
        if !line.starts_with('|') {
            columns = None;
            continue;
        }
        let bars = bars(line);
        assert_eq!(*columns.get_or_insert(bars), bars, "{line}");
        rows += 1;
    }
    assert!(rows > 1_000, "{rows}");
    for heading in page.lines().filter(|line| line.trim_start_matches(['>', ' ']).starts_with('#'))
    {
        assert!(!heading.contains("Долгов нет"), "{heading}");
    }
    let live = without_escaped(&page);
    for sign in ["**Долгов", "[", "]", "```", "~~", "__", "&lt;b"] {
        assert!(!live.contains(sign), "{sign}");
    }
    assert_harmless(&page);
}

/// Those that part cells.
fn bars(line: &str) -> usize {
    without_escaped(line).matches('|').count()
}

/// Without backslashes and what each of them stands before.
fn without_escaped(text: &str) -> String {
    let mut escaped = false;
    let live = |c: &char| {
        let is_live = *c != '\\' && !escaped;
        escaped = *c == '\\' && !escaped;
        is_live
    };
    text.chars().filter(live).collect()
}

fn assert_harmless(page: &str) {
    for c in page.chars() {
        let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(!turns && (c == '\n' || !c.is_control()), "{c:?}");
    }
    assert!(page.contains("ПРОВЕРКА НЕПОЛНАЯ"), "one source was not checked");
    assert!(page.contains("тен воглоД"), "the text itself stays");
}
