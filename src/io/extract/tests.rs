use super::fixtures::{docx, line, odt, pdf, zip};
use super::*;
use crate::engine::structure;
use crate::engine::transcript::Edits;
use crate::io::load::{LoadError, from_bytes};

/// Title, number of turns and the first words that are spoken.
fn heard(name: &str, bytes: &[u8]) -> (String, usize, String) {
    let document =
        from_bytes(name, bytes, Facts::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
    let read = structure::read(document.source, document.text, &document.facts, &Edits::default());
    let first = read.paragraphs.first().map(|paragraph| paragraph.span.of(&read.text).to_owned());
    (read.meta.title.clone(), read.turns.len(), first.unwrap_or_default())
}

fn text(bytes: &[u8]) -> String {
    from_bytes("x", bytes, Facts::default()).map_or_else(|error| error.to_string(), |d| d.text.to_string())
}

fn why(bytes: &[u8]) -> Option<Unreadable> {
    match from_bytes("x", bytes, Facts::default()) {
        Err(LoadError::Unreadable { why, .. }) => Some(why),
        _ => None,
    }
}

const TALK: [(&str, &str); 4] = [
    ("Jane Doe", "Good morning, and thank you all for coming here today."),
    ("Question", "How long will it last?"),
    ("Jane Doe", "It will last for a year, and we will tell you in time."),
    ("Question", "And after that?"),
];
const ВЫСТУПЛЕНИЕ: [(&str, &str); 4] = [
    ("Иван Петров", "Доброе утро, спасибо всем, кто сегодня пришёл."),
    ("Вопрос", "Как долго это продлится?"),
    ("Иван Петров", "Это продлится год, и мы сообщим вам вовремя."),
    ("Вопрос", "А что потом?"),
];
const 讲话: [(&str, &str); 4] = [
    ("王明", "大家早上好，感谢各位今天来到这里。"),
    ("记者", "这会持续多久？"),
    ("王明", "这将持续一年，我们会及时通知大家。"),
    ("记者", "之后呢？"),
];

/// One way in which a document shows who speaks: before a label, between it and the words, after them.
type Shape<'a> = (&'a str, &'a dyn Fn(&str, &str) -> String);

fn word(talk: &[(&str, &str)], shape: &dyn Fn(&str, &str) -> String) -> Vec<u8> {
    let title = "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Press conference in Geneva, June 21, 2024</w:t></w:r></w:p>";
    let body: String = talk.iter().map(|(who, words)| shape(who, words)).collect();
    docx(&format!("{title}{body}"), "Document1")
}

#[test]
fn word_shows_who_speaks_in_many_ways() {
    let run = |marks: &str, words: &str| {
        format!("<w:r><w:rPr>{marks}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
    };
    let paragraph =
        |style: &str, inner: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{inner}</w:p>");
    let bold = |who: &str, words: &str| {
        paragraph("", &(run("<w:b/>", &format!("{who}: ")) + &run("<w:b w:val=\"0\"/>", words)))
    };
    let split = |who: &str, words: &str| {
        let (a, b) = who.split_at(who.chars().next().unwrap().len_utf8());
        paragraph(
            "",
            &(run("<w:b/>", a)
                + &run("<w:b/><w:i/>", b)
                + &run("<w:b/>", ":")
                + &run("", &format!(" {words}"))),
        )
    };
    let strong = |who: &str, words: &str| {
        paragraph(
            "",
            &(run("<w:rStyle w:val=\"Strong\"/>", &format!("{who}:")) + &run("", &format!(" {words}"))),
        )
    };
    let heading = |who: &str, words: &str| {
        paragraph("Sub", &run("", &format!("{who}:"))) + &paragraph("", &run("", words))
    };
    let style =
        |who: &str, words: &str| paragraph("Speaker", &run("", who)) + &paragraph("", &run("", words));
    let plain = |who: &str, words: &str| paragraph("Circle", &run("", &format!("{who}: {words}")));
    let shapes: [Shape<'_>; 6] = [
        ("bold", &bold),
        ("bold in pieces", &split),
        ("bold by a style of characters", &strong),
        ("heading", &heading),
        ("style for names", &style),
        ("plain", &plain),
    ];
    for (name, shape) in shapes {
        for talk in [TALK, ВЫСТУПЛЕНИЕ, 讲话] {
            let (title, turns, first) = heard(name, &word(&talk, shape));
            assert_eq!(title, "Press conference in Geneva, June 21, 2024", "{name}");
            assert_eq!((turns, first.as_str()), (4, talk[0].1), "{name}: {}", text(&word(&talk, shape)));
        }
    }
}

#[test]
fn opendocument_shows_who_speaks_in_many_ways() {
    let bold = |who: &str, words: &str| {
        format!("<t:p><t:span t:style-name=\"T1\">{who}:</t:span><t:s/>{words}</t:p>")
    };
    let heading =
        |who: &str, words: &str| format!("<t:h t:outline-level=\"3\">{who}:</t:h><t:p>{words}</t:p>");
    let style = |who: &str, words: &str| format!("<t:p t:style-name=\"P1\">{who}</t:p><t:p>{words}</t:p>");
    let plain = |who: &str, words: &str| format!("<t:p>{who}: {words}</t:p>");
    let shapes: [Shape<'_>; 4] =
        [("bold", &bold), ("heading", &heading), ("style for names", &style), ("plain", &plain)];
    for (name, shape) in shapes {
        for talk in [TALK, ВЫСТУПЛЕНИЕ, 讲话] {
            let body: String = talk.iter().map(|(who, words)| shape(who, words)).collect();
            let body = format!("<t:h t:outline-level=\"1\">Remarks by the minister</t:h>{body}");
            let bytes = odt(&body, "Untitled");
            let (title, turns, first) = heard(name, &bytes);
            assert_eq!(title, "Remarks by the minister", "{name}");
            assert_eq!((turns, first.as_str()), (4, talk[0].1), "{name}: {}", text(&bytes));
        }
    }
}

#[test]
fn rich_text_shows_who_speaks_in_many_code_pages() {
    let bytes_of =
        |talk: &[(&str, &str)], encoding: &'static encoding_rs::Encoding, head: &str, is_bold: bool| {
            let mut out = head.to_owned();
            for (who, words) in talk {
                let escape = |words: &str| -> String {
                    encoding.encode(words).0.iter().map(|byte| format!("\\'{byte:02x}")).collect()
                };
                let (who, words) = (escape(who), escape(words));
                out += &if is_bold {
                    format!("{{\\b {who}:}} {words}\\par\n")
                } else {
                    format!("{who}: {words}\\par\n")
                };
            }
            (out + "}").into_bytes()
        };
    let cases = [
        (TALK, encoding_rs::WINDOWS_1252, "{\\rtf1\\ansi\\ansicpg1252\\pard "),
        (ВЫСТУПЛЕНИЕ, encoding_rs::WINDOWS_1251, "{\\rtf1\\ansi\\ansicpg1251\\pard "),
        (
            ВЫСТУПЛЕНИЕ,
            encoding_rs::WINDOWS_1251,
            "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 A;}{\\f7\\fcharset204 B;}}\\pard\\f7 ",
        ),
        (
            讲话,
            encoding_rs::GBK,
            "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset134 \\'cb\\'ce;}}\\pard\\f0 ",
        ),
    ];
    for (talk, encoding, head) in cases {
        for is_bold in [true, false] {
            let bytes = bytes_of(&talk, encoding, head, is_bold);
            let (_, turns, first) = heard("x.rtf", &bytes);
            assert_eq!((turns, first.as_str()), (4, talk[0].1), "{head}: {}", text(&bytes));
        }
    }
}

#[test]
fn rich_text_is_decoded_and_what_is_beside_it_left_out() {
    let cases = [
        ("{\\rtf1\\ansi a\\u8217?s \\u-10179?\\u-8694?\\par b\\line c\\tab d}", "a’s 😊\n\nb\nc d\n"),
        ("{\\rtf1\\ansi\\uc2 a\\u1078\\'d0\\'b6b{\\uc0\\u1078 c}}", "aжbжc\n"),
        (
            "{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red1;}{\\info{\\author X}}{\\header no}{\\*\\x{no}no}yes{\\footnote no}}",
            "yes\n",
        ),
        (
            "{\\rtf1{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt link}} a{\\v hidden}{\\deleted gone}\\bin3 }}}b}",
            "link ab\n",
        ),
        ("{\\rtf1\\pard\\outlinelevel1 Part\\par\\pard text\\~x}after", "### Part\n\ntext\u{a0}x\n"),
        ("{\\rtf1\\'82\\'a0", "damaged"),
        ("{\\rtf1 }", "no text"),
    ];
    for (rtf, expected) in cases {
        let found = text(rtf.as_bytes());
        assert!(
            found == expected || (!expected.ends_with('\n') && found.contains(expected)),
            "{rtf}: {found}"
        );
    }
    let title = "{\\rtf1{\\info{\\title Remarks by \\'c9va}}text}";
    let document = from_bytes("x.rtf", title.as_bytes(), Facts::default()).unwrap();
    assert_eq!(document.facts.title.as_deref(), Some("Remarks by Éva"));
}

#[test]
fn word_leaves_out_what_is_not_its_text() {
    let run = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr>{}</w:p>\
         <w:p>{}<w:del>{}<w:r><w:delText>gone</w:delText></w:r></w:del><w:ins>{}</w:ins>\
         <w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r><w:hyperlink>{}</w:hyperlink>\
         <w:r><w:footnoteReference w:id=\"1\"/><w:br/><w:t>next</w:t><w:tab/><w:t>&amp; &#8212;&unknown;</w:t></w:r>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>\
         <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{}</w:p></w:txbxContent></mc:Choice>\
         <mc:Fallback><w:txbxContent><w:p>{}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>\
         <w:tbl><w:tblPr/><w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>",
        run("Contents"),
        run("It "),
        run("old"),
        run("was "),
        run("here"),
        run("box"),
        run("box"),
        run("around"),
        run("one"),
        run("two")
    );
    assert_eq!(text(&docx(&body, "")), "It was here\nnext & —\n\nbox\n\naround\n\none\n\ntwo\n");
}

#[test]
fn opendocument_leaves_out_what_is_not_its_text() {
    let body = "<t:tracked-changes><t:p>gone</t:p></t:tracked-changes><t:p>a<t:note><t:p>note</t:p></t:note>\
         <o:annotation><t:p>said</t:p></o:annotation><t:tab/>b<t:line-break/>c\n  d</t:p>\
         <t:table-of-content><t:p>Contents</t:p></t:table-of-content><t:h t:outline-level=\"99999999999999999999\">H</t:h>";
    assert_eq!(text(&odt(body, "")), "a b\nc d\n\n## H\n");
}

#[test]
fn harmful_and_broken_files_are_refused_with_a_reason() {
    let good = docx("<w:p><w:r><w:t>Words that are here.</w:t></w:r></w:p>", "");
    let open = |bytes: &[u8]| matches!(why(bytes), Some(Unreadable::Damaged { .. }));
    assert!(open(&good[..good.len() / 2]), "truncated: {}", text(&good[..good.len() / 2]));
    assert!(open(&docx("<w:p>", "")), "marks that do not match");

    let bomb = vec![b' '; 40 * 1024 * 1024];
    let types = "<Types>wordprocessingml</Types>".as_bytes();
    let bomb = zip(&[("[Content_Types].xml", types), ("word/document.xml", &bomb)]);
    assert!(matches!(why(&bomb), Some(Unreadable::TooMuch { .. })), "{}", text(&bomb));

    let deep = docx(&"<w:p>".repeat(100_000), "");
    assert!(matches!(why(&deep), Some(Unreadable::TooMuch { .. })));
    let deep = format!("{{\\rtf1 {}a{}}}", "{".repeat(100_000), "}".repeat(100_000));
    assert_eq!(text(deep.as_bytes()), "a\n");
    assert!(open("{\\rtf1 ".repeat(100_000).as_bytes()));

    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><w:document><w:p><w:r><w:t>x&b;y</w:t></w:r></w:p></w:document>";
    let entities = zip(&[("[Content_Types].xml", types), ("word/document.xml", entities.as_bytes())]);
    assert_eq!(text(&entities), "xy\n");

    let mut locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    locked.resize(1024, 0);
    let old = locked.clone();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(why(&locked), Some(Unreadable::Encrypted));
    assert!(text(&old).contains("old Office version"));

    let manifest = b"<m><encryption-data/></m>";
    let locked =
        zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("META-INF/manifest.xml", manifest)]);
    assert_eq!(why(&locked), Some(Unreadable::Encrypted));
}

