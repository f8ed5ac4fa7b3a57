//! What a whole-text redline promises: exactness first, then what people would have marked.

use proptest::prelude::*;

use super::side::{Tokenizer, Tokens, lines};
use super::*;

fn versions(a: &str, b: &str) -> Versions {
    Versions::new(Source { text: a, left_out: &[] }, Source { text: b, left_out: &[] })
}

/// The pieces as one line: `[-…-]`, `{+…+}`, `<…<` and `>…>` for a passage that was moved from here and to here.
fn plain(a: &str, b: &str) -> String {
    let versions = versions(a, b);
    let mut out: Vec<String> = Vec::new();
    let is_kept = |piece: &Piece| piece.what == What::Kept;
    assert!(versions.pieces.iter().filter(|p| is_kept(p)).all(|p| p.a.is_some() && p.b.is_some()));
    for piece in &versions.pieces {
        let old = piece.a.map(|span| span.of(a).trim());
        let new = piece.b.map(|span| span.of(b).trim());
        match piece.what {
            What::Kept => out.extend(new.map(str::to_owned)),
            What::MovedFrom(_) => out.extend(old.map(|old| format!("<{old}<"))),
            What::MovedTo(_) => out.extend(new.map(|new| format!(">{new}>"))),
            What::Changed(_) => {
                out.extend(old.map(|old| format!("[-{old}-]")));
                out.extend(new.map(|new| format!("{{+{new}+}}")));
            }
        }
    }
    out.join(" ")
}

fn keys_without(text: &str, taken_out: &[Span]) -> Vec<u64> {
    let mut tokens = Tokens::default();
    let mut tokenizer = Tokenizer::default();
    for line in lines(Source { text, left_out: &[] }) {
        tokenizer.push_line(text, line, &mut tokens);
    }
    let is_out = |span: Span| taken_out.iter().any(|out| out.contains(span));
    let kept = tokens.marks.iter().zip(tokens.keys).filter(|(token, _)| !is_out(token.span()));
    kept.map(|(_, key)| key).collect()
}

/// Everything that holds for any two texts.
fn check(a: &str, b: &str) -> Versions {
    let found = versions(a, b);
    let old: Vec<Span> = found.changes.iter().filter_map(|change| change.a).collect();
    let new: Vec<Span> = found.changes.iter().filter_map(|change| change.b).collect();
    assert_eq!(keys_without(a, &old), keys_without(b, &new), "{a:?} {b:?}");
    for change in &found.changes {
        let (old, new) = (change.a.map(|span| span.of(a)), change.b.map(|span| span.of(b)));
        match change.kind {
            ChangeKind::Deleted => assert!(old.is_some() && new.is_none()),
            ChangeKind::Inserted => assert!(old.is_none() && new.is_some()),
            ChangeKind::Replaced => assert!(old.is_some() && new.is_some()),
            ChangeKind::Moved => {
                let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
                assert_eq!(keys_without(old, &[]), keys_without(new, &[]));
                assert!(!old.is_empty());
            }
        }
    }
    for (text, side) in [(a, (|piece: &Piece| piece.a) as fn(&Piece) -> Option<Span>), (b, |piece| piece.b)] {
        let spans: Vec<Span> = found.pieces.iter().filter_map(side).collect();
        let mut rebuilt = String::new();
        let mut at = 0;
        for span in &spans {
            assert!(at <= span.start, "{spans:?}");
            assert!(
                keys_without(&text[at..span.start], &[]).is_empty(),
                "nothing to compare is between pieces"
            );
            rebuilt.push_str(&text[at..span.end]);
            at = span.end;
        }
        rebuilt.push_str(&text[at..]);
        assert_eq!(rebuilt, text);
    }
    found
}

const OLD: &str = "Recent indicators suggest that economic activity expanded at a strong pace in the third \
    quarter. Job gains have moderated since earlier in the year but remain strong. Inflation remains elevated.\n\n\
    In determining the extent of additional policy firming that may be appropriate, the Committee will take \
    into account the lags with which monetary policy affects economic activity.";

#[test]
fn the_known_changes_of_two_statements() {
    let new = OLD
        .replace("economic activity expanded at a", "growth of economic activity has slowed from its")
        .replace("Inflation remains", "Inflation has eased over the past year but remains")
        .replace("extent of additional", "extent of any additional");
    let found = check(OLD, &new);
    let kinds: Vec<ChangeKind> = found.changes.iter().map(|change| change.kind).collect();
    use ChangeKind::{Inserted, Replaced};
    assert_eq!(kinds, [Inserted, Replaced, Inserted, Inserted]);
    let text = plain(OLD, &new);
    for change in [
        "suggest that {+growth of+} economic activity [-expanded at a-] {+has slowed from its+} strong pace",
        "Inflation {+has eased over the past year but+} remains elevated.",
        "extent of {+any+} additional",
    ] {
        assert!(text.contains(change), "{text}");
    }
    assert_eq!((found.words.deleted, found.words.inserted, found.words.moved), (3, 14, 0));
    assert!(found.are_versions());
}

