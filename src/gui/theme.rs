//! Colours, faces and sizes: the one table of the look, and the only raw colours in the program.
//!
//! Every text colour has at least 4.5:1 on the grounds that it stands on, in both themes; a test
//! computes it. Deletions are orange and struck through, insertions blue and underlined, moved and
//! matched passages violet: never colour alone, and told apart with any colour vision.

use std::sync::Arc;

use egui::epaint::{CornerRadius, Shadow};
use egui::{
    Color32, Context, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke, Style, TextStyle, Theme,
    Visuals, vec2,
};

/// The colours of one theme.
#[derive(Debug)]
pub struct Tokens {
    /// Ground of text.
    pub paper: Color32,
    /// Ground of side panels.
    pub panel: Color32,
    /// Ground of selected things and fields.
    pub raised: Color32,
    /// Text.
    pub ink: Color32,
    /// Secondary text.
    pub soft: Color32,
    /// Tertiary text.
    pub faint: Color32,
    /// Hairlines.
    pub rule: Color32,
    /// Selection, main action, reworded.
    pub accent: Color32,
    /// Ground under accent.
    pub accent_ground: Color32,
    /// Removed words, not repeated.
    pub deletion: Color32,
    /// Ground under removed words.
    pub deletion_ground: Color32,
    /// Added words, new.
    pub insertion: Color32,
    /// Ground under added words.
    pub insertion_ground: Color32,
    /// Corresponding passages, moved words.
    pub matched: Color32,
    /// Ground under corresponding passages.
    pub matched_ground: Color32,
    /// Ground under topic words in running text.
    pub topic_mark: Color32,
    /// Words that held.
    pub held: Color32,
    /// Ground under "held".
    pub held_ground: Color32,
}

/// Light.
pub static LIGHT: Tokens = Tokens {
    paper: Color32::from_rgb(0xFC, 0xFB, 0xF8),
    panel: Color32::from_rgb(0xF4, 0xF2, 0xED),
    raised: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    ink: Color32::from_rgb(0x1E, 0x22, 0x27),
    soft: Color32::from_rgb(0x56, 0x5D, 0x68),
    faint: Color32::from_rgb(0x68, 0x6E, 0x78),
    rule: Color32::from_rgb(0xE2, 0xDE, 0xD6),
    accent: Color32::from_rgb(0x23, 0x5B, 0x8E),
    accent_ground: Color32::from_rgb(0xE6, 0xEE, 0xF6),
    deletion: Color32::from_rgb(0x9A, 0x3F, 0x0A),
    deletion_ground: Color32::from_rgb(0xFB, 0xE8, 0xDB),
    insertion: Color32::from_rgb(0x14, 0x58, 0x9E),
    insertion_ground: Color32::from_rgb(0xE1, 0xED, 0xFA),
    matched: Color32::from_rgb(0x63, 0x45, 0x9C),
    matched_ground: Color32::from_rgb(0xEE, 0xE8, 0xF8),
    topic_mark: Color32::from_rgb(0xF6, 0xE7, 0xB8),
    held: Color32::from_rgb(0x4B, 0x55, 0x63),
    held_ground: Color32::from_rgb(0xEC, 0xEF, 0xF2),
};

/// Dark.
pub static DARK: Tokens = Tokens {
    paper: Color32::from_rgb(0x15, 0x17, 0x1B),
    panel: Color32::from_rgb(0x1B, 0x1E, 0x23),
    raised: Color32::from_rgb(0x20, 0x24, 0x2A),
    ink: Color32::from_rgb(0xE8, 0xE5, 0xDE),
    soft: Color32::from_rgb(0xA9, 0xAF, 0xB9),
    faint: Color32::from_rgb(0x8B, 0x92, 0x9D),
    rule: Color32::from_rgb(0x2D, 0x31, 0x38),
    accent: Color32::from_rgb(0x84, 0xB6, 0xE8),
    accent_ground: Color32::from_rgb(0x1D, 0x2C, 0x3B),
    deletion: Color32::from_rgb(0xF3, 0xA8, 0x78),
    deletion_ground: Color32::from_rgb(0x38, 0x24, 0x17),
    insertion: Color32::from_rgb(0x93, 0xC6, 0xF7),
    insertion_ground: Color32::from_rgb(0x16, 0x29, 0x3D),
    matched: Color32::from_rgb(0xC6, 0xB2, 0xEE),
    matched_ground: Color32::from_rgb(0x2A, 0x23, 0x40),
    topic_mark: Color32::from_rgb(0x4A, 0x3E, 0x17),
    held: Color32::from_rgb(0xA9, 0xAF, 0xB9),
    held_ground: Color32::from_rgb(0x28, 0x2C, 0x33),
};

