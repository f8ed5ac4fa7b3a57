//! The catalogue of what a user can do: one entry serves the menu, the command palette, the keyboard
//! and the list of shortcuts.

/// Something that a menu entry or a key can name. What needs an argument is a
/// [`Command`](crate::app::command::Command).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Opens transcripts by the file dialog.
    OpenFiles,
    /// Opens every transcript of a folder.
    OpenFolder,
    /// Makes a transcript of the text on the clipboard.
    Paste,
    /// Opens the sample transcripts that were removed.
    OpenSamples,
    /// Makes a library and opens it.
    NewLibrary,
    /// Opens another library.
    OpenLibrary,
    /// Writes a copy of the library.
    SaveCopy,
    /// Tries again to write what could not be written.
    KeepAgain,
    /// Edits the details of the transcript that is selected.
    EditDetails,
    /// Reads the selected transcript in another way.
    ReadAgain,
    /// Takes the selected transcript out of the library.
    Remove,
    /// Marks the paragraph of the selected statement as furniture.
    LeaveOut,
    /// Makes one sentence of the selected one and the next.
    JoinSentences,
    /// Closes the window.
    Quit,
    /// Takes back the last change.
    Undo,
    /// Does again what was taken back.
    Redo,
    /// Copies the selected statements word for word.
    CopyQuotation,
    /// Copies them with their sources.
    CopyCitation,
    /// Copies the comparison as text.
    CopyComparison,
    /// Shows the view Compare.
    ShowCompare,
    /// Shows the view Read.
    ShowRead,
    /// Shows two transcripts with changes marked.
    ShowRedline,
    /// Shows all chosen transcripts as a table.
    ShowSynopsis,
    /// Shows one position through the years.
    ShowEvolution,
    /// Shows two versions of one text from beginning to end.
    ShowWholeText,
    /// Chooses which rows of a comparison are listed.
    FilterRows,
    /// Lists all of them.
    ClearFilters,
    /// Selects the next row of a comparison or the next passage.
    Next,
    /// Selects the one before.
    Previous,
    /// Selects the next row too.
    ExtendNext,
    /// Selects the row before too.
    ExtendPrevious,
    /// Selects the next statement of the row.
    NextStatement,
    /// Selects the statement before in the row.
    PreviousStatement,
    /// Confirms that the selected statements are one position.
    Accept,
    /// Decides that they are not.
    Reject,
    /// Pairs the selected statement with another.
    Pair,
    /// Takes the selected statement out of its position.
    Split,
    /// Makes one position of two.
    Merge,
    /// Names the selected position.
    Rename,
    /// Writes a note on it.
    WriteNote,
    /// Changes how much it matters.
    Stress,
    /// The later statement repeats the earlier.
    Repeated,
    /// The later statement says the same in other words.
    Reworded,
    /// The later statement goes further.
    Strengthened,
    /// The later statement does not go as far.
    Weakened,
    /// The later statement says the opposite.
    Reversed,
    /// Selects what is worth reviewing next.
    NextToReview,
    /// Shows the selected statement in its transcript.
    ShowInText,
    /// Selects nothing.
    Deselect,
    /// Makes transcripts larger.
    LargerText,
    /// Makes transcripts smaller.
    SmallerText,
    /// Gives transcripts their usual size.
    NormalText,
    /// Light colours.
    ThemeLight,
    /// Dark colours.
    ThemeDark,
    /// The colours that the system asks for.
    ThemeSystem,
    /// Shows or hides transcripts and topics.
    ToggleLibraryPanel,
    /// Shows or hides the details.
    ToggleDetailsPanel,
    /// Unfolds or folds what does not belong to the event.
    ToggleFurniture,
    /// Compares by meaning too, or by words alone.
    ToggleMeaning,
    /// Opens the command palette.
    Palette,
    /// Lists the shortcuts.
    Shortcuts,
    /// Says what this is.
    About,
}

/// Where an action stands in the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Menu {
    /// Opening and closing.
    Library,
    /// Undo and copying.
    Edit,
    /// Judgements.
    Review,
    /// What is shown and how.
    View,
    /// From row to row and into the text.
    Go,
    /// Help.
    Help,
}