#[test]
fn typography_is_no_change() {
    let old = "“We” don’t know – e\u{301}tat, co\u{ad}operation, Moscow–Beijing…\r\nYes.\r\n";
    let new = "\u{feff}\"We\" don't\u{a0}know -- \u{e9}tat,\n  cooperation, Moscow-Beijing... Yes.";
    let found = check(old, new);
    assert_eq!(found.changes, []);
    assert_eq!(check("the president", "the President").changes.len(), 1, "case is not typography");
}

#[test]
fn a_moved_paragraph_is_one_moved_passage() {
    let paragraphs: Vec<String> = (0..12)
        .map(|n| (0..30).map(|m| format!("word{}", n * 30 + m)).collect::<Vec<_>>().join(" ") + ".")
        .collect();
    let old = paragraphs.join("\n\n");
    let mut order: Vec<&String> = paragraphs.iter().collect();
    order[3..].rotate_left(3);
    let new = order.iter().map(|p| p.as_str()).collect::<Vec<_>>().join("\n\n");
    let found = check(&old, &new);
    assert_eq!(found.changes.len(), 1, "{:?}", found.changes);
    assert_eq!(found.changes[0].kind, ChangeKind::Moved);
    assert_eq!((found.words.moved, found.words.deleted, found.words.inserted), (90, 0, 0));
    assert!(found.are_versions());
}

#[test]
fn a_moved_paragraph_takes_its_full_stop_along() {
    let old = "Prices rose more slowly than in the year before.\nThe banks are sound, and how far this will go \
        is not yet known.\nThe council decided to leave the rate where it is for now.\nAll members agreed.";
    let mut lines: Vec<&str> = old.lines().collect();
    lines[1..3].rotate_left(1);
    let new = lines.join("\n").replace("Prices rose", "Prices have risen");
    assert_eq!(
        plain(old, &new),
        "Prices [-rose-] {+have risen+} more slowly than in the year before. >The council decided to leave the \
         rate where it is for now.> The banks are sound, and how far this will go is not yet known. <The council \
         decided to leave the rate where it is for now.< All members agreed."
    );
    check(old, &new);
}

#[test]
fn the_lighter_side_has_moved_even_where_the_heavier_one_was_changed() {
    let line =
        |name: &str, words: usize| (0..words).map(|n| format!("{name}{n}")).collect::<Vec<_>>().join(" ");
    let (a, b, c) = (line("first", 20), line("second", 18), line("third", 19));
    let old = format!("{a}\n{b}\n{c}");
    let new = format!("{b}\n{}\n{a}", c.replace("third9 ", "changed "));
    let found = check(&old, &new);
    assert_eq!((found.words.moved, found.words.deleted, found.words.inserted), (20, 1, 1));
}

#[test]
fn a_moved_passage_with_a_changed_word_is_still_moved() {
    let words = |from: usize, to: usize| (from..to).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
    let old = format!("{}\n{}\n{}", words(0, 40), words(40, 80), words(80, 200));
    let new = format!("{}\n{}\n{}", words(0, 40), words(80, 200), words(40, 80).replace("w60 ", "x60 "));
    let found = check(&old, &new);
    assert_eq!((found.words.moved, found.words.deleted, found.words.inserted), (39, 1, 1));
}

#[test]
fn an_inserted_sentence_begins_where_sentences_begin() {
    let old = "We met today. The council agreed on trade. The council will meet again.";
    let new = "We met today. The council agreed on trade. The council thanked the hosts. The council will meet again.";
    assert_eq!(
        plain(old, new),
        "We met today. The council agreed on trade. {+The council thanked the hosts.+} The council will meet again."
    );
    assert_eq!(
        plain(new, old),
        "We met today. The council agreed on trade. [-The council thanked the hosts.-] The council will meet again."
    );
    check(old, new);
}

#[test]
fn whole_compounds_are_marked() {
    assert_eq!(
        plain("the Euro-Atlantic region is safe", "the Trans-Atlantic region is safe"),
        "the [-Euro-Atlantic-] {+Trans-Atlantic+} region is safe"
    );
    assert_eq!(
        plain("a well-known fact of life", "a well known fact of life"),
        "a [-well-known-] {+well known+} fact of life"
    );
    check("北约扩大了其影响", "北约缩小了其影响");
    assert_eq!(plain("北约扩大了其影响", "北约缩小了其影响"), "北约 [-扩大-] {+缩小+} 了其影响");
}