/// One colour a transcript (Okabe and Ito), always shown with its date.
const TRANSCRIPT_COLOURS: [Color32; 6] = [
    Color32::from_rgb(0x00, 0x72, 0xB2),
    Color32::from_rgb(0xD5, 0x5E, 0x00),
    Color32::from_rgb(0x00, 0x9E, 0x73),
    Color32::from_rgb(0xCC, 0x79, 0xA7),
    Color32::from_rgb(0xE6, 0x9F, 0x00),
    Color32::from_rgb(0x56, 0xB4, 0xE9),
];

/// The colour of the transcript with this number in the order of dates.
pub fn transcript_colour(number: usize) -> Color32 {
    TRANSCRIPT_COLOURS[number % TRANSCRIPT_COLOURS.len()]
}

/// Corner radius of buttons, cells and fields.
pub const RADIUS: u8 = 6;

/// The tokens of the theme that a place is drawn in.
pub fn tokens(visuals: &Visuals) -> &'static Tokens {
    if visuals.dark_mode { &DARK } else { &LIGHT }
}

/// Interface, regular.
pub fn sans(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Interface, medium weight.
pub fn sans_medium(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("sans-medium".into()))
}

/// Interface, semibold: headings and what is selected.
pub fn sans_bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("sans-bold".into()))
}

/// The words of transcripts.
pub fn serif(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("serif".into()))
}

/// Size of interface text.
pub const TEXT: f32 = 13.0;

/// Size of secondary interface text.
pub const SMALL: f32 = 12.0;

/// Size of section headings and keys.
pub const TINY: f32 = 11.0;

/// Size of the heading of a view.
pub const HEADING: f32 = 19.0;

/// Bundled faces: name in egui, bytes.
const FACES: [(&str, &[u8]); 4] = [
    ("Inter", include_bytes!("../../assets/fonts/Inter-Regular.otf")),
    ("Inter Medium", include_bytes!("../../assets/fonts/Inter-Medium.otf")),
    ("Inter SemiBold", include_bytes!("../../assets/fonts/Inter-SemiBold.otf")),
    ("Noto Serif", include_bytes!("../../assets/fonts/NotoSerif-Regular.ttf")),
];

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in FACES {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    // Each falls back on the other: between them they have Latin, Greek, Cyrillic, Vietnamese and arrows.
    let chain = |first: &str| {
        let rest = ["Inter", "Noto Serif"].into_iter().filter(|name| *name != first);
        std::iter::once(first).chain(rest).map(str::to_owned).collect::<Vec<_>>()
    };
    fonts.families.insert(FontFamily::Proportional, chain("Inter"));
    fonts.families.insert(FontFamily::Monospace, chain("Inter"));
    fonts.families.insert(FontFamily::Name("sans-medium".into()), chain("Inter Medium"));
    fonts.families.insert(FontFamily::Name("sans-bold".into()), chain("Inter SemiBold"));
    fonts.families.insert(FontFamily::Name("serif".into()), chain("Noto Serif"));
    fonts
}

/// Gives a context the faces and both themes. Once, before the first frame.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    // Linux does not say which theme it has.
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    for (theme, tokens) in [(Theme::Light, &LIGHT), (Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| apply(style, tokens, theme));
    }
}

fn apply(style: &mut Style, tokens: &Tokens, theme: Theme) {
    style.text_styles = [
        (TextStyle::Small, sans(SMALL)),
        (TextStyle::Body, sans(TEXT)),
        (TextStyle::Button, sans(TEXT)),
        (TextStyle::Monospace, sans(TEXT)),
        (TextStyle::Heading, sans_bold(HEADING)),
    ]
    .into();
    style.spacing.item_spacing = vec2(8.0, 4.0);
    style.spacing.button_padding = vec2(10.0, 4.0);
    style.spacing.interact_size = vec2(24.0, 24.0);
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.window_margin = Margin::same(16);
    style.spacing.scroll = egui::style::ScrollStyle {
        foreground_color: true,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        dormant_handle_opacity: 0.2,
        active_handle_opacity: 0.35,
        interact_handle_opacity: 0.5,
        ..egui::style::ScrollStyle::thin()
    };
    style.interaction.tooltip_delay = 0.4;
    style.animation_time = 0.08;
    style.visuals = visuals(tokens, theme);
}

