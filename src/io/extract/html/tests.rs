//! The table of pages, each with the text that it gives.

use super::*;
use crate::engine::document::Document;
use crate::engine::transcript::{Edits, Facts, Format, Transcript, TurnKind};

fn text(source: &str) -> String {
    read(source.as_bytes()).unwrap().text
}

fn transcript(source: &str) -> Transcript {
    let document: Document =
        read(source.as_bytes()).unwrap().into_document("page.html", Format::Html, Facts::default());
    document.read(&Edits::default())
}

/// Speech long enough to be the text of a page.
const SPEECH: &str =
    "We have come a long way since the talks began, and I want to thank everybody who took part in them.";

#[test]
fn labels_and_paragraphs_are_kept() {
    let cases = [
        ("<p><b>Question:</b> Why?<p><b>Question</b>: How?", "**Question:** Why?\n\n**Question**: How?\n"),
        ("<div><strong>MS. PSAKI:</strong>&nbsp; Hi.</div>", "**MS. PSAKI:**\u{a0} Hi.\n"),
        ("<p>Q&nbsp;&nbsp; Thanks&mdash;Jen.</p>", "Q\u{a0}\u{a0} Thanks—Jen.\n"),
        ("One<br>line<br /> <br>Two", "One\nline\n\nTwo\n"),
        ("<p>co&shy;operation<wbr>s", "co\u{ad}operations\n"),
        (
            "<h1>Talks</h1><h3>Jane\n Doe</h3><ul><li>One<li>Two</ul>",
            "# Talks\n\n### Jane Doe\n\nOne\n\nTwo\n",
        ),
        ("<blockquote><p>Peace.</p></blockquote><table><tr><td>a<td>b</table>", "Peace.\n\na\n\nb\n"),
        (
            "<dl><dt>Anna Smith<dd>Yes.<dt>Question:<dd><p>No?</dl>",
            "**Anna Smith:** Yes.\n\n**Question:** No?\n",
        ),
        (
            "<p><span class=speaker>Jane Doe</span> Yes.<p><span class='speaker-name'>Max Roe</span>: No.",
            "**Jane Doe:** Yes.\n\n**Max Roe**: No.\n",
        ),
        (
            "<div class=tr__speaker>Jane Doe</div><div>Yes.</div><div class=tr__speaker>Max Roe:</div><p>No.",
            "**Jane Doe:** Yes.\n\n**Max Roe:** No.\n",
        ),
        ("<p>By <span class=speaker>Jane Doe</span> today", "By Jane Doe today\n"),
        ("<pre>One\nline\n\nTwo</pre>", "One\nline\n\nTwo\n"),
        ("<p>a <b>b</b> c <i>d</i>e", "a b c de\n"),
        ("<h2><a href=x><div>Jane</div><div>Doe</div></a></h2>x", "## Jane Doe\n\nx\n"),
        (
            "<script>no()</script><style>p{}</style>x<template><p>no</template><svg><text>no</text></svg>",
            "x\n",
        ),
    ];
    for (source, expected) in cases {
        assert_eq!(text(source), expected, "{source}");
    }
}

#[test]
fn what_is_no_text_is_left_out() {
    let noise = [
        "<nav><a href=a>Home</a></nav>",
        "<aside>See also</aside>",
        "<div class='page__share-list'>Share</div>",
        "<div class=cookieBanner>We use cookies.</div>",
        "<div class=no-print>Send this page</div>",
        "<div role=complementary>Related</div>",
        "<figure><img src=a><figcaption>The minister</figcaption></figure>",
        "<p hidden>Hidden.</p>",
        "<p style='color: red; display : none'>Hidden.</p>",
        "<div aria-hidden=true>Close</div>",
        "<ul><li><a href=a>One</a><li><a href=b>Two</a><li><a href=c>Three</a></ul>",
        "<footer>All rights reserved</footer>",
        "<button>Print</button><select><option>English</select>",
        "<noscript>Switch on JavaScript.</noscript>",
    ];
    let filler = "<p>{S}</p>".repeat(2);
    for noise in noise {
        for shape in
            ["<article>{}<p>{S}</p>{}</article>", "<div><p>{S}</p>{}<p>{S}</p></div>", "<body>{}<p>{S}</p>"]
        {
            let source = format!("{shape}{filler}").replace("{S}", SPEECH).replace("{}", noise);
            let text = text(&source);
            assert_eq!(text.replace(SPEECH, "").trim(), "", "{source}");
        }
    }
}

#[test]
fn what_holds_most_of_the_page_is_its_text_whatever_it_is_called() {
    let speech = format!("<p>{SPEECH}</p>").repeat(5);
    let cases = [
        "<body aria-hidden=true><div class=modal>{}</div>",
        "<div role=complementary><div class='with-sidebar'>{}</div></div><p>Menu</p>",
        "<form><table><tr><td><a href=a>One</a><br><a href=b>Two</a><td>{}</table></form>",
        "<main hidden>{}</main>",
    ];
    for source in cases {
        let text = text(&source.replace("{}", &speech));
        assert_eq!(text.matches(SPEECH).count(), 5, "{source}: {text}");
    }
}

