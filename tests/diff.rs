//! `stance-cli diff` as scripts see it: the four formats, what they promise, and what goes wrong.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const OLD: &str = "Recent indicators suggest that economic activity expanded at a strong pace. Inflation remains \
    elevated.\n\nThe banking system is sound and resilient, and the Committee remains attentive to <risks> & *more*.\n\n\
    The Committee seeks to achieve maximum employment over the longer run in support of its goals.\n";

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_stance-cli")).arg("diff").args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn write(folder: &Path, name: &str, content: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The old version, and a new one with an insertion, a replacement, a moved paragraph and other typography.
fn versions() -> (tempfile::TempDir, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let mut paragraphs: Vec<&str> = OLD.trim().split("\n\n").collect();
    paragraphs.swap(1, 2);
    let moved = paragraphs.join("\r\n\r\n");
    let new = moved
        .replace("economic activity expanded at a", "growth of economic activity has slowed from its")
        .replace("banking system", "banking\u{a0}system");
    let (a, b) = (write(folder.path(), "a.txt", OLD), write(folder.path(), "b.txt", &new));
    (folder, a, b)
}

fn taken_out(text: &str, changes: &[Value], side: &str) -> Vec<String> {
    let mut text = text.to_owned();
    let number = |span: &Value, key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
    let mut spans: Vec<&Value> =
        changes.iter().map(|change| &change[side]).filter(|span| !span.is_null()).collect();
    spans.sort_by_key(|span| std::cmp::Reverse(number(span, "start")));
    for span in spans {
        text.replace_range(number(span, "start")..number(span, "end"), "");
    }
    text.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn the_json_names_every_change() {
    let (_folder, a, b) = versions();
    let output = run(&[&a, &b, "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["version"], &report["a"], &report["b"]), (&1.into(), &a.into(), &b.clone().into()));
    assert_eq!(report["versions"], true);
    let changes = report["changes"].as_array().unwrap();
    let kinds: Vec<&str> = changes.iter().map(|change| change["kind"].as_str().unwrap()).collect();
    for kind in ["moved", "inserted", "replaced"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    for change in changes {
        assert_eq!(change["a"].is_null(), change["kind"] == "inserted");
        assert_eq!(change["b"].is_null(), change["kind"] == "deleted");
    }
    let words = &report["words"];
    assert_eq!((&words["a"], &words["deleted"], &words["inserted"]), (&45.into(), &3.into(), &6.into()));
    assert_eq!(words["b"], 48);
    let new = fs::read_to_string(&b).unwrap();
    assert_eq!(taken_out(OLD, changes, "a"), taken_out(&new, changes, "b"));
}

#[test]
fn the_text_marks_every_change() {
    let (_folder, a, b) = versions();
    let output = run(&[&a, &b]);
    let shown = text(&output.stdout);
    assert!(shown.contains("suggest that {+growth of+} economic activity"), "{shown}");
    assert!(shown.contains("[-expanded at a-] {+has slowed from its+} strong pace"), "{shown}");
    assert!(shown.contains("[<1 ") && shown.contains("{>1 "), "{shown}");
    assert!(shown.contains("attentive to <risks> & *more*"), "{shown}");
}

#[test]
fn markdown_and_html_escape_the_texts() {
    let (folder, a, b) = versions();
    let markdown = run(&[&a, &b, "--format", "markdown"]);
    let markdown = text(&markdown.stdout);
    assert!(markdown.contains("~~expanded at a~~ **has slowed from its** strong pace"), "{markdown}");
    assert!(markdown.contains("\\<risks\\> \\& \\*more\\*"), "{markdown}");

    let page = folder.path().join("redline.html");
    let output = run(&[&a, &b, "--format", "html", "-o", page.to_str().unwrap()]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), ""));
    let html = fs::read_to_string(page).unwrap();
    assert!(html.starts_with("<!DOCTYPE html>"));
    assert!(html.contains("<del>expanded at a</del> <ins>has slowed from its</ins>"), "{html}");
    assert!(html.contains("&lt;risks&gt; &amp; *more*") && !html.contains("<risks>"), "{html}");
    assert!(html.contains("id=\"from1\"") && html.contains("href=\"#to1\""), "{html}");
    for outside in ["http:", "https:", "<script", "<link", "@import", "url("] {
        assert!(!html.contains(outside), "the page needs {outside}");
    }
}

#[test]
fn typography_and_the_same_text_are_no_change() {
    let folder = tempfile::tempdir().unwrap();
    let a = write(folder.path(), "a.txt", "“We” don’t know – yet…\n\nVoil\u{e0}.\n");
    let b = write(folder.path(), "b.txt", "\"We\"  don't know - yet... Voila\u{300}.");
    for (a, b) in [(&a, &b), (&a, &a)] {
        let report: Value = serde_json::from_slice(&run(&[a, b, "--format", "json"]).stdout).unwrap();
        assert_eq!(report["changes"].as_array().unwrap().len(), 0);
        assert_eq!(report["words"]["a"], 5);
    }
    assert!(text(&run(&[&a, &b, "--format", "markdown"]).stdout).contains("No word changed of 5 words."));
}

#[test]
fn furniture_is_compared_unless_it_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let speech = "We agreed that the forum will meet again next year and that all of the members will come.";
    let a = write(folder.path(), "a.txt", &format!("Share on Facebook\n\n{speech}\n"));
    let b = write(folder.path(), "b.txt", &format!("{speech}\n"));
    let changes = |arguments: &[&str]| {
        let report: Value = serde_json::from_slice(&run(arguments).stdout).unwrap();
        report["changes"].as_array().unwrap().len()
    };
    assert_eq!(changes(&[&a, &b, "--format", "json"]), 1);
    assert_eq!(changes(&[&a, &b, "--format", "json", "--no-furniture"]), 0);
}

#[test]
fn menus_of_web_pages_are_not_compared() {
    let folder = tempfile::tempdir().unwrap();
    let page = |name: &str, menu: &str, day: &str| {
        let speech = format!(
            "We agreed that the forum will meet again on {day} and that all of the members will come."
        );
        let main = format!(
            "<main><h1>Talks</h1><p>{speech}</p><p>{}</p></main>",
            "There is more to say. ".repeat(9)
        );
        write(folder.path(), name, &format!("<!doctype html><nav>{menu}</nav>{main}<footer>{menu}</footer>"))
    };
    let (a, b) = (page("a.html", "Home", "Monday"), page("b.html", "News and maps", "Friday"));
    let report: Value = serde_json::from_slice(&run(&[&a, &b, "--format", "json"]).stdout).unwrap();
    assert_eq!(report["changes"].as_array().unwrap().len(), 1, "{report}");
    let shown = run(&[&a, &b]);
    assert!(!text(&shown.stdout).contains("maps"), "{}", text(&shown.stdout));
}

#[test]
fn what_cannot_be_compared_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let a = write(folder.path(), "a.txt", OLD);
    let output = run(&[&a, folder.path().join("missing.txt").to_str().unwrap()]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), ""));
    assert!(text(&output.stderr).contains("missing.txt"), "{}", text(&output.stderr));
    assert_eq!(run(&[&a]).status.code(), Some(2));
    assert_eq!(run(&[&a, &a, "--format", "docx"]).status.code(), Some(2));

    // Two of the seeds are no versions of one text; they are compared all the same.
    let output = run(&["000_", "001_", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stderr).contains("hardly two versions of one text"), "{}", text(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["versions"], false);
}