#[test]
fn the_bytes_decide_and_not_the_name() {
    let plain = from_bytes("a.docx", b"Question: How?", Facts::default()).unwrap();
    assert_eq!(plain.source.format, Format::Text);
    let rich = from_bytes("a.txt", b"{\\rtf1 Question: How?}", Facts::default()).unwrap();
    assert_eq!((rich.source.format, &*rich.text), (Format::Rtf, "Question: How?\n"));
    let late = zip(&[
        ("photo.bin", &[7; 9000]),
        ("[Content_Types].xml", b"x"),
        ("word/document.xml", b"<w:p><w:t>a</w:t></w:p>"),
    ]);
    assert_eq!(text(&late), "a\n");
    let archive = zip(&[("word/notes.txt", b"x")]);
    assert!(text(&archive).contains("compressed archive"));
    let noise = from_bytes("a.pdf", &[0, 1, 2, 3, 0, 5, 6, 0, 1, 2], Facts::default());
    assert!(matches!(noise, Err(LoadError::Unreadable { .. })));
}

proptest::proptest! {
    #[test]
    fn nothing_panics_on_damaged_bytes(at in 0_usize..2000, byte: u8, len in 0_usize..2000) {
        let body = "<w:p><w:r><w:t>Words that are here.</w:t></w:r></w:p>";
        let pdf = pdf(&[line("F1", 72, 700, "Words that are here.")], "");
        for mut bytes in [docx(body, "t"), odt("<t:p>Words</t:p>", "t"), b"{\\rtf1\\ansi {\\b a}\\u123?\\'e0}".to_vec(), pdf] {
            let at = at % bytes.len();
            bytes[at] = byte;
            let _ = from_bytes("x", &bytes, Facts::default());
            bytes.truncate(len);
            let _ = from_bytes("x", &bytes, Facts::default());
        }
    }
}
