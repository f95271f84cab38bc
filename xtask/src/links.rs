//! The links of the documents: each file is there, and so is the heading.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::shell;

#[derive(Default)]
struct Document {
    links: Vec<String>,
    anchors: BTreeSet<String>,
}

/// Every link that leads nowhere, one line each, and how many there are of whatever kind.
pub(crate) fn check() -> Result<(Vec<String>, usize)> {
    let (mut faults, mut count) = (Vec::new(), 0);
    for path in shell::files(".md")? {
        let links = read(&shell::root().join(&path))?.links;
        count += links.len();
        for link in links {
            if let Some(fault) = fault(&shell::root(), &path, &link)? {
                faults.push(format!("{path}: {link}: {fault}"));
            }
        }
    }
    Ok((faults, count))
}

/// Why a link of a document leads nowhere; those out of the repository are taken on trust.
fn fault(root: &Path, document: &str, link: &str) -> Result<Option<&'static str>> {
    if link.contains(':') {
        return Ok(None);
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = match path {
        "" => root.join(document),
        _ => normal(&root.join(document).with_file_name("").join(path)),
    };
    if !target.exists() {
        return Ok(Some("there is no such file"));
    }
    let has_headings = target.extension().is_some_and(|ending| ending == "md");
    if anchor.is_empty() || !has_headings || read(&target)?.anchors.contains(anchor) {
        return Ok(None);
    }
    Ok(Some("there is no such heading"))
}

fn read(path: &Path) -> Result<Document> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    Ok(Document::of(&text))
}

impl Document {
    fn of(text: &str) -> Self {
        let mut document = Self::default();
        let mut heading = None;
        for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    document.links.push(dest_url.into_string());
                }
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => {
                    document.anchors.extend(heading.take().map(|text| anchor(&text)));
                }
                Event::Text(text) | Event::Code(text) => {
                    if let Some(heading) = &mut heading {
                        heading.push_str(&text);
                    }
                }
                _ => {}
            }
        }
        document
    }
}

/// A heading's anchor, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    heading.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-")
}

/// The path without `.` and `..`, which would ask for folders that may not be there.
fn normal(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut path, part| {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                path.pop();
            }
            _ => path.push(part),
        }
        path
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_is_github_s() {
        let text = "# `spravka step`: by hand\n\n## SpectrumData's token\n\n### 152-ФЗ и данные\n";
        let anchors = Document::of(text).anchors;
        let expected = ["152-фз-и-данные", "spectrumdatas-token", "spravka-step-by-hand"];
        assert!(anchors.iter().eq(expected), "{anchors:?}");
    }

    #[test]
    fn a_link_in_code_is_none() {
        let text = "```\n[a](b)\n```\n`[c](d)` [e](f#g) ![h](i.png)\n\n| t |\n|---|\n| [j](k) |\n";
        assert_eq!(Document::of(text).links, ["f#g", "i.png", "k"]);
    }

    #[test]
    fn what_leads_nowhere_is_found() {
        let fault = |link| fault(&shell::root(), "docs/release.md", link).unwrap();
        assert_eq!(fault("../README.md#try-it"), None);
        assert_eq!(fault("https://example.com/nothing"), None);
        assert_eq!(fault("#releases"), None);
        assert_eq!(fault("nothing.md"), Some("there is no such file"));
        assert_eq!(fault("../README.md#nothing"), Some("there is no such heading"));
    }
}
