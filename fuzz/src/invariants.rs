//! What holds of every transcript and every comparison, whatever was read.

use stance::engine::fold::{Case, Folded};
use stance::engine::transcript::{Span, Transcript};

/// What a stretch of a text was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The label of a turn.
    Label,

    /// A paragraph of a turn.
    Paragraph,

    /// Furniture.
    Furniture,

    /// Title, date line, heading, a label without words.
    Header,

    /// Space around them.
    Blank,
}

/// Checks all of it.
pub fn check(transcript: &Transcript) {
    check_turns(transcript);
    check_paragraphs(transcript);
    let rebuilt: String = parts(transcript).iter().map(|(_, span)| transcript.slice(*span)).collect();
    assert_eq!(rebuilt, *transcript.text, "the parts rebuild the text");
    for warning in &transcript.warnings {
        let _ = transcript.slice(warning.span);
        assert!(!warning.message.is_empty());
    }
    if let Some(title) = transcript.meta.title_span {
        assert!(!transcript.slice(title).is_empty());
        assert!(transcript.turns.iter().all(|turn| !turn.span.overlaps(title)), "no turn holds the title");
    }
}

/// The text cut into parts: each byte stands in exactly one of them.
pub fn parts(transcript: &Transcript) -> Vec<(Part, Span)> {
    let labels = transcript.turns.iter().filter_map(|turn| turn.label).map(|span| (Part::Label, span));
    let paragraphs = transcript.paragraphs.iter().map(|paragraph| (Part::Paragraph, paragraph.span));
    let furniture = transcript.furniture.iter().map(|piece| (Part::Furniture, piece.span));
    let mut known: Vec<(Part, Span)> = labels.chain(paragraphs).chain(furniture).collect();
    known.sort_by_key(|(_, span)| *span);
    in_order(&transcript.text, known.iter().map(|(_, span)| *span));
    let mut parts = Vec::new();
    let mut at = 0;
    let fill = |parts: &mut Vec<(Part, Span)>, start: usize, end: usize| {
        let gap = Span::new(start, end);
        if !gap.is_empty() {
            // The marks of a paragraph in bold are no words and stand round it.
            let is_blank = gap.of(&transcript.text).chars().all(|c| is_space(c) || c == '*');
            assert!(
                is_blank || !transcript.turns.iter().any(|turn| turn.span.overlaps(gap)),
                "between the paragraphs of a turn stands {:?}",
                gap.of(&transcript.text)
            );
            parts.push((if is_blank { Part::Blank } else { Part::Header }, gap));
        }
    };
    for (part, span) in known {
        fill(&mut parts, at, span.start);
        parts.push((part, span));
        at = span.end;
    }
    fill(&mut parts, at, transcript.text.len());
    parts
}

/// Turns stand in order, apart from furniture, each with its paragraphs.
fn check_turns(transcript: &Transcript) {
    let mut next_paragraph = 0;
    for turn in &transcript.turns {
        assert_eq!(turn.first_paragraph, next_paragraph, "each paragraph has one turn");
        assert!(turn.first_paragraph < turn.end_paragraph, "a turn has words");
        next_paragraph = turn.end_paragraph;
        let paragraphs = &transcript.paragraphs[turn.first_paragraph..turn.end_paragraph];
        let start = turn.label.unwrap_or(paragraphs[0].span).start;
        assert_eq!(turn.span, Span::new(start, paragraphs[paragraphs.len() - 1].span.end));
    }
    assert_eq!(next_paragraph, transcript.paragraphs.len());
    let (text, turns) = (&transcript.text, &transcript.turns);
    in_order(text, turns.iter().map(|turn| turn.span));
    in_order(text, transcript.furniture.iter().map(|piece| piece.span));
    let mut both: Vec<Span> = turns.iter().map(|turn| turn.span).collect();
    both.extend(transcript.furniture.iter().map(|piece| piece.span));
    both.sort();
    in_order(text, both.into_iter());
}

/// Sentences fill their paragraphs but for space.
fn check_paragraphs(transcript: &Transcript) {
    let mut next_sentence = 0;
    for (index, paragraph) in transcript.paragraphs.iter().enumerate() {
        let turn = &transcript.turns[paragraph.turn];
        assert!(
            (turn.first_paragraph..turn.end_paragraph).contains(&index) && turn.span.contains(paragraph.span)
        );
        assert_eq!(paragraph.first_sentence, next_sentence, "each sentence has one paragraph");
        assert!(paragraph.first_sentence < paragraph.end_sentence, "a paragraph has words");
        next_sentence = paragraph.end_sentence;
        let mut at = paragraph.span.start;
        for sentence in &transcript.sentences[paragraph.first_sentence..paragraph.end_sentence] {
            assert_eq!(sentence.paragraph, index);
            assert!(!sentence.span.is_empty() && sentence.span.start >= at);
            assert!(
                transcript.slice(Span::new(at, sentence.span.start)).chars().all(is_space),
                "space between"
            );
            assert!(!transcript.slice(sentence.span).starts_with(is_space), "no space at the start");
            at = sentence.span.end;
        }
        assert_eq!(at, paragraph.span.end, "sentences reach the end");
    }
    assert_eq!(next_sentence, transcript.sentences.len());
}

/// Checks that spans lie on characters, one after the other.
pub fn in_order(text: &str, spans: impl Iterator<Item = Span>) {
    let mut at = 0;
    for span in spans {
        assert!(span.start >= at && span.start < span.end, "{span:?} after {at}");
        assert!(text.get(span.start..span.end).is_some(), "{span:?} cuts a character");
        at = span.end;
    }
}

/// The letters and digits outside of some spans, as they are compared: of the folded text. Not words, since where words
/// end in a script without spaces depends on what stands around them.
pub fn kept(text: &str, case: Case, changes: impl Iterator<Item = Span>) -> String {
    let changes: Vec<Span> = changes.collect();
    let folded = Folded::new(text, case);
    let is_kept = |at: usize, c: char| {
        let place = folded.original(Span::new(at, at + c.len_utf8()));
        !changes.iter().any(|change| change.overlaps(place))
    };
    let letters = folded.text().char_indices().filter(|(_, c)| c.is_alphanumeric());
    letters.filter(|&(at, c)| is_kept(at, c)).map(|(_, c)| c).collect()
}

/// White space, and the invisible characters that web pages leave between words.
fn is_space(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}