impl Menu {
    /// All menus, from left to right.
    pub const ALL: [Self; 6] = [Self::Library, Self::Edit, Self::Review, Self::View, Self::Go, Self::Help];

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Library => "Library",
            Self::Edit => "Edit",
            Self::Review => "Review",
            Self::View => "View",
            Self::Go => "Go",
            Self::Help => "Help",
        }
    }
}

/// What the catalogue says about an action.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The action.
    pub action: Action,

    /// Its menu.
    pub menu: Menu,

    /// Whether a line stands above it in the menu.
    pub starts_group: bool,

    /// What the menu and the palette call it.
    pub label: &'static str,

    /// What the tooltip adds.
    pub tooltip: &'static str,

    /// Keys, the first of which is shown; `Ctrl` stands for the command key of the system.
    pub keys: &'static [&'static str],
}

const fn entry(
    action: Action,
    menu: Menu,
    label: &'static str,
    tooltip: &'static str,
    keys: &'static [&'static str],
) -> Entry {
    Entry { action, menu, starts_group: false, label, tooltip, keys }
}

const fn group(entry: Entry) -> Entry {
    Entry { starts_group: true, ..entry }
}

/// Everything that a user can do, in the order of the menu.
pub const CATALOGUE: &[Entry] = &[
    entry(
        Action::OpenFiles,
        Menu::Library,
        "Open transcripts…",
        "Choose one or several files: text, web pages, Word, PDF, tables …",
        &["Ctrl+O"],
    ),
    entry(
        Action::OpenFolder,
        Menu::Library,
        "Open folder…",
        "Open every transcript in a folder, with its metadata.csv",
        &["Ctrl+Shift+O"],
    ),
    entry(
        Action::Paste,
        Menu::Library,
        "Paste transcript",
        "Make a transcript of the text on the clipboard",
        &[],
    ),
    entry(
        Action::OpenSamples,
        Menu::Library,
        "Open sample transcripts",
        "Bring back the five transcripts that come with Stance",
        &[],
    ),
    group(entry(
        Action::EditDetails,
        Menu::Library,
        "Edit details…",
        "Correct title, date, place and speakers of the selected transcript",
        &["F2"],
    )),
    entry(
        Action::ReadAgain,
        Menu::Library,
        "Read again…",
        "Read the file of the selected transcript with other characters or labels, and see what changes",
        &["Shift+F2"],
    ),
    entry(
        Action::Remove,
        Menu::Library,
        "Remove transcript",
        "Take the selected transcript out of the library; the file stays where it is",
        &["Delete"],
    ),
    entry(
        Action::LeaveOut,
        Menu::Library,
        "Leave paragraph out",
        "Mark the paragraph of the selected statement as not belonging to the event; the details of its transcript restore it",
        &["Ctrl+Delete"],
    ),
    entry(
        Action::JoinSentences,
        Menu::Library,
        "Join with the next sentence",
        "Make one sentence of the selected one and the next, where a full stop was taken for an end; the details of its transcript part them",
        &[],
    ),
    group(entry(
        Action::NewLibrary,
        Menu::Library,
        "New library…",
        "Make an empty library in a file of its own and open it",
        &[],
    )),
    entry(
        Action::OpenLibrary,
        Menu::Library,
        "Open library…",
        "Open another library file; everything in this one is kept",
        &[],
    ),
    entry(
        Action::SaveCopy,
        Menu::Library,
        "Save a copy…",
        "Write a copy of this library, to keep or to hand on, and go on in this one",
        &[],
    ),
    entry(
        Action::KeepAgain,
        Menu::Library,
        "Keep changes again",
        "Try once more to write to the library what could not be written",
        &[],
    ),
    group(entry(Action::Quit, Menu::Library, "Quit", "Close Stance", &["Ctrl+Q"])),
    entry(Action::Undo, Menu::Edit, "Undo", "Take back the last change", &["Ctrl+Z"]),
    entry(Action::Redo, Menu::Edit, "Redo", "Do again what was taken back", &["Ctrl+Shift+Z", "Ctrl+Y"]),
    group(entry(
        Action::CopyQuotation,
        Menu::Edit,
        "Copy quotation",
        "Copy the selected statements word for word; several rows with their sources",
        &["Ctrl+C"],
    )),
    entry(
        Action::CopyCitation,
        Menu::Edit,
        "Copy quotation with source",
        "Copy the selected statements with speaker, title, place, date and paragraph",
        &["Ctrl+Shift+C"],
    ),
    entry(
        Action::CopyComparison,
        Menu::Edit,
        "Copy comparison as text",
        "Copy the rows that are listed, changes as [-deleted-] and {+inserted+}",
        &[],
    ),
    entry(
        Action::Accept,
        Menu::Review,
        "Confirm",
        "Confirm that the selected statements are one position",
        &["A"],
    ),
    entry(
        Action::Reject,
        Menu::Review,
        "Reject",
        "They are not one position: never pair them again, and rank what is like them lower",
        &["X"],
    ),
    entry(
        Action::NextToReview,
        Menu::Review,
        "Next to review",
        "Go to what is worth reviewing next: what most transcripts hold first, then what is in doubt",
        &["Q"],
    ),
    group(entry(
        Action::Pair,
        Menu::Review,
        "Pair by hand…",
        "Pair the selected statement with another that you choose next",
        &["P"],
    )),
    entry(
        Action::Split,
        Menu::Review,
        "Split off",
        "Take the selected statement out of its position",
        &["S"],
    ),
    entry(
        Action::Merge,
        Menu::Review,
        "Merge…",
        "Make one position of the selected rows, or of this one and another that you choose next",
        &["M"],
    ),
    group(entry(
        Action::Rename,
        Menu::Review,
        "Name…",
        "Give the selected position a name of your own",
        &["R"],
    )),
    entry(Action::WriteNote, Menu::Review, "Note…", "Write a note on the selected position", &["N"]),
    entry(
        Action::Stress,
        Menu::Review,
        "Importance",
        "Mark the selected position as important, most important, or neither",
        &["I"],
    ),
    group(entry(
        Action::Repeated,
        Menu::Review,
        "Repeated",
        "The later statement makes the same point in the same words or nearly so",
        &["1"],
    )),
    entry(
        Action::Reworded,
        Menu::Review,
        "Reworded",
        "The later statement makes the same point in other words",
        &["2"],
    ),
    entry(
        Action::Strengthened,
        Menu::Review,
        "Strengthened",
        "The later statement goes further than the earlier",
        &["3"],
    ),
    entry(
        Action::Weakened,
        Menu::Review,
        "Weakened",
        "The later statement does not go as far as the earlier",
        &["4"],
    ),
    entry(
        Action::Reversed,
        Menu::Review,
        "Reversed",
        "The later statement says the opposite of the earlier",
        &["5"],
    ),
    entry(
        Action::ShowCompare,
        Menu::View,
        "Compare",
        "What was said on a topic, transcript against transcript",
        &["Ctrl+1"],
    ),
    entry(Action::ShowRead, Menu::View, "Read", "One to four transcripts side by side", &["Ctrl+2"]),
    group(entry(
        Action::ShowSynopsis,
        Menu::View,
        "Synopsis",
        "A row a position, a column a transcript",
        &["Alt+1"],
    )),
    entry(
        Action::ShowRedline,
        Menu::View,
        "Redline",
        "Two transcripts face to face, changed words marked",
        &["Alt+2"],
    ),
    entry(
        Action::ShowEvolution,
        Menu::View,
        "Evolution",
        "One position through the years, each version against the one before",
        &["Alt+3"],
    ),
    entry(
        Action::ShowWholeText,
        Menu::View,
        "Whole text",
        "Two versions of one text from beginning to end, every change marked",
        &["Alt+4"],
    ),
    group(entry(
        Action::FilterRows,
        Menu::View,
        "Filter rows…",
        "List only some rows: by match, by turn, by kind of change",
        &["F"],
    )),
    entry(Action::ClearFilters, Menu::View, "Clear filters", "List every row again", &["Shift+F"]),
    entry(
        Action::ToggleMeaning,
        Menu::View,
        "Compare by meaning",
        "Weigh what English sentences mean too, and not only the words that they share",
        &[],
    ),
    group(entry(
        Action::LargerText,
        Menu::View,
        "Larger text",
        "Make the words of transcripts larger",
        &["Ctrl+Plus", "Ctrl+Equals"],
    )),
    entry(
        Action::SmallerText,
        Menu::View,
        "Smaller text",
        "Make the words of transcripts smaller",
        &["Ctrl+Minus"],
    ),
    entry(
        Action::NormalText,
        Menu::View,
        "Normal text",
        "Give the words of transcripts their usual size",
        &["Ctrl+0"],
    ),
    group(entry(Action::ThemeLight, Menu::View, "Light theme", "Dark text on light paper", &[])),
    entry(Action::ThemeDark, Menu::View, "Dark theme", "Light text on dark paper", &[]),
    entry(
        Action::ThemeSystem,
        Menu::View,
        "System theme",
        "Follow the system; light where it does not say",
        &[],
    ),
    group(entry(
        Action::ToggleLibraryPanel,
        Menu::View,
        "Transcripts and topics",
        "Show or hide the panel on the left",
        &["Ctrl+B"],
    )),
    entry(
        Action::ToggleDetailsPanel,
        Menu::View,
        "Details",
        "Show or hide the panel on the right",
        &["Ctrl+D"],
    ),
    entry(
        Action::ToggleFurniture,
        Menu::View,
        "Folded lines",
        "Show or fold what does not belong to the event: navigation, source lines, unrelated texts",
        &["Ctrl+Shift+F"],
    ),
    entry(Action::Next, Menu::Go, "Next", "Select the next row or matched passage", &["Alt+Down", "J"]),
    entry(
        Action::Previous,
        Menu::Go,
        "Previous",
        "Select the row or matched passage before",
        &["Alt+Up", "K"],
    ),
    entry(
        Action::ExtendNext,
        Menu::Go,
        "Next too",
        "Select the next row with those selected, to judge them together",
        &["Shift+J"],
    ),
    entry(
        Action::ExtendPrevious,
        Menu::Go,
        "Previous too",
        "Select the row before with those selected, to judge them together",
        &["Shift+K"],
    ),
    entry(
        Action::NextStatement,
        Menu::Go,
        "Statement to the right",
        "Select the next statement of the row",
        &["Right", "L"],
    ),
    entry(
        Action::PreviousStatement,
        Menu::Go,
        "Statement to the left",
        "Select the statement before in the row",
        &["Left", "H"],
    ),
    entry(
        Action::ShowInText,
        Menu::Go,
        "Show in the text",
        "Open the selected statement in its transcript",
        &["Enter"],
    ),
    entry(Action::Deselect, Menu::Go, "Select nothing", "Show the topic in the details", &["Escape"]),
    entry(
        Action::Palette,
        Menu::Help,
        "Find or do anything…",
        "Search topics, transcripts and commands",
        &["Ctrl+K"],
    ),
    entry(Action::Shortcuts, Menu::Help, "Keyboard shortcuts", "List every shortcut", &["F1"]),
    group(entry(
        Action::About,
        Menu::Help,
        "About Stance",
        "Version, licences and what the sample transcripts are",
        &[],
    )),
];

impl Action {
    /// Whether it makes or changes a judgement.
    pub fn judges(self) -> bool {
        self.entry().menu == Menu::Review && self != Self::NextToReview
    }

    /// Its entry in the catalogue.
    pub fn entry(self) -> &'static Entry {
        CATALOGUE
            .iter()
            .find(|entry| entry.action == self)
            .expect("every action is in the catalogue: a test looks")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_actions_share_a_key_or_a_label() {
        let mut keys = BTreeSet::new();
        let mut labels = BTreeSet::new();
        for entry in CATALOGUE {
            assert!(labels.insert(entry.label), "two entries are called {}", entry.label);
            assert!(!entry.tooltip.is_empty() && !entry.tooltip.ends_with('.'));
            for key in entry.keys {
                assert!(keys.insert(*key), "{key} is given twice");
            }
        }
    }

    #[test]
    fn every_menu_has_entries_and_every_action_one() {
        for menu in Menu::ALL {
            assert!(CATALOGUE.iter().any(|entry| entry.menu == menu));
        }
        for entry in CATALOGUE {
            assert_eq!(entry.action.entry().label, entry.label, "{:?} stands twice", entry.action);
        }
    }
}
