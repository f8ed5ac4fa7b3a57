//! The letters of one page, each with its place.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, RenderContent, SoftMask, interpret_page,
};

/// The most letters of one page; a newspaper has 50,000.
const LETTERS: usize = 500_000;

/// A letter on a page; distances are in points, from the upper left.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    /// What it says: one character, or several where they are drawn as one.
    pub(super) text: String,

    /// Its left edge.
    pub(super) left: f64,

    /// Its right edge.
    pub(super) right: f64,

    /// The line that it stands on.
    pub(super) base: f64,

    /// The size of its font.
    pub(super) size: f64,

    /// Whether its font is bold, as far as that is known.
    pub(super) is_bold: bool,
}

/// What stands on a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// In the order in which they are drawn.
    pub(super) letters: Vec<Letter>,

    /// Letters whose meaning is not known.
    pub(super) unknown: usize,

    /// Pictures on the page.
    pub(super) pictures: usize,

    /// Width in points.
    pub(super) width: f64,

    /// Whether there were more letters than a page can hold.
    pub(super) is_cut: bool,
}

impl Page {
    /// How many letters can be read, without spaces.
    pub(super) fn known(&self) -> usize {
        self.letters.iter().filter(|letter| !letter.text.trim().is_empty()).count()
    }
}

/// Reads page by page, and each font once.
pub(super) struct Reader<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
}

impl<'a> Reader<'a> {
    /// A reader of the pages of a PDF.
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        Self { pdf, cache: InterpreterCache::new() }
    }

    /// Takes the letters of a page.
    pub(super) fn read(&mut self, page: &PdfPage<'a>) -> Page {
        // Comments that readers added are not part of the text.
        let settings =
            InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
        let (width, height) = page.render_dimensions();
        let start = Affine::new(page.initial_transform(true).as_coeffs());
        // Wide enough for everything: what lies outside the page is left out below.
        let all = Rect::new(-1e6, -1e6, 1e6, 1e6);
        let mut context = Context::new(start, all, &self.cache, self.pdf.xref(), settings);
        let (width, height) = (f64::from(width), f64::from(height));
        let mut collector = Collector { page: Page { width, ..Page::default() }, height };
        interpret_page(page, &mut context, &mut collector);
        collector.page
    }
}

struct Collector {
    page: Page,
    height: f64,
}

impl Device<'_> for Collector {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        let is_bold = run.glyphs().first().is_some_and(|glyph| is_bold(glyph));
        for glyph in run.glyphs() {
            if self.page.letters.len() == LETTERS {
                self.page.is_cut = true;
                return;
            }
            let place = props.transform * glyph.transform();
            let (advance, unit) = match &**glyph {
                Glyph::Outline(glyph) => (glyph.advance_width(), 1000.0),
                Glyph::Type3(glyph) => (glyph.advance_width(), 1000.0),
            };
            let (start, top) = (place * Point::ZERO, place * Point::new(0.0, unit));
            let end = place * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0);
            let size = (start - top).hypot();
            // Upright letters on the page only: what is turned is a stamp or a watermark.
            let is_upright = (end.y - start.y).abs() <= (end.x - start.x).abs().max(0.01) && top.y <= start.y;
            let is_inside = (-5.0..=self.page.width + 5.0).contains(&start.x)
                && (-5.0..=self.height + 5.0).contains(&start.y);
            if !(is_upright && is_inside && size.is_finite() && size > 0.5 && end.x.is_finite()) {
                continue;
            }
            let Some(text) = glyph.as_unicode().map(text).filter(|text| is_letter(text)) else {
                self.page.unknown += 1;
                continue;
            };
            let (left, right) = (start.x.min(end.x), start.x.max(end.x));
            self.page.letters.push(Letter { text, left, right, base: start.y, size, is_bold });
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.page.pictures += 1;
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

fn is_bold(glyph: &Glyph<'_>) -> bool {
    let Glyph::Outline(glyph) = glyph else { return false };
    glyph.font_data().is_some_and(|font| {
        let name = font.postscript_name.unwrap_or_default().to_lowercase();
        font.weight.is_some_and(|weight| weight >= 600) || name.contains("bold") || name.contains("black")
    })
}

fn text(letter: BfString) -> String {
    let text = match letter {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    };
    // Letters that are drawn as one are several to a reader.
    let several =
        [("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl"), ("ﬅ", "st"), ("ﬆ", "st")];
    several.iter().find(|(one, _)| *one == text).map_or(text, |(_, letters)| (*letters).to_owned())
}

/// Fonts without meaning map their letters to nothing, control characters or the area for private use.
fn is_letter(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| {
            let is_private = ('\u{e000}'..='\u{f8ff}').contains(&c) || c >= '\u{f0000}';
            !(is_private || c == '\u{fffd}' || (c.is_control() && !c.is_whitespace()))
        })
}
