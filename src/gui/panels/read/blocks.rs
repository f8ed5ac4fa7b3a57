//! A transcript as a list of blocks: what Read draws, in the order of the text.

use crate::engine::numbers;
use crate::engine::transcript::{FurnitureReason, Span, Transcript, TurnKind};

/// Bytes of text in one block, at most: a paragraph of 50 kB is drawn in parts.
const LONGEST: usize = 4_000;

/// Something that is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Title and dateline: text outside the turns.
    Outside(Span),

    /// Furniture, folded into one line.
    Fold {
        /// The first and the last piece in [`Transcript::furniture`].
        from: usize,
        /// After the last.
        to: usize,
    },

    /// Furniture, unfolded.
    Furniture(usize),

    /// Who speaks from here on.
    Who(usize),

    /// A paragraph, or a part of a long one.
    Paragraph {
        /// Its number in [`Transcript::paragraphs`].
        number: usize,
        /// The part that this block draws.
        span: Span,
        /// Whether it is the first part, which has the number beside it.
        is_first: bool,
    },

    /// What a reader must know about the paragraph above.
    Warning(usize),
}

impl Block {
    /// The text that it covers, where it shows text.
    pub fn span(&self, transcript: &Transcript) -> Option<Span> {
        match self {
            Self::Outside(span) | Self::Paragraph { span, .. } => Some(*span),
            Self::Furniture(i) => Some(transcript.furniture[*i].span),
            Self::Fold { .. } | Self::Who(_) | Self::Warning(_) => None,
        }
    }
}

/// Makes the blocks of a transcript.
pub fn blocks(transcript: &Transcript, unfold: bool) -> Vec<Block> {
    let mut out = Vec::with_capacity(transcript.paragraphs.len() + transcript.turns.len() + 8);
    let mut furniture = 0;
    let mut at = 0;
    for (t, turn) in transcript.turns.iter().enumerate() {
        furniture_until(transcript, turn.span.start, &mut furniture, &mut at, unfold, &mut out);
        outside(transcript, Span::new(at.min(turn.span.start), turn.span.start), &mut out);
        out.push(Block::Who(t));
        for number in turn.first_paragraph..turn.end_paragraph {
            paragraph(transcript, number, &mut out);
        }
        at = at.max(turn.span.end);
    }
    furniture_until(transcript, transcript.text.len(), &mut furniture, &mut at, unfold, &mut out);
    outside(transcript, Span::new(at.min(transcript.text.len()), transcript.text.len()), &mut out);
    out
}

fn furniture_until(
    transcript: &Transcript,
    end: usize,
    next: &mut usize,
    at: &mut usize,
    unfold: bool,
    out: &mut Vec<Block>,
) {
    while let Some(piece) = transcript.furniture.get(*next).filter(|piece| piece.span.start < end) {
        outside(transcript, Span::new((*at).min(piece.span.start), piece.span.start), out);
        if unfold {
            out.push(Block::Furniture(*next));
        } else if let Some(Block::Fold { to, .. }) = out.last_mut() {
            *to = *next + 1;
        } else {
            out.push(Block::Fold { from: *next, to: *next + 1 });
        }
        *at = (*at).max(piece.span.end);
        *next += 1;
    }
}

/// The lines of a stretch that belongs to no turn, one block each.
fn outside(transcript: &Transcript, span: Span, out: &mut Vec<Block>) {
    let text = transcript.slice(span);
    let mut start = span.start;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let at = start + (line.len() - line.trim_start().len());
            out.push(Block::Outside(Span::new(at, at + trimmed.len())));
        }
        start += line.len();
    }
}

fn paragraph(transcript: &Transcript, number: usize, out: &mut Vec<Block>) {
    let paragraph = transcript.paragraphs[number];
    let mut is_first = true;
    for span in parts(transcript, number) {
        out.push(Block::Paragraph { number, span, is_first });
        is_first = false;
    }
    let warnings = transcript.warnings.iter().enumerate();
    let here =
        warnings.filter(|(_, w)| w.kind.is_damage() && !w.span.is_empty() && paragraph.span.contains(w.span));
    out.extend(here.map(|(i, _)| Block::Warning(i)));
}

/// A paragraph in parts of at most [`LONGEST`] bytes, cut between sentences, or at a character where
/// one sentence is longer.
fn parts(transcript: &Transcript, number: usize) -> Vec<Span> {
    let paragraph = transcript.paragraphs[number];
    if paragraph.span.len() <= LONGEST {
        return vec![paragraph.span];
    }
    let mut cuts: Vec<usize> = Vec::new();
    let mut from = paragraph.span.start;
    let ends =
        transcript.sentences[paragraph.first_sentence..paragraph.end_sentence].iter().map(|s| s.span.start);
    let mut last_end = from;
    for start in ends.chain([paragraph.span.end]) {
        if start - from > LONGEST {
            if last_end > from {
                cuts.push(last_end);
                from = last_end;
            }
            while start - from > LONGEST {
                let cut = transcript.text.floor_char_boundary(from + LONGEST);
                cuts.push(cut);
                from = cut;
            }
        }
        last_end = start;
    }
    let mut bounds = vec![paragraph.span.start];
    bounds.extend(cuts.into_iter().filter(|&cut| cut < paragraph.span.end));
    bounds.push(paragraph.span.end);
    bounds.dedup();
    bounds.windows(2).map(|b| Span::new(b[0], b[1])).collect()
}

/// What a folded stretch says.
pub fn fold_text(transcript: &Transcript, from: usize, to: usize) -> String {
    let pieces = &transcript.furniture[from..to];
    let lines: usize = pieces
        .iter()
        .map(|p| transcript.slice(p.span).lines().filter(|l| !l.trim().is_empty()).count())
        .sum();
    let mut reasons: Vec<&str> = pieces.iter().map(|p| FurnitureReason::as_str(p.reason)).collect();
    reasons.dedup();
    format!("{} folded: {}", numbers::count(lines.max(1), "line"), reasons.join(", "))
}

/// Who speaks, and what the turn is.
pub fn who_text(transcript: &Transcript, turn: usize) -> String {
    let turn = &transcript.turns[turn];
    let kind = match turn.kind {
        TurnKind::Opening => "opening remarks",
        TurnKind::Question => "question",
        TurnKind::Answer => "answer",
        TurnKind::Other => "",
    };
    match (&turn.speaker, kind) {
        (Some(speaker), "") => speaker.clone(),
        (Some(speaker), kind) => format!("{speaker} · {kind}"),
        (None, "") => "Text".to_owned(),
        (None, kind) => {
            let mut chars = kind.chars();
            chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
        }
    }
}
