//! A list parted by the commoner terms that its items hold.

use crate::engine::candidates::index::Holder;
use crate::engine::candidates::list::{List, Seeker};

/// The parts of a list, one for each term that a seeker in it may share with a partner.
#[derive(Debug, Default)]
pub struct Parts {
    parts: Vec<Part>,
    /// Of all parts, one after the other.
    holders: Vec<Holder>,
    /// The same before they are put into order, each with its part.
    met: Vec<(u32, Holder)>,
}

#[derive(Clone, Copy, Debug)]
struct Part {
    term: u32,
    /// What its items share at least.
    shared: f32,
    /// The least that one of its seekers needs.
    need: f32,
    /// Where it ends among the holders of all parts.
    end: usize,
}

/// Says that no part is of a term.
pub const NO_PART: u32 = u32::MAX;

impl Parts {
    /// Parts a list. `held_by_all` are terms that need no part, since all of the list share them anyway. `part_of` is working
    /// memory by term, [`NO_PART`] for each before and after.
    pub fn part(&mut self, list: &List<'_>, seekers: &[Seeker], held_by_all: &[u32], part_of: &mut [u32]) {
        self.find_terms(list, seekers, held_by_all, part_of);
        self.met.clear();
        for place in 0..list.len() {
            let (holder, need, root) = list.at(place);
            let mut rest = holder.rest;
            let mut reach = list.shared + rest;
            for (from, &term) in (holder.from + 1..).zip(list.terms(place)) {
                let weight = list.weight(term);
                rest -= weight;
                if held_by_all.contains(&term) {
                    continue;
                }
                if let Some(part) = self.parts.get_mut(part_of[term as usize] as usize) {
                    // It may be a partner of somebody there, or somebody a partner of it.
                    if reach >= part.need * root || reach >= need * list.shortest() {
                        part.end += 1;
                        self.met.push((part_of[term as usize], Holder { item: holder.item, from, rest }));
                    }
                }
                reach -= weight;
            }
        }
        self.put_into_order();
        for part in &self.parts {
            part_of[part.term as usize] = NO_PART;
        }
    }

    /// Makes an empty part for each term of a seeker without which it would share too little, the rarest first.
    fn find_terms(&mut self, list: &List<'_>, seekers: &[Seeker], held_by_all: &[u32], part_of: &mut [u32]) {
        self.parts.clear();
        for seeker in seekers {
            let (holder, need, _) = list.at(seeker.place);
            let least = need * list.at(seeker.from).2;
            let mut reach = list.shared + holder.rest;
            let mut shared = list.shared;
            for &term in list.terms(seeker.place) {
                if reach < least {
                    break;
                }
                let weight = list.weight(term);
                if held_by_all.contains(&term) {
                    shared += weight;
                    continue;
                }
                let part = &mut part_of[term as usize];
                match self.parts.get_mut(*part as usize) {
                    Some(part) => part.need = part.need.min(need),
                    None => {
                        *part = self.parts.len() as u32;
                        self.parts.push(Part { term, shared: shared + weight, need, end: 0 });
                    }
                }
                reach -= weight;
            }
        }
        self.parts.sort_unstable_by_key(|part| part.term);
        for (number, part) in (0..).zip(&self.parts) {
            part_of[part.term as usize] = number;
        }
    }

    /// Puts what was met into the order of the parts. Each knows how many it has, and is told where it ends.
    fn put_into_order(&mut self) {
        let mut count = 0;
        for part in &mut self.parts {
            (part.end, count) = (count, count + part.end);
        }
        self.holders.clear();
        self.holders.resize(count, Holder::default());
        for &(part, holder) in &self.met {
            let end = &mut self.parts[part as usize].end;
            self.holders[*end] = holder;
            *end += 1;
        }
    }

    /// The items of each part, in their order, with what they share at least.
    pub fn iter(&self) -> impl Iterator<Item = (&[Holder], f32)> {
        let starts = std::iter::once(0).chain(self.parts.iter().map(|part| part.end));
        starts.zip(&self.parts).map(|(start, part)| (&self.holders[start..part.end], part.shared))
    }
}
