//! Why two statements were paired, and what a position is called.

use std::collections::HashMap;

use crate::engine::analysis::Analysis;
use crate::engine::candidates::base;
use crate::engine::corpus::UnitId;
use crate::engine::pairs::Pairs;
use crate::engine::positions::Statement;
use crate::engine::ranking::fullness;
use crate::engine::terms::located_terms;

/// Longest label, in characters.
const LABEL_CHARS: usize = 76;

/// Shortest sentence that can stand for a position, in words.
const LABEL_WORDS: usize = 4;

/// What a sentence gains as a label where it need not be cut.
const WHOLE_SENTENCE: f32 = 1.5;

/// A term that both statements have.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedTerm {
    /// As the earlier statement writes it.
    pub old: String,

    /// As the later statement writes it.
    pub new: String,

    /// How much it tells: 1 for a term of a single sentence of all, towards 0 for one of every sentence.
    pub weight: f32,
}

/// How alike two sentences are, in one word: against pairs of sentences of the samples that nobody calls
/// the same position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Degree {
    /// As nineteen in twenty of those pairs are, or less.
    Hardly,

    /// More than nineteen in twenty of them.
    Rather,

    /// More than 99 in a hundred of them.
    Very,
}

impl Degree {
    /// As the interface writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hardly => "hardly",
            Self::Rather => "rather",
            Self::Very => "very",
        }
    }

    fn of(value: f32, [rather, very]: [f32; 2]) -> Self {
        match value {
            _ if value >= very => Self::Very,
            _ if value >= rather => Self::Rather,
            _ => Self::Hardly,
        }
    }
}

/// Shared words that 5 and 1 in a hundred of the unlabelled pairs of sentences of the seeds reach (71,873
/// pairs; of the 290 that are labelled as the same position 42 and 23 in a hundred do).
const ALIKE_IN_WORDS: [f32; 2] = [0.044, 0.072];

/// The same for the cosine of their vectors: 48 and 26 in a hundred of the labelled ones reach these. A
/// statement of several sentences is labelled with each of them, so no measure finds all.
const ALIKE_IN_MEANING: [f32; 2] = [0.40, 0.50];

/// How alike two statements are, by the numbers that ranked them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alike {
    /// In the words that they share.
    pub words: Degree,

    /// In meaning, with the cosine; `None` where either sentence was not read for it.
    pub meaning: Option<(Degree, f32)>,
}

/// How alike two statements are: the two of their sentences that rank highest as a pair.
pub fn alike(analysis: &Analysis, old: Statement, new: Statement) -> Option<Alike> {
    let corpus = &analysis.corpus;
    let score = |a: UnitId, b: UnitId| {
        let ranked = analysis.pairs.of(a).find(|pair| Pairs::partner(pair, a) == b);
        // What was paired by hand need not be ranked.
        (ranked.map_or(0.0, |pair| pair.score), base(corpus, a, b))
    };
    let pairs = old.units().flat_map(|a| new.units().map(move |b| (a, b)));
    let scored = pairs.map(|(a, b)| (score(a, b), a, b));
    let (_, a, b) = scored.max_by(|(x, ..), (y, ..)| x.0.total_cmp(&y.0).then(x.1.total_cmp(&y.1)))?;
    let vector = |unit: UnitId| analysis.meanings().get(unit as usize)?.as_ref();
    let meaning = vector(a).zip(vector(b)).map(|(x, y)| {
        let cosine = x.cosine(y) * fullness(corpus, a) * fullness(corpus, b);
        (Degree::of(cosine, ALIKE_IN_MEANING), cosine)
    });
    Some(Alike { words: Degree::of(base(corpus, a, b), ALIKE_IN_WORDS), meaning })
}

/// The terms that two statements share, the most telling first.
pub fn shared_terms(analysis: &Analysis, old: Statement, new: Statement) -> Vec<SharedTerm> {
    Explainer::new(analysis).shared_terms(old, new)
}

