//! How well a ranking agrees with labels.

use std::collections::BTreeMap;

use stance::engine::transcript::Span;

use super::labels::Gold;

/// A proposed pair: number of the transcript and place in it, the lower number first.
pub type Proposal = [(usize, Span); 2];

/// What is measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Measures {
    /// Share of right ones among the first 20, 50 and 100; arguable ones are not counted.
    pub precision: [f32; 3],

    /// Hard negatives among the first 100.
    pub hard_negatives: usize,

    /// Share of the plainest labels (grade 3) of which either passage has the other among its five best.
    pub recall_plain: f32,

    /// The same for grades 2 and 3.
    pub recall: f32,
}

/// How far down the list precision is looked at; arguable pairs are jumped over.
const DEPTH: usize = 400;

/// How many partners of a passage count as found.
const PARTNERS: usize = 5;

impl Measures {
    /// Measures proposals, given best first.
    pub fn of(proposals: &[Proposal], gold: &[Gold]) -> Self {
        let grades: Vec<i8> = proposals.iter().take(DEPTH).map(|ends| grade(ends, gold)).collect();
        let counted: Vec<i8> = grades.iter().copied().filter(|&grade| grade != 1).collect();
        let precision = [20, 50, 100].map(|depth| {
            let top = &counted[..depth.min(counted.len())];
            share(top.iter().filter(|&&grade| grade >= 2).count(), top.len())
        });
        let hard_negatives = grades.iter().take(100).filter(|&&grade| grade == -1).count();
        let partners = Partners::new(proposals);
        let recall = |least: i8| {
            let wanted: Vec<&Gold> = gold.iter().filter(|g| g.grade >= least && !g.procedural).collect();
            share(wanted.iter().filter(|g| partners.have(g)).count(), wanted.len())
        };
        Self { precision, hard_negatives, recall_plain: recall(3), recall: recall(2) }
    }
}

fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}

/// Whether two places overlap by more than half of the shorter.
fn covers(x: Span, y: Span) -> bool {
    let shared = x.end.min(y.end).saturating_sub(x.start.max(y.start));
    2 * shared > (x.end - x.start).min(y.end - y.start)
}

/// What the labels say of a pair: the best grade, -1 for a hard negative, 0 where they do not know it.
pub fn grade(ends: &Proposal, gold: &[Gold]) -> i8 {
    let is_it =
        |gold: &&Gold| (0..2).all(|k| gold.ends[k].0 == ends[k].0 && covers(gold.ends[k].1, ends[k].1));
    let found: Vec<i8> = gold.iter().filter(is_it).map(|gold| gold.grade).collect();
    let best = found.iter().copied().max().unwrap_or(0);
    if best > 0 { best } else { found.first().map_or(0, |_| -1) }
}

/// The best partners of each passage in each other transcript.
struct Partners(BTreeMap<(usize, Span, usize), Vec<Span>>);

impl Partners {
    fn new(proposals: &[Proposal]) -> Self {
        let mut of: BTreeMap<(usize, Span, usize), Vec<Span>> = BTreeMap::new();
        for ends in proposals {
            for (own, other) in [(ends[0], ends[1]), (ends[1], ends[0])] {
                let partners = of.entry((own.0, own.1, other.0)).or_default();
                if partners.len() < PARTNERS {
                    partners.push(other.1);
                }
            }
        }
        Self(of)
    }

    fn have(&self, gold: &Gold) -> bool {
        [(gold.ends[0], gold.ends[1]), (gold.ends[1], gold.ends[0])].into_iter().any(|(own, other)| {
            self.0.iter().any(|((transcript, span, of), partners)| {
                *transcript == own.0
                    && *of == other.0
                    && covers(*span, own.1)
                    && partners.iter().any(|&partner| covers(partner, other.1))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(a: usize, b: usize) -> Proposal {
        [(0, Span::new(a, a + 10)), (1, Span::new(b, b + 10))]
    }

    fn gold(ends: Proposal, grade: i8) -> Gold {
        Gold { ends, grade, procedural: false }
    }

    #[test]
    fn right_ones_count_and_arguable_ones_do_not() {
        let labels =
            [gold(pair(0, 0), 3), gold(pair(20, 20), 1), gold(pair(40, 40), -1), gold(pair(60, 60), 2)];
        let measures = Measures::of(&[pair(0, 2), pair(20, 20), pair(40, 40), pair(80, 80)], &labels);
        assert_eq!(measures.precision, [1.0 / 3.0; 3]);
        assert_eq!(measures.hard_negatives, 1);
        assert_eq!((measures.recall_plain, measures.recall), (1.0, 0.5));
    }

    #[test]
    fn a_sixth_partner_is_not_found() {
        let labels = [gold(pair(0, 0), 3)];
        let mut proposals: Vec<Proposal> = (1..=5).map(|i| pair(0, 100 * i)).collect();
        proposals.push(pair(0, 0));
        // From the other end it is the first, so it counts; a second label there takes its place.
        assert_eq!(Measures::of(&proposals, &labels).recall, 1.0);
        let rivals = (1..=5).map(|i| pair(100 * i, 0));
        proposals.splice(5..5, rivals);
        assert_eq!(Measures::of(&proposals, &labels).recall, 0.0);
    }
}