#[test]
fn what_is_taken_out_leaves_the_same_words_between_spaces() {
    let (old, new) = ("Rates stay high again. We act.", "Rates stay high. We act now.");
    let found = check(old, new);
    let rest = |text: &str, spans: Vec<Span>| {
        let mut text = text.to_owned();
        spans.iter().rev().for_each(|span| text.replace_range(span.start..span.end, ""));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        rest(old, found.changes.iter().filter_map(|change| change.a).collect()),
        rest(new, found.changes.iter().filter_map(|change| change.b).collect())
    );
}

#[test]
fn a_few_words_between_long_edits_are_swallowed() {
    let old = "The ministers met in the old capital to sign a treaty on trade in grain.";
    let new = "Nobody expected that heads of state would come on Sunday in the hope of peace at sea.";
    let found = check(old, new);
    assert_eq!(found.changes.len(), 1, "{}", plain(old, new));
}

#[test]
fn what_is_left_out_is_not_compared_and_parts_pieces() {
    let old = "We agreed on this.\nShare: mail print\nWe went on with that.";
    let new = "We agreed on this.\nWe went on with that.\nMenu";
    let out = [Span::new(19, 37)];
    let menu = [Span::new(41, 45)];
    let found = Versions::new(Source { text: old, left_out: &out }, Source { text: new, left_out: &menu });
    assert_eq!(found.changes, []);
    assert_eq!(found.pieces.len(), 2);
    assert_eq!((found.words.a, found.words.b), (9, 9));
}

#[test]
fn other_speeches_are_no_versions() {
    let a: Vec<String> = (0..400).map(|n| format!("a{}", n * n % 97)).collect();
    let b: Vec<String> = (0..400).map(|n| format!("b{}", n * n % 89)).collect();
    let shared = "we thank you all for your attention and wish you good health";
    let found = check(&format!("{}\n{shared}", a.join(" ")), &format!("{}\n{shared}", b.join(" ")));
    assert!(!found.are_versions(), "{:?}", found.words);
    assert!(versions("", "").are_versions());
}

#[test]
fn empty_and_equal_texts() {
    assert_eq!(check("", "").pieces, []);
    assert_eq!(check(" \n", "\u{feff}").changes, []);
    assert_eq!(check("Words.", "").changes.len(), 1);
    assert_eq!(check(OLD, OLD).changes, []);
}

/// Words of a small vocabulary, so that they repeat, with all kinds of gaps between them.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-d]{1,2}",
        1 => Just("Euro-Atlantic".to_owned()),
        1 => Just("don’t".to_owned()),
        1 => Just("中文".to_owned()),
        1 => Just("e\u{301}".to_owned()),
        1 => Just("…".to_owned()),
        1 => Just("a\u{ad}b".to_owned()),
        1 => Just("--".to_owned()),
        1 => Just("ﬁn.".to_owned()),
    ];
    let gap = prop_oneof![6 => Just(" "), 1 => Just("\n"), 1 => Just("\r\n\r\n"), 1 => Just("\u{a0} "), 1 => Just("")];
    proptest::collection::vec((word, gap), 0..80)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(word, gap)| [word, gap.to_owned()]).collect())
}

proptest! {
    #[test]
    fn any_two_texts_are_rebuilt(a in text(), b in text()) {
        check(&a, &b);
    }

    #[test]
    fn any_characters_do(a in "\\PC{0,60}", b in "\\PC{0,60}") {
        check(&a, &b);
    }

    #[test]
    fn the_same_text_has_no_change(a in text()) {
        prop_assert_eq!(check(&a, &a).changes, []);
    }

    #[test]
    fn edits_of_a_text_are_found_and_no_more(words in 60..300_usize, at in 0..50_usize, cut in 1..9_usize) {
        let all: Vec<String> = (0..words).map(|n| format!("w{}", n * n % 151)).collect();
        let mut less = all.clone();
        less.drain(at..at + cut);
        let found = check(&all.join(" "), &less.join(" "));
        prop_assert_eq!((found.words.deleted, found.words.inserted, found.words.moved), (cut, 0, 0));
    }

    #[test]
    fn a_moved_block_is_moved(start in 0..40_usize, len in 10..40_usize, to in 0..60_usize) {
        let all: Vec<String> = (0..200).map(|n| format!("w{n}")).collect();
        let mut moved = all.clone();
        let block: Vec<String> = moved.drain(start..start + len).collect();
        let to = start + len + to;
        moved.splice(to..to, block);
        let found = check(&all.join(" "), &moved.join(" "));
        let shorter = len.min(to - start);
        prop_assert_eq!((found.words.deleted, found.words.inserted, found.words.moved), (0, 0, shorter));
        prop_assert_eq!(found.changes.len(), 1);
    }
}
