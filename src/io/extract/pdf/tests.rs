use super::super::fixtures::{line, pdf};
use super::*;

fn text(pages: &[String]) -> String {
    read(&pdf(pages, "")).map_or_else(|why| why.to_string(), |extracted| extracted.text)
}

/// Lines from the top of a page downwards.
fn page(lines: &[(&str, u32, &str)], foot: &str) -> String {
    let mut base = 700;
    let mut out = line("F1", 72, 760, "Transcript of the press conference");
    for (font, left, words) in lines {
        out += &line(font, *left, base, words);
        base -= 14;
    }
    out + &line("F1", 300, 40, foot)
}

const FULL: &str = "this line is long enough to reach the right edge of the page as full lines of a text do";

#[test]
fn running_headers_go_and_sentences_go_on_over_the_page() {
    let full = |start: &str| format!("{start} {FULL}");
    let (a, b, c, d, e) =
        (full("MR. DOE. We"), full("one"), full("QUESTION. Does"), full("two"), full("three"));
    let pages = [
        page(&[("F1", 90, &a), ("F1", 72, &b)], "Page 1 of 3"),
        page(&[("F1", 72, "and nothing else."), ("F1", 90, &c), ("F1", 72, &d)], "Page 2 of 3"),
        page(&[("F1", 72, &e), ("F1", 72, "to the end.")], "Page 3 of 3"),
    ];
    assert_eq!(text(&pages), format!("{a} {b} and nothing else.\n\n{c} {d} {e} to the end.\n"));
}

#[test]
fn gaps_indentations_and_short_lines_part_paragraphs() {
    let gap = page(&[("F1", 72, FULL), ("F1", 72, FULL), ("F1", 72, ""), ("F1", 72, FULL)], "");
    let short = page(&[("F1", 72, FULL), ("F1", 72, "ends here."), ("F1", 72, FULL)], "");
    let head = "Transcript of the press conference";
    assert_eq!(text(&[gap]), format!("{head}\n\n{FULL} {FULL}\n\n{FULL}\n"));
    assert_eq!(text(&[short]), format!("{head}\n\n{FULL} ends here.\n\n{FULL}\n"));
}

#[test]
fn words_that_a_line_parts_are_joined_and_compounds_keep_their_hyphen() {
    let known =
        "our negotiation and a well-known fact are what this long line of words is all about in the end";
    let lines = [
        ("F1", 72, known),
        ("F1", 72, "of a text which is set in full lines until the word that has to be parted is a nego-"),
        ("F1", 72, "tiation of text that is set in full lines until the word which is a compound is well-"),
        ("F1", 72, "known to all."),
    ];
    let found = text(&[page(&lines, "")]);
    assert!(found.contains("a negotiation of text"), "{found}");
    assert!(found.contains("is well-known to all."), "{found}");
}

#[test]
fn bold_words_that_open_a_paragraph_are_a_label() {
    let label = "BT /F2 12 Tf 72 700 Td (Question:) Tj /F1 12 Tf ( Why now and not before?) Tj ET".to_owned();
    let found = text(&[label]);
    // Fonts that are not embedded may not say what they are.
    assert!(
        ["**Question:** Why now and not before?\n", "Question: Why now and not before?\n"]
            .contains(&found.as_str()),
        "{found}"
    );
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let mut both = String::new();
    for i in 0..10 {
        both += &line("F1", 60, 700 - 14 * i, "left words of a column");
        both += &line("F1", 330, 700 - 14 * i, "right words of a column");
    }
    let found = text(&[both]);
    assert!(found.rfind("left").unwrap() < found.find("right").unwrap(), "{found}");
}

#[test]
fn what_cannot_be_read_is_refused_with_a_reason() {
    let picture = "q 612 0 0 792 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q".to_owned();
    assert_eq!(read(&pdf(&[picture], "")), Err(Unreadable::Scanned));
    assert_eq!(read(&pdf(&[String::new()], "")), Err(Unreadable::NoText));

    let whole = pdf(&[line("F1", 72, 700, "Words")], "");
    assert!(matches!(read(&whole[..whole.len() / 2]), Err(Unreadable::Damaged { .. })));
    assert!(matches!(read(b"%PDF-1.4\n%%EOF"), Err(Unreadable::Damaged { .. })));

    let locked = String::from_utf8(whole).unwrap().replace(
        "/Root 1 0 R>>",
        "/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF>/U<00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF>>>>>",
    );
    assert_eq!(read(locked.as_bytes()), Err(Unreadable::Encrypted));

    let resources = "/Font<</F3<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4>>>>]>>>>";
    let codes = pdf(&["BT /F3 12 Tf 72 700 Td <000100020003000400050006> Tj ET".to_owned()], resources);
    let codes = String::from_utf8(codes).unwrap().replace("/Font<</F1 3 0 R/F2 4 0 R>>", "");
    assert_eq!(read(codes.as_bytes()), Err(Unreadable::NoLetters));
}