#[test]
fn the_main_part_is_found() {
    let speech = format!("<p>{SPEECH}</p>").repeat(3);
    let site =
        "<div><a href=a>Ministry of everything</a> <p>Address of the ministry, fax and telephone.</p></div>";
    for main in [
        "<div itemprop=articleBody>{}</div>",
        "<article>{}</article>",
        "<main>{}</main>",
        "<div role=main>{}</div>",
    ] {
        let source = format!("{site}<h1>Talks</h1>{}{site}", main.replace("{}", &speech));
        let text = text(&source);
        assert_eq!(text.replace(SPEECH, "").trim(), "# Talks", "{source}");
    }
    // Without a word about it every turn stays, also the short ones.
    for class in ["", "class=turn"] {
        let turns = format!("<div {class}><b>Question:</b> Why?</div><div {class}>{speech}</div>");
        let text = text(&format!("<body><div class=page>{turns}</div></body>"));
        assert!(text.starts_with("**Question:** Why?"), "{text}");
    }
}

#[test]
fn what_stands_between_heading_and_text_is_the_head() {
    let source = format!(
        "<html lang=en-GB><title>Answers • Presidency</title><meta property=og:site_name content=Presidency>
        <meta property='article:published_time' content='2018-03-20T08:00:00Z'><article><header><h1>Answers to questions</h1>
        <time datetime=2018-03-18>March 18, 2018</time><div>Moscow</div></header><div itemprop=articleBody>
        <p><b>Question:</b> Why?</p><p><b>Anna Smith:</b> {SPEECH}</p></div></article>"
    );
    let transcript = transcript(&source);
    assert_eq!(transcript.meta.title, "Answers to questions");
    assert_eq!(transcript.meta.date.map(|date| date.value.to_string()).as_deref(), Some("2018-03-18"));
    assert_eq!(transcript.meta.publisher.as_deref(), Some("Presidency"));
    let kinds: Vec<TurnKind> = transcript.turns.iter().map(|turn| turn.kind).collect();
    assert_eq!(kinds, [TurnKind::Question, TurnKind::Answer]);
    assert!(!transcript.text.contains("Published"));
}

#[test]
fn the_day_of_publication_stands_in_where_no_other_does() {
    let day = "2018-03-18";
    let heads = [
        "<meta name=DC.date content=2018-03-18>",
        "<meta property='article:published_time' content='2018-03-18T20:40:00+03:00'>",
        "<script type='application/ld+json'>{\"@graph\":[{\"datePublished\":\"2018-03-18\",\"headline\":\"Talks\"}]}</script>",
    ];
    for head in heads {
        let page =
            transcript(&format!("{head}<title>Talks | Site</title><article><p>{SPEECH}</p></article>"));
        assert_eq!(
            page.meta.date.map(|date| date.value.to_string()).as_deref(),
            Some(day),
            "{head}: {}",
            page.text
        );
        assert_eq!(page.meta.title, "Talks", "{head}");
        let page =
            transcript(&format!("{head}<article><p>Minsk, 15 March 2018</p><p>{SPEECH}</p></article>"));
        assert_eq!(
            page.meta.date.map(|date| date.value.to_string()).as_deref(),
            Some("2018-03-15"),
            "{head}"
        );
    }
}

#[test]
fn news_has_no_turns() {
    let source = "<html><head><title>Ministers meet | News</title></head><body><nav>Home</nav><main><article>
        <h1>Ministers meet in Minsk</h1><p class=byline>By <a href=x>Anna Smith</a></p>
        <p><b>MINSK</b> — Ministers met on Monday to speak about trade. The talks took two hours.</p>
        <h2>What was agreed</h2><p><strong>Trade:</strong> tariffs fall by a tenth next year, officials said.</p>
        <p>“We are pleased,” said the minister, Max Roe: “It is a beginning.”</p>
        <p><strong>Read more: </strong><a href=x>Trade in numbers</a></p></article></main></body></html>";
    let transcript = transcript(source);
    assert_eq!(transcript.turns.len(), 1, "{:?}", transcript.turns);
    assert_eq!(transcript.turns[0].label, None);
    assert_eq!(transcript.meta.title, "Ministers meet in Minsk");
}

#[test]
fn encodings_and_damage() {
    let source =
        "<html><head><meta charset=windows-1251></head><body><p>Вопрос: Как Вы оцениваете итоги?</p>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(source);
    let page = read(&bytes).unwrap();
    assert_eq!((page.encoding, page.text.trim()), ("windows-1251", "Вопрос: Как Вы оцениваете итоги?"));
    for end in 1..source.len() {
        // Whatever is there of a page that was not saved whole.
        if let Some(part) = source.as_bytes().get(..end) {
            let _ = read(part);
        }
    }
    assert_eq!(text("<p>Good <b>morn"), "Good morn\n");
    for empty in ["<html><body><script>x</script></body></html>", "<p>&nbsp;<img src=a>", ""] {
        assert!(
            matches!(read(empty.as_bytes()), Err(Unreadable::NoText)) || text(empty).trim() == "",
            "{empty}"
        );
    }
}

#[test]
fn harmful_pages_end_in_time() {
    let deep = "<div>".repeat(1_000_000);
    assert!(matches!(read(deep.as_bytes()), Err(Unreadable::TooMuch { .. })));
    let nested = format!("{}{SPEECH}", "<div>".repeat(2_000));
    assert!(text(&nested).contains(SPEECH), "deep, but not harmful");
    let wide = format!("<p>{SPEECH}</p>").repeat(5_000);
    assert_eq!(text(&wide).matches(SPEECH).count(), 5_000);
    let long = SPEECH.repeat(5_000);
    assert!(text(&long).len() >= long.len());
    let entities = "&amp;&lt;&bogus;&#x110000;".repeat(50_000);
    assert!(text(&entities).starts_with("&<&bogus;\u{fffd}"));
}
