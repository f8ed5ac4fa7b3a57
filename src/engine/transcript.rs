//! What a transcript is once it has been read: immutable text, and ranges into it.
//!
//! Every range is a [`Span`] of UTF-8 byte offsets into [`Transcript::text`], always on character
//! boundaries. Nothing is ever cut out of the text: what does not belong to the event is marked as
//! [`Furniture`], and whatever is quoted is a slice of the original.

mod edits;
mod facts;

pub use edits::{DateEdit, Edits, FurnitureEdit, LabelShape, SentenceEdit};
pub use facts::Facts;

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A half-open range of UTF-8 byte offsets into a transcript's decoded text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,

    /// Offset after the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`, end exclusive.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span runs forwards");
        Self { start, end }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies inside, ends included.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The text that it covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

/// How the file was written, which decides what marks a label, a title or a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text.
    #[default]
    Text,

    /// Markdown, with or without front matter.
    Markdown,

    /// A web page.
    Html,

    /// Word, since 2007.
    Docx,

    /// OpenDocument text.
    OpenDocument,

    /// Rich text.
    Rtf,

    /// PDF with a text layer.
    Pdf,

    /// A row of a table of transcripts: CSV, TSV, JSON or JSON Lines.
    Table,
}

impl Format {
    /// As `stance-cli` and the interface write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Docx => "Word",
            Self::OpenDocument => "OpenDocument",
            Self::Rtf => "RTF",
            Self::Pdf => "PDF",
            Self::Table => "table",
        }
    }
}

/// Where a transcript came from and how its bytes were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The path or name as it was given; what messages and output call the transcript.
    pub path: String,

    /// How the file was written.
    pub format: Format,

    /// Name of the encoding that the bytes were decoded from, as the Encoding Standard spells it.
    pub encoding: String,
}

impl Source {
    /// The last part of the path, without folders.
    pub fn file_name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or(&self.path)
    }
}

/// Where a date was found. The order is that of trust: what the user says outranks everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateSource {
    /// Only the file's name holds it.
    FileName,

    /// A table: the `metadata.csv` beside the file, or the one that holds the transcript.
    Metadata,

    /// A document number such as `676-12-04-2024`.
    DocumentNumber,

    /// A line of its own above the remarks.
    Dateline,

    /// The title.
    Title,

    /// The front matter of a Markdown file.
    FrontMatter,

    /// The user entered it.
    User,
}

impl DateSource {
    /// As `stance-cli inspect` and the details panel say it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FileName => "file-name",
            Self::Metadata => "metadata",
            Self::DocumentNumber => "document-number",
            Self::Dateline => "dateline",
            Self::Title => "title",
            Self::FrontMatter => "front-matter",
            Self::User => "user",
        }
    }
}

/// A date and where it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourcedDate {
    /// The day of the event.
    pub value: Date,

    /// Where it was found.
    pub source: DateSource,
}

/// What is known about the event, after everything that the file, its neighbours and the user say has
/// been weighed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// Title, or the file's name where nothing in the text is one.
    pub title: String,

    /// Where the title stands in the text, where it does.
    pub title_span: Option<Span>,

    /// Day of the event; `None` where nothing says it. Never guessed.
    pub date: Option<SourcedDate>,

    /// Town where it took place.
    pub place: Option<String>,

    /// Organisation that met.
    pub organisation: Option<String>,

    /// Meeting or occasion.
    pub event: Option<String>,

    /// Who gives the remarks and answers, in order of first appearance, the principal speaker first.
    pub speakers: Vec<String>,

    /// Who published the transcript.
    pub publisher: Option<String>,

    /// Language as a BCP 47 code; `None` where the text is too short to tell.
    pub language: Option<String>,
}

/// What a turn is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TurnKind {
    /// Remarks before the first question.
    Opening,

    /// A question from the press or the audience.
    Question,

    /// What a speaker says after a question.
    Answer,

    /// Anything else that is spoken: a moderator, or a text with no sign of who speaks.
    Other,
}

impl TurnKind {
    /// As `stance-cli` and the interface write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Question => "question",
            Self::Answer => "answer",
            Self::Other => "other",
        }
    }

    /// Whether the words are those of a speaker of the event, so that they may hold a position.
    pub fn is_speech(self) -> bool {
        self != Self::Question
    }
}

/// One turn: from its label to the end of its last paragraph, free of furniture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// What it is.
    pub kind: TurnKind,

    /// Who speaks, where the text says so.
    pub speaker: Option<String>,

    /// From the label to the end of the last paragraph.
    pub span: Span,

    /// The label itself with its colon, where there is one.
    pub label: Option<Span>,

    /// First of its paragraphs in [`Transcript::paragraphs`].
    pub first_paragraph: usize,

    /// After the last of its paragraphs.
    pub end_paragraph: usize,
}

/// One paragraph of a turn, without the label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its text.
    pub span: Span,

    /// Its turn in [`Transcript::turns`].
    pub turn: usize,

    /// First of its sentences in [`Transcript::sentences`].
    pub first_sentence: usize,

    /// After the last of its sentences.
    pub end_sentence: usize,
}

/// One sentence of a paragraph, without the white space around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Its text.
    pub span: Span,

    /// Its paragraph in [`Transcript::paragraphs`].
    pub paragraph: usize,
}

/// Part of the file that does not belong to the event: shown dimmed and folded, left out of every
/// count, never deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Furniture {
    /// What it covers: whole lines.
    pub span: Span,

    /// Why it is taken for furniture.
    pub reason: FurnitureReason,
}

