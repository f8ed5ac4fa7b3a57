//! The table of pages, each with the text that it gives.

use super::*;
use crate::engine::document::Document;
use crate::engine::transcript::{Edits, Facts, Format, FurnitureReason, Span, Transcript, TurnKind};

/// The text of a page without what stands beside it.
fn text(source: &str) -> String {
    let page = read(source.as_bytes()).unwrap();
    page.facts.own_text(&page.text).trim_start_matches('\n').to_owned()
}

/// What stands beside the text of a page, with what it is, in the order of the text.
fn beside(source: &str) -> Vec<(FurnitureReason, String)> {
    let page = read(source.as_bytes()).unwrap();
    page.facts.furniture.iter().map(|piece| (piece.reason, piece.span.of(&page.text).to_owned())).collect()
}

fn document(source: &str) -> Document {
    read(source.as_bytes()).unwrap().into_document("page.html", Format::Html, Facts::default())
}

fn transcript(source: &str) -> Transcript {
    document(source).read(&Edits::default())
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

/// A page with a menu, a share bar between heading and text, a card, a caption and hidden words between two turns, and
/// a footer.
fn page_of_a_site() -> String {
    let menu: String = (1..=60).map(|n| format!("<li><a href=/{n}>Entry {n}</a></li>")).collect();
    let cards: String = (1..=5)
        .map(|n| {
            format!(
                "<div class=col><div class=teaser><a href=x>Card {n}</a><p>On {n} May 2020</p></div></div>"
            )
        })
        .collect();
    format!(
        "<html><title>Talks</title><body><header><a href=/>Ministry</a><nav><ul>{menu}</ul></nav>
        <div class=breadcrumbs><a>Home</a><a>News</a></div></header>
        <main><article><h1>Talks in Minsk</h1><div class=share-bar>Share</div><p>12 June 2020</p>
        <p><b>Question:</b> Why?</p>
        <aside><p>Anna Smith: Not this.</p></aside><p hidden>Question: Or this?</p>
        <p><b>Anna Smith:</b> {SPEECH}</p>
        <figure><img src=x><figcaption>Anna Smith, 1 May 2019</figcaption></figure>
        <p>{SPEECH}</p><p><b>Question:</b> How? <button>More</button></p><p><b>Anna Smith:</b> {SPEECH}</p></article></main>
        <section><h2>See also</h2>{cards}</section>
        <footer>Address \u{fffd} of the ministry<script>track()</script></footer></body></html>"
    )
}

#[test]
fn what_stands_beside_the_text_is_furniture_and_changes_nothing_else() {
    let page = document(&page_of_a_site());
    let own = page.facts.own_text(&page.text).trim_start_matches('\n').to_owned();
    let facts = Facts { furniture: Vec::new(), ..page.facts.clone() };
    let [with, without] = [page.clone(), Document::new(page.source.clone(), own.clone(), facts)]
        .map(|document| document.read(&Edits::default()));
    let start = page.text.find(&own).unwrap();
    let moved = |span: Span| Span::new(span.start + start, span.end + start);
    let turns = |read: &Transcript, moved: &dyn Fn(Span) -> Span| -> Vec<_> {
        let turns = read.turns.iter();
        turns.map(|turn| (turn.kind, turn.speaker.clone(), moved(turn.span), turn.label.map(moved))).collect()
    };
    assert_eq!(turns(&with, &|span| span), turns(&without, &moved));
    let kinds: Vec<TurnKind> = with.turns.iter().map(|turn| turn.kind).collect();
    assert_eq!(kinds, [TurnKind::Question, TurnKind::Answer].repeat(2));
    let sentences = |read: &Transcript| read.sentences.iter().map(|s| s.span).collect::<Vec<_>>();
    assert_eq!(sentences(&with), sentences(&without).into_iter().map(moved).collect::<Vec<_>>());
    let meta = |read: &Transcript| {
        (read.meta.title.clone(), read.meta.date, read.meta.language.clone(), read.meta.speakers.clone())
    };
    assert_eq!(meta(&with), meta(&without));
    assert_eq!(with.meta.title_span, without.meta.title_span.map(moved));
    assert_eq!((with.words, &with.warnings), (without.words, &without.warnings));
    assert_eq!(with.furniture.len(), without.furniture.len() + page.facts.furniture.len());
}

#[test]
fn a_menu_is_one_piece_and_so_is_a_list_of_cards() {
    let pieces = beside(&page_of_a_site());
    let shown: Vec<(&str, usize, &str)> = pieces
        .iter()
        .map(|(reason, text)| {
            (reason.as_str(), text.lines().count(), text.lines().next().unwrap_or_default())
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("site navigation", 123, "Ministry"),
            ("share button", 1, "Share"),
            ("beside the text of the page", 1, "Anna Smith: Not this."),
            ("hidden on the page", 1, "Question: Or this?"),
            ("caption", 1, "Anna Smith, 1 May 2019"),
            ("site navigation", 1, "More"),
            ("beside the text of the page", 21, "## See also"),
            ("site navigation", 1, "Address \u{fffd} of the ministry"),
        ],
        "{pieces:#?}"
    );
    assert!(pieces[0].1.ends_with("Home News"), "links side by side keep apart: {}", pieces[0].1);
}

#[test]
fn a_restored_part_is_read_with_the_rest() {
    let page = document(&page_of_a_site());
    let before = page.read(&Edits::default());
    for piece in &page.facts.furniture {
        let read = page.read(&Edits::marking(piece.span, false));
        let shown = piece.span.of(&page.text);
        assert_eq!(read.furniture.len(), before.furniture.len() - 1, "{shown}");
        for line in shown.lines().filter(|line| !line.trim().is_empty()) {
            let spoken = |line: &str| read.turns.iter().any(|turn| read.slice(turn.span).contains(line));
            assert!(spoken(line), "{line} in {:#?}", read.turns);
        }
        assert_eq!((&read.meta.title, read.meta.date), (&before.meta.title, before.meta.date), "{shown}");
        let words = |read: &Transcript| -> Vec<String> {
            read.sentences.iter().map(|sentence| read.slice(sentence.span).to_owned()).collect()
        };
        let now = words(&read);
        assert!(words(&before).iter().all(|sentence| now.contains(sentence)), "{shown}");
    }
    // A part of the remarks that the page shows in a card has its labels, and one line may come back alone.
    let turns = |shown: &str| {
        let start = page.text.find(shown).unwrap();
        page.read(&Edits::marking(Span::new(start, start + shown.len()), false)).turns
    };
    let last = turns("Anna Smith: Not this.").pop().unwrap();
    assert_eq!((last.kind, last.speaker.as_deref()), (TurnKind::Answer, Some("Anna Smith")));
    let first = turns("Entry 30").remove(0);
    assert_eq!(first.span.of(&page.text), "Entry 30");
}

#[test]
fn a_long_part_is_a_piece_of_its_own_and_too_much_is_left_out() {
    let speech = format!("<p>{SPEECH}</p>").repeat(4);
    let page = |beside: &str| format!("<main>{}</main>{beside}", speech.repeat(4));
    let parts = format!("<aside>{speech}</aside>").repeat(2);
    assert_eq!(beside(&page(&parts)).len(), 2);
    let links = |count: usize| format!("<nav><a href=x>{}</a></nav>", "A link to a page. ".repeat(count));
    let all = beside(&page(&(links(3_000) + &links(3_000) + &parts)));
    let reasons: Vec<FurnitureReason> = all.iter().map(|(reason, _)| *reason).collect();
    assert_eq!(
        reasons,
        [FurnitureReason::SiteNavigation, FurnitureReason::BesideText, FurnitureReason::BesideText]
    );
    assert!(all[0].1.len() < 64 * 1024, "the second menu has no room");
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
