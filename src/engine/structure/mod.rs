//! TEMPORARY.
use crate::engine::transcript::*;
use std::sync::Arc;
/// Temporary.
pub fn read(source: Source, text: Arc<str>, facts: &Facts, edits: &Edits) -> Transcript {
    let mut t = Transcript {
        source,
        text: text.clone(),
        meta: Default::default(),
        turns: vec![],
        paragraphs: vec![],
        sentences: vec![],
        furniture: vec![],
        warnings: vec![],
        words: 0,
    };
    t.meta.title = edits.title.clone().or(facts.title.clone()).unwrap_or(t.source.file_name().to_owned());
    t.meta.date = facts.date.map(|value| SourcedDate { value, source: DateSource::Metadata });
    match edits.date {
        Some(DateEdit::On(value)) => t.meta.date = Some(SourcedDate { value, source: DateSource::User }),
        Some(DateEdit::Undated) => t.meta.date = None,
        None => {}
    }
    t.meta.place = facts.place.clone();
    t.meta.organisation = facts.organisation.clone();
    t.meta.event = facts.event.clone();
    t.meta.speakers = facts.speakers.clone().unwrap_or_default();
    t.meta.language = Some("en".into());
    let seg = icu_segmenter::SentenceSegmenter::new(Default::default());
    let mut at = 0;
    let mut body = false;
    let mut kind = TurnKind::Opening;
    let mut label: Option<Span> = None;
    let mut newturn = true;
    let mut speaker = t.meta.speakers.first().cloned();
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let trimmed = line.trim_end();
        if trimmed.trim().is_empty() {
            continue;
        }
        if trimmed.contains("Share the Post")
            || trimmed.contains("Additional materials")
            || trimmed.contains("Дополнительные")
        {
            t.furniture.push(Furniture {
                span: Span::new(start, text.len()),
                reason: FurnitureReason::SiteNavigation,
            });
            break;
        }
        if !body {
            if trimmed.len() < 30
                || trimmed.contains("Foreign Minister Sergey Lavrov")
                || trimmed.starts_with("en-")
            {
                continue;
            }
            body = true;
        }
        let mut off = 0;
        for (l, k) in [("Question:", TurnKind::Question), ("Sergey Lavrov:", TurnKind::Answer)] {
            if trimmed.starts_with(l) {
                off = l.len();
                kind = k;
                newturn = true;
                label = Some(Span::new(start, start + off));
                speaker = (k == TurnKind::Answer).then(|| "Sergey Lavrov".to_owned());
            }
        }
        let off = off + (trimmed[off..].len() - trimmed[off..].trim_start().len());
        let span = Span::new(start + off, start + trimmed.len());
        if newturn {
            t.turns.push(Turn {
                kind,
                speaker: speaker.clone(),
                span: Span::new(start, span.end),
                label: label.take(),
                first_paragraph: t.paragraphs.len(),
                end_paragraph: t.paragraphs.len(),
            });
            newturn = false;
        }
        let first = t.sentences.len();
        let p = t.paragraphs.len();
        let s = span.of(&text);
        let mut prev = 0;
        for b in seg.segment_str(s).skip(1) {
            let piece = &s[prev..b];
            let lead = piece.len() - piece.trim_start().len();
            let e = prev + piece.trim_end().len();
            if e > prev + lead {
                t.sentences.push(Sentence {
                    span: Span::new(span.start + prev + lead, span.start + e),
                    paragraph: p,
                });
            }
            prev = b;
        }
        t.words += crate::engine::words::words(s).count();
        let turn = t.turns.len() - 1;
        t.paragraphs.push(Paragraph { span, turn, first_sentence: first, end_sentence: t.sentences.len() });
        t.turns[turn].end_paragraph = t.paragraphs.len();
        t.turns[turn].span.end = span.end;
    }
    t
}
