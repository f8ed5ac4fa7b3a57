//! What is remembered from one start to the next, apart from the transcripts themselves.

use serde::{Deserialize, Serialize};

/// Version of the form in which settings are written.
pub const VERSION: u32 = 1;

/// Sizes of transcript text that can be chosen, in percent of the usual one.
pub const TEXT_PERCENTS: [u16; 9] = [80, 90, 100, 110, 125, 140, 160, 180, 200];

/// Which colours are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// What the system asks for.
    #[default]
    System,
}

/// Which view is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Page {
    /// What was said on a topic, transcript against transcript.
    #[default]
    Compare,
    /// Transcripts side by side.
    Read,
}

/// How a comparison is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// Two transcripts face to face.
    #[default]
    Redline,
    /// All chosen transcripts as a table.
    Synopsis,
    /// One position through all chosen transcripts.
    Evolution,
    /// Two versions of one text from beginning to end.
    Whole,
}

/// Everything that is remembered. A field that an older or newer version does not know takes its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// [`VERSION`] when it was written.
    pub version: u32,

    /// Which colours are shown.
    pub theme: ThemeChoice,

    /// Size of transcript text in percent.
    pub text_percent: u16,

    /// Which view is shown.
    pub page: Page,

    /// How a comparison is laid out.
    pub layout: Layout,

    /// Name of the chosen topic; empty for all topics; `None` where none was chosen yet.
    pub topic: Option<String>,

    /// Texts chosen for Redline, by hash, in the order of choosing.
    pub redline: Vec<String>,

    /// Texts chosen for Synopsis and Evolution; empty for all.
    pub synopsis: Vec<String>,

    /// Texts open in Read.
    pub read: Vec<String>,

    /// Libraries that were opened last, apart from the one that opens by itself, the newest first.
    pub recent_libraries: Vec<String>,

    /// Whether sentences are compared by their meaning too, and not by their words alone.
    pub by_meaning: bool,

    /// Whether the panel on the left is shown.
    pub library_panel: bool,

    /// Whether the panel on the right is shown.
    pub details_panel: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: VERSION,
            theme: ThemeChoice::default(),
            text_percent: 100,
            page: Page::default(),
            layout: Layout::default(),
            topic: None,
            redline: Vec::new(),
            synopsis: Vec::new(),
            read: Vec::new(),
            recent_libraries: Vec::new(),
            by_meaning: true,
            library_panel: true,
            details_panel: true,
        }
    }
}

impl Settings {
    /// The next larger or smaller text size, at the ends the last one.
    pub fn text_step(&self, up: bool) -> u16 {
        let sizes = TEXT_PERCENTS;
        if up {
            sizes.into_iter().find(|&size| size > self.text_percent).unwrap_or(sizes[sizes.len() - 1])
        } else {
            sizes.into_iter().rfind(|&size| size < self.text_percent).unwrap_or(sizes[0])
        }
    }

    /// Scale of transcript text.
    pub fn text_scale(&self) -> f32 {
        f32::from(self.text_percent.clamp(TEXT_PERCENTS[0], TEXT_PERCENTS[TEXT_PERCENTS.len() - 1])) / 100.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_other_versions_load() {
        let old: Settings = serde_json::from_str(r#"{"theme":"dark","unknown":3}"#).unwrap();
        assert_eq!(old, Settings { theme: ThemeChoice::Dark, ..Settings::default() });
        let written = serde_json::to_string(&old).unwrap();
        assert_eq!(serde_json::from_str::<Settings>(&written).unwrap(), old);
    }

    #[test]
    fn text_sizes_stop_at_the_ends() {
        let mut settings = Settings::default();
        for _ in 0..20 {
            settings.text_percent = settings.text_step(true);
        }
        assert_eq!(settings.text_percent, 200);
        for _ in 0..20 {
            settings.text_percent = settings.text_step(false);
        }
        assert_eq!(settings.text_percent, 80);
    }
}