fn visuals(tokens: &Tokens, theme: Theme) -> Visuals {
    let mut visuals = theme.default_visuals();
    let hairline = Stroke::new(1.0, tokens.rule);
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(tokens.soft);
    visuals.hyperlink_color = tokens.accent;
    visuals.faint_bg_color = tokens.panel;
    visuals.extreme_bg_color = tokens.raised;
    visuals.text_edit_bg_color = Some(tokens.raised);
    visuals.code_bg_color = tokens.panel;
    visuals.warn_fg_color = tokens.deletion;
    visuals.error_fg_color = tokens.deletion;
    visuals.panel_fill = tokens.panel;
    visuals.window_fill = tokens.raised;
    visuals.window_stroke = hairline;
    visuals.window_corner_radius = CornerRadius::same(RADIUS + 2);
    visuals.menu_corner_radius = CornerRadius::same(RADIUS + 2);
    visuals.window_shadow =
        Shadow { offset: [0, 4], blur: 16, spread: 0, color: Color32::from_black_alpha(40) };
    visuals.popup_shadow = visuals.window_shadow;
    visuals.selection.bg_fill = tokens.accent_ground;
    visuals.selection.stroke = Stroke::new(1.0, tokens.accent);
    let states = &mut visuals.widgets;
    for state in [
        &mut states.noninteractive,
        &mut states.inactive,
        &mut states.hovered,
        &mut states.active,
        &mut states.open,
    ] {
        state.corner_radius = CornerRadius::same(RADIUS);
        state.bg_stroke = hairline;
        state.bg_fill = tokens.raised;
        state.weak_bg_fill = tokens.raised;
        state.fg_stroke = Stroke::new(1.0, tokens.ink);
        state.expansion = 0.0;
    }
    states.noninteractive.bg_fill = tokens.panel;
    states.noninteractive.weak_bg_fill = tokens.panel;
    states.hovered.bg_stroke = Stroke::new(1.0, tokens.faint);
    states.active.bg_stroke = Stroke::new(1.0, tokens.accent);
    states.active.weak_bg_fill = tokens.accent_ground;
    states.open.weak_bg_fill = tokens.accent_ground;
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Color32) -> f32 {
        let linear = egui::Rgba::from(colour);
        0.2126 * linear.r() + 0.7152 * linear.g() + 0.0722 * linear.b()
    }

    fn contrast(x: Color32, y: Color32) -> f32 {
        let (x, y) = (luminance(x), luminance(y));
        (x.max(y) + 0.05) / (x.min(y) + 0.05)
    }

    #[test]
    fn every_text_can_be_read_on_its_grounds() {
        for (name, t) in [("light", &LIGHT), ("dark", &DARK)] {
            let grounds = [t.paper, t.panel, t.raised];
            let mut pairs: Vec<(&str, Color32, Color32)> = Vec::new();
            for ground in grounds {
                pairs.extend([("ink", t.ink, ground), ("soft", t.soft, ground), ("faint", t.faint, ground)]);
                pairs.extend([
                    ("accent", t.accent, ground),
                    ("deletion", t.deletion, ground),
                    ("insertion", t.insertion, ground),
                ]);
                pairs.extend([("matched", t.matched, ground)]);
            }
            pairs
                .extend([("accent", t.accent, t.accent_ground), ("deletion", t.deletion, t.deletion_ground)]);
            pairs.extend([
                ("insertion", t.insertion, t.insertion_ground),
                ("matched", t.matched, t.matched_ground),
            ]);
            pairs.extend([
                ("ink", t.ink, t.topic_mark),
                ("ink", t.ink, t.accent_ground),
                ("ink", t.ink, t.matched_ground),
            ]);
            pairs.extend([
                ("held", t.held, t.held_ground),
                ("soft", t.soft, t.accent_ground),
                ("paper", t.paper, t.accent),
            ]);
            for (what, text, ground) in pairs {
                let ratio = contrast(text, ground);
                assert!(ratio >= 4.5, "{name}: {what} has only {ratio:.2}:1 on {ground:?}");
            }
        }
    }
}