/// Explains many pairs: the terms of each sentence are found once.
#[derive(Debug)]
pub struct Explainer<'a> {
    analysis: &'a Analysis,

    /// Per unit the stems with the words that they come from.
    located: HashMap<UnitId, Vec<(String, &'a str)>>,
}

impl<'a> Explainer<'a> {
    /// Explains the pairs of an analysis.
    pub fn new(analysis: &'a Analysis) -> Self {
        Self { analysis, located: HashMap::new() }
    }

    /// The terms that two statements share, the most telling first.
    pub fn shared_terms(&mut self, old: Statement, new: Statement) -> Vec<SharedTerm> {
        let analysis = self.analysis;
        for statement in [old, new] {
            let lexicon = analysis.lexicon(statement.transcript);
            for unit in statement.units() {
                self.located.entry(unit).or_insert_with(|| {
                    let text = analysis.unit_text(unit);
                    located_terms(text, lexicon).map(|(stem, span)| (stem, span.of(text))).collect()
                });
            }
        }
        let located = |statement: Statement| statement.units().flat_map(|unit| &self.located[&unit]);
        let right: Vec<&(String, &str)> = located(new).collect();
        let rarest = analysis.corpus.rarest_idf();
        let mut out: Vec<(&str, SharedTerm)> = Vec::new();
        for (stem, word) in located(old) {
            let Some((_, other)) = right.iter().find(|(s, _)| s == stem) else {
                continue;
            };
            if out.iter().all(|(known, _)| known != stem) {
                let weight = if rarest > 0.0 { analysis.corpus.idf_of_stem(stem) / rarest } else { 0.0 };
                let (old, new) = ((*word).to_owned(), (*other).to_owned());
                out.push((stem, SharedTerm { old, new, weight }));
            }
        }
        out.sort_by(|(_, x), (_, y)| y.weight.total_cmp(&x.weight));
        out.into_iter().map(|(_, term)| term).collect()
    }
}

/// A short quotation that can stand for a group of statements, in the order of their dates: of the first two, the
/// sentence of which most is shared between them, cut at a word. So a position keeps its name when later transcripts
/// are added.
pub fn label(analysis: &Analysis, statements: &[Statement]) -> String {
    let first = &statements[..statements.len().min(2)];
    let of = |&statement: &Statement| Some((statement, telling_unit(analysis, statement, first)?));
    let best = first.iter().filter_map(of).max_by(|(s, u), (t, v)| {
        let share = |s, u| shared_share(analysis, s, u, first);
        share(*s, *u).total_cmp(&share(*t, *v)).then(v.cmp(u))
    });
    let unit = best.map(|(_, unit)| unit).or_else(|| first.first().map(|s| s.first));
    unit.map(|unit| shorten(analysis.unit_text(unit), LABEL_CHARS)).unwrap_or_default()
}

/// The sentence of a statement of which most is shared with the other statements; `None` where every
/// sentence is too short to stand alone.
pub fn telling_unit(analysis: &Analysis, statement: Statement, statements: &[Statement]) -> Option<UnitId> {
    let stands_alone = |unit: &UnitId| analysis.unit_text(*unit).split_whitespace().count() >= LABEL_WORDS;
    let share = |unit| shared_share(analysis, statement, unit, statements);
    statement.units().filter(stands_alone).max_by(|&u, &v| share(u).total_cmp(&share(v)).then(v.cmp(&u)))
}

/// How much of a sentence the other statements share, more where it need not be cut to be a label.
fn shared_share(analysis: &Analysis, statement: Statement, unit: UnitId, statements: &[Statement]) -> f32 {
    let corpus = &analysis.corpus;
    let others = statements.iter().filter(|other| other.transcript != statement.transcript);
    let shared = others
        .flat_map(|other| other.units())
        .map(|other| corpus.shared(unit, other).map(|term| corpus.idf(term)).sum::<f32>())
        .fold(0.0, f32::max);
    let share = shared / (corpus.information(unit) + corpus.median_information());
    let is_whole = analysis.unit_text(unit).chars().count() <= LABEL_CHARS;
    if is_whole { share * WHOLE_SENTENCE } else { share }
}