/// Why part of a file is taken for furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FurnitureReason {
    /// Date and time of publication above the text.
    PublicationTime,

    /// Number of the document at its publisher.
    DocumentNumber,

    /// Links to the page in other languages.
    LanguageSwitch,

    /// Menus, galleries, search tools, tags.
    SiteNavigation,

    /// Buttons to share the page.
    ShareButton,

    /// A line that names the source.
    SourceLine,

    /// Another text that follows the transcript.
    UnrelatedTail,

    /// The block of fields above a Markdown text.
    FrontMatter,

    /// A ruled line between parts.
    Divider,

    /// Markup without words: an embedded player, an image.
    Markup,

    /// Words to a picture or a gallery of a web page.
    Caption,

    /// Words of a web page that it does not show.
    Hidden,

    /// Anything else on a web page that is not its text: cards, related pages, comments.
    BesideText,

    /// The user marked it.
    ByHand,
}

impl FurnitureReason {
    /// Whether its lines can be restored: fields above a text are read as such or not at all.
    pub fn is_restorable(self) -> bool {
        self != Self::FrontMatter
    }

    /// In words, for output and the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PublicationTime => "publication time",
            Self::DocumentNumber => "document number",
            Self::LanguageSwitch => "language switch",
            Self::SiteNavigation => "site navigation",
            Self::ShareButton => "share button",
            Self::SourceLine => "source line",
            Self::UnrelatedTail => "unrelated tail",
            Self::FrontMatter => "front matter",
            Self::Divider => "divider",
            Self::Markup => "markup",
            Self::Caption => "caption",
            Self::Hidden => "hidden on the page",
            Self::BesideText => "beside the text of the page",
            Self::ByHand => "marked by you",
        }
    }
}

/// Something that a reader must know before quoting: damage in the file, or a doubt of the reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// Which sort of trouble.
    pub kind: WarningKind,

    /// Where; empty at 0 where it is about the whole transcript.
    pub span: Span,

    /// One sentence for the user.
    pub message: String,
}

/// Sorts of trouble in a transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningKind {
    /// A paragraph breaks off in mid-sentence: text is lost in the file.
    TruncatedParagraph,

    /// A space is missing between two sentences or words.
    GluedText,

    /// What is left of links or footnotes: "(1, 2, 3)".
    LinkResidue,

    /// A quotation mark is opened and never closed, or the reverse.
    UnbalancedQuote,

    /// Two places of the file and its metadata give different dates.
    DateConflict,

    /// Nothing says when it was.
    NoDate,

    /// No sign of who speaks was found: the whole text is one turn.
    NoTurns,

    /// The text is mostly written from right to left, which the window cannot order yet.
    RightToLeft,

    /// Characters could not be decoded.
    LostCharacters,
}

impl WarningKind {
    /// Whether the file itself is damaged there, rather than something about it unknown.
    pub fn is_damage(self) -> bool {
        match self {
            Self::TruncatedParagraph
            | Self::GluedText
            | Self::LinkResidue
            | Self::UnbalancedQuote
            | Self::LostCharacters => true,
            Self::DateConflict | Self::NoDate | Self::NoTurns | Self::RightToLeft => false,
        }
    }

    /// As `stance-cli inspect` writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TruncatedParagraph => "truncated-paragraph",
            Self::GluedText => "glued-text",
            Self::LinkResidue => "link-residue",
            Self::UnbalancedQuote => "unbalanced-quote",
            Self::DateConflict => "date-conflict",
            Self::NoDate => "no-date",
            Self::NoTurns => "no-turns",
            Self::RightToLeft => "right-to-left",
            Self::LostCharacters => "lost-characters",
        }
    }
}

/// One document: its text, untouched, and everything that was recognised in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transcript {
    /// Where it came from.
    pub source: Source,

    /// The decoded text, exactly as in the file.
    pub text: Arc<str>,

    /// What is known about the event.
    pub meta: Metadata,

    /// Turns in the order of the text.
    pub turns: Vec<Turn>,

    /// Paragraphs of all turns in order; the paragraph number that is shown and cited is the index plus one.
    pub paragraphs: Vec<Paragraph>,

    /// Sentences of all paragraphs in order.
    pub sentences: Vec<Sentence>,

    /// What does not belong to the event, in the order of the text, never overlapping a turn.
    pub furniture: Vec<Furniture>,

    /// What a reader must know before quoting.
    pub warnings: Vec<Warning>,

    /// Words spoken in the turns, labels left out.
    pub words: usize,
}

impl Transcript {
    /// The text that a span covers.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The text without furniture, in stretches; all of it where nothing else is there.
    pub fn without_furniture(&self) -> Vec<&str> {
        let own: Vec<&str> =
            facts::outside(&self.text, self.furniture.iter().map(|piece| piece.span)).collect();
        if own.is_empty() { vec![&self.text] } else { own }
    }

    /// The last sentence that begins at a place or before it.
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        self.sentences.partition_point(|sentence| sentence.span.start <= offset).checked_sub(1)
    }

    /// The turn that a sentence stands in.
    pub fn turn_of_sentence(&self, sentence: usize) -> usize {
        self.paragraphs[self.sentences[sentence].paragraph].turn
    }

    /// The question that prompted a turn: the nearest one before it, with no other speaker's
    /// question in between. `None` for opening remarks.
    pub fn prompt_of_turn(&self, turn: usize) -> Option<usize> {
        match self.turns[turn].kind {
            TurnKind::Answer => (0..turn).rev().find(|&t| self.turns[t].kind == TurnKind::Question),
            TurnKind::Opening | TurnKind::Question | TurnKind::Other => None,
        }
    }

    /// The paragraph that holds a byte offset, or the last one before it.
    pub fn paragraph_at(&self, offset: usize) -> Option<usize> {
        let after = self.paragraphs.partition_point(|p| p.span.start <= offset);
        after.checked_sub(1)
    }
}
