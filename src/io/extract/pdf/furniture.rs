//! Running headers, footers and page numbers: lines that recur at the same place of many pages.

use std::collections::HashMap;

use super::lines::Line;

/// How many lines of a header or footer are looked for.
const LINES: usize = 4;

/// How far apart in points the same line may stand on two pages.
const NEAR: f64 = 9.0;

/// Removes them. Only lines at the very top and bottom of a page go, so no line of the text is lost for one
/// that is said often.
pub(super) fn remove(pages: &mut [Vec<Line>]) {
    let mut places: HashMap<String, Vec<f64>> = HashMap::new();
    for page in pages.iter() {
        // Top and bottom of a short page overlap, and no line counts twice.
        let bottom = page.len().saturating_sub(LINES).max(LINES.min(page.len()));
        for line in page[..LINES.min(page.len())].iter().chain(&page[bottom..]) {
            places.entry(pattern(line)).or_default().push(line.base);
        }
    }
    // Left and right pages may differ, and the first has none.
    let enough = (pages.len() / 3).max(2);
    let recurs = |line: &Line| {
        let places = places.get(&pattern(line)).map(Vec::as_slice).unwrap_or_default();
        // A few pages are looked at for each line, so many equal lines take no quadratic time.
        places.iter().take(3 * pages.len().min(200)).filter(|&&base| (base - line.base).abs() < NEAR).count()
            >= enough
    };
    let ends: Vec<(usize, usize)> = pages
        .iter()
        .map(|page| {
            let top = edge(page, true).take_while(|line| recurs(line)).count();
            let rest = &page[top..];
            (top, edge(rest, false).take_while(|line| recurs(line)).count())
        })
        .collect();
    for (page, (top, bottom)) in pages.iter_mut().zip(ends) {
        page.truncate(page.len() - bottom);
        page.drain(..top);
    }
}

fn edge(page: &[Line], is_top: bool) -> Box<dyn Iterator<Item = &Line> + '_> {
    if is_top { Box::new(page.iter().take(LINES)) } else { Box::new(page.iter().rev().take(LINES)) }
}

/// A line with its numbers made equal.
fn pattern(line: &Line) -> String {
    let mut pattern = String::new();
    for c in line.text().trim().to_lowercase().chars() {
        match c {
            _ if c.is_numeric() && pattern.ends_with('#') => {}
            _ if c.is_numeric() => pattern.push('#'),
            _ if c.is_whitespace() => {}
            _ => pattern.push(c),
        }
    }
    pattern
}