/// The first words of a text as a name for it: its [`beginning`] without a final full stop.
pub fn shorten(text: &str, most: usize) -> String {
    let mut name = beginning(text, most);
    name.truncate(name.trim_end_matches(['.', '。']).len());
    name
}

/// The first words of a text, no more than `most` characters, with an ellipsis where something is
/// left out; white space is made plain.
pub fn beginning(text: &str, most: usize) -> String {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.chars().count() <= most {
        return plain;
    }
    let cut = plain.char_indices().nth(most).map_or(plain.len(), |(at, _)| at);
    let head = &plain[..cut];
    // Text without spaces (Chinese) is cut at a character.
    let head = head.rfind(' ').filter(|&at| at * 2 > cut).map_or(head, |at| &head[..at]);
    format!("{} …", head.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

/// The question that prompted a statement, shortened to its last sentence with a question mark.
pub fn prompt(analysis: &Analysis, statement: Statement, most: usize) -> Option<String> {
    let transcript = &analysis.transcripts[statement.transcript];
    let turn = analysis.corpus.unit(statement.first).turn as usize;
    let question = &transcript.turns[transcript.prompt_of_turn(turn)?];
    let paragraphs = &transcript.paragraphs[question.first_paragraph..question.end_paragraph];
    let sentences =
        transcript.sentences.get(paragraphs.first()?.first_sentence..paragraphs.last()?.end_sentence)?;
    let asks = |text: &&str| text.trim_end().ends_with(['?', '？', '؟']);
    let texts = || sentences.iter().map(|s| transcript.slice(s.span));
    let sentence = texts().rfind(asks).or_else(|| texts().next_back())?;
    Some(shorten(sentence, most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::examples;
    use crate::engine::vectors::{SentenceHash, Vectors};

    /// Two texts of one sentence each, analysed with vectors.
    fn analysis(texts: [&str; 2], vectors: &Vectors) -> Analysis {
        examples::analysis(&texts.map(|text| examples::transcript(text, None, "en", text)), vectors)
    }

    #[test]
    fn meaning_is_told_in_one_word_where_both_were_read() {
        let texts =
            ["The farmers will get their money before winter.", "Those who work the land shall be paid."];
        let at = |x: f32| [x, (1.0 - x * x).sqrt()].into_iter().collect();
        let of = |cosines: [f32; 2]| -> Vectors {
            texts.iter().map(|text| SentenceHash::of(text)).zip(cosines.map(at)).collect()
        };
        let told = |vectors: &Vectors| {
            let analysis = analysis(texts, vectors);
            let statement = |unit| Statement::of_unit(&analysis.corpus, unit);
            alike(&analysis, statement(0), statement(1)).unwrap()
        };
        for (cosine, degree) in [(0.3, Degree::Hardly), (0.45, Degree::Rather), (0.8, Degree::Very)] {
            let (found, number) = told(&of([1.0, cosine])).meaning.unwrap();
            assert_eq!(found, degree);
            assert!((number - cosine).abs() < 0.01, "{number} is {cosine}");
        }
        assert_eq!(told(&Vectors::default()), Alike { words: Degree::Hardly, meaning: None });
    }

    #[test]
    fn shared_words_are_told_in_one_word() {
        let texts = ["We will sign the treaty in Vienna.", "They did sign the treaty in Vienna."];
        let analysis = analysis(texts, &Vectors::default());
        let statement = |unit| Statement::of_unit(&analysis.corpus, unit);
        assert_eq!(alike(&analysis, statement(0), statement(1)).unwrap().words, Degree::Very);
    }

    #[test]
    fn labels_are_cut_at_words() {
        assert_eq!(
            shorten("NATO members\u{a0}arrogantly turned down our proposals.", 76),
            "NATO members arrogantly turned down our proposals"
        );
        assert_eq!(shorten("one two, three four", 12), "one two …");
        assert_eq!(shorten("北约成员国傲慢地拒绝了我们的建议和倡议", 6), "北约成员国傲 …");
        assert_eq!(shorten("", 5), "");
    }
}
