//! Everything that is open, chosen and shown.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::app::compared::{Analysed, CompareKey, Compared};
use crate::app::filter::Filter;
use crate::app::history::History;
use crate::app::import::Import;
use crate::app::jobs::Progress;
use crate::app::libraries::OpenLibrary;
use crate::app::notice::{Detail, Notice, Severity};
use crate::app::settings::{Layout, Page, Settings};
use crate::engine::document::Document;
use crate::engine::judgement::{Judgements, Key};
use crate::engine::topics::Topics;
use crate::engine::transcript::{Edits, Transcript};
use crate::engine::vectors::Vectors;
use crate::engine::versions::rows::WholeText;
use crate::io::seeds;

/// Number of a transcript in this session; never given twice.
pub type Id = u64;

/// Columns that Read can show.
pub const READ_COLUMNS: usize = 4;

/// One transcript of the library.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its number.
    pub id: Id,

    /// The text as it was loaded.
    pub document: Arc<Document>,

    /// What the user changed by hand.
    pub edits: Edits,

    /// What was recognised in it.
    pub transcript: Arc<Transcript>,
}

/// A place in a transcript: the start of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Anchor {
    /// The transcript.
    pub id: Id,

    /// Byte offset in its text.
    pub start: usize,
}

/// What the details are about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// The topic.
    #[default]
    Topic,

    /// A transcript.
    Transcript(Id),

    /// A statement, with what corresponds to it.
    Passage(Anchor),
}

/// Which transcripts each view shows, in the order of choosing; the oldest choice gives way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picks {
    /// Two for Redline.
    pub redline: Vec<Id>,

    /// Any number for Synopsis and Evolution; empty means all.
    pub synopsis: Vec<Id>,

    /// One to four for Read.
    pub read: Vec<Id>,
}

/// What the next choice of a statement completes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joining {
    /// It is paired by hand with this one.
    Pair(Anchor),

    /// Its row is merged with the row of this one.
    Merge(Anchor),
}

impl Joining {
    /// The statement that was chosen first.
    pub fn from(self) -> Anchor {
        match self {
            Self::Pair(anchor) | Self::Merge(anchor) => anchor,
        }
    }
}

/// A window over the window, which must be answered first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Details of a transcript are being edited.
    Edit(Id),

    /// The list of shortcuts.
    Shortcuts,

    /// What this is.
    About,

    /// The command palette.
    Palette,

    /// A dialog of the system is open.
    System,

    /// A library is being opened.
    Library,

    /// The window is to be closed, and something would be lost.
    Close,
}

/// What is being worked on.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// Positions being found.
    pub analysing: Option<Arc<Progress>>,

    /// Sentences being read for their meaning.
    pub encoding: Option<Arc<Progress>>,

    /// How many vectors were known when the newest analysis began.
    pub vectors_used: usize,

    /// What was opened and is to be shown as soon as it is known what in it is worth showing.
    pub opened: Vec<Id>,

    /// A comparison that was asked for and is not there yet.
    pub comparing: Option<CompareKey>,
}

/// The whole program without its window.
#[derive(Debug)]
pub struct State {
    /// The library file that they are kept in.
    pub library: OpenLibrary,

    /// Transcripts in the order of opening.
    pub items: Vec<Item>,

    /// The topics that are looked for.
    pub topics: Arc<Topics>,

    /// The newest analysis; the one before stays until the next is there.
    pub analysed: Option<Arc<Analysed>>,

    /// Counts the changes of the library; results of older ones are dropped.
    pub generation: u64,

    /// What Compare shows; the one before stays until the next is there.
    pub compared: Option<Arc<Compared>>,

    /// The chosen topic; `None` for all.
    pub topic: Option<usize>,

    /// Which transcripts each view shows.
    pub picks: Picks,

    /// Which rows Compare shows.
    pub filter: Filter,

    /// Whether what does not belong to the event is unfolded in Read.
    pub show_furniture: bool,

    /// What the details are about.
    pub selection: Selection,

    /// The places of further rows that are selected with it.
    pub extent: Vec<Anchor>,

    /// What was begun and waits for another statement.
    pub joining: Option<Joining>,

    /// What the reviewer decided.
    pub judgements: Arc<Judgements>,

    /// Counts the changes of the judgements.
    pub revision: u64,

    /// Judgements without effect that the user was told of.
    pub told_without_effect: BTreeSet<Key>,

    /// Counts the wishes to choose what is listed.
    pub filter_wanted: u64,

    /// Counts the wishes to write a note.
    pub note_wanted: u64,

    /// Counts the wishes to name a position.
    pub name_wanted: u64,

    /// Counts the selections that should be scrolled to.
    pub reveal: u64,

    /// The dialog over the window.
    pub dialog: Option<Dialog>,

    /// Whether the window is closing, and nothing more is asked.
    pub is_closing: bool,

    /// What was opened and has not joined the library yet.
    pub import: Option<Import>,

    /// Messages that were not dismissed, oldest first.
    pub notices: Vec<Notice>,

    /// What is being worked on.
    pub work: Work,

    /// What can be undone and redone.
    pub history: History,

    /// What is remembered.
    pub settings: Settings,

    /// The vectors of sentences that were read for their meaning.
    pub vectors: Arc<Vectors>,

    /// Pairs of transcripts that the user was told may be one event.
    pub told_same: HashSet<(Id, Id)>,

    next_id: Id,
    next_notice: u64,
    next_import: u64,
}

impl State {
    /// An empty library with what was remembered.
    pub fn new(topics: Arc<Topics>, settings: Settings) -> Self {
        let topic = match &settings.topic {
            Some(name) => topics.find(name),
            None => (!topics.list().is_empty()).then_some(0),
        };
        Self {
            library: OpenLibrary::default(),
            items: Vec::new(),
            topics,
            analysed: None,
            generation: 0,
            compared: None,
            topic,
            picks: Picks::default(),
            filter: Filter::default(),
            show_furniture: false,
            selection: Selection::default(),
            extent: Vec::new(),
            joining: None,
            judgements: Arc::default(),
            revision: 0,
            told_without_effect: BTreeSet::new(),
            filter_wanted: 0,
            note_wanted: 0,
            name_wanted: 0,
            reveal: 0,
            dialog: None,
            is_closing: false,
            import: None,
            notices: Vec::new(),
            work: Work::default(),
            history: History::default(),
            settings,
            vectors: Arc::new(seeds::vectors()),
            told_same: HashSet::new(),
            next_id: 1,
            next_notice: 1,
            next_import: 1,
        }
    }

    /// Forgets everything that belongs to a library, before another is shown. What was said and remembered stays, and
    /// numbers go on, so that answers that were asked for before are known as such.
    pub fn start_over(&mut self) {
        let opening = self.import.iter().flat_map(|import| &import.running);
        let running = [&self.work.analysing, &self.work.encoding].into_iter().flatten();
        opening.chain(running).for_each(|progress| progress.abandon());
        let new = Self::new(self.topics.clone(), self.remembered());
        *self = Self {
            library: std::mem::take(&mut self.library),
            generation: self.generation + 1,
            revision: self.revision + 1,
            reveal: self.reveal,
            filter_wanted: self.filter_wanted,
            note_wanted: self.note_wanted,
            name_wanted: self.name_wanted,
            dialog: self.dialog.take(),
            notices: std::mem::take(&mut self.notices),
            next_id: self.next_id,
            next_notice: self.next_notice,
            next_import: self.next_import,
            ..new
        };
    }

    /// Selects something, and nothing else.
    pub fn select(&mut self, selection: Selection) {
        self.selection = selection;
        self.extent.clear();
    }

    /// Selects a passage and scrolls to it.
    pub fn select_and_reveal(&mut self, anchor: Anchor) {
        self.select(Selection::Passage(anchor));
        self.reveal += 1;
    }

    /// A number for a new transcript.
    pub fn take_id(&mut self) -> Id {
        self.next_id += 1;
        self.next_id - 1
    }

    /// The sheet of what was opened; a new one where there is none.
    pub fn import_mut(&mut self) -> &mut Import {
        self.import.get_or_insert_with(|| {
            self.next_import += 1;
            Import::new(self.next_import)
        })
    }

    /// Whether something stands over the window and must be answered first.
    pub fn is_asking(&self) -> bool {
        self.dialog.is_some() || self.import.is_some()
    }

    /// One transcript.
    pub fn item(&self, id: Id) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// One transcript, to change.
    pub fn item_mut(&mut self, id: Id) -> Option<&mut Item> {
        self.items.iter_mut().find(|item| item.id == id)
    }

    /// The transcripts in the order in which they are listed: older first, the undated last.
    pub fn in_order(&self) -> Vec<&Item> {
        let mut items: Vec<&Item> = self.items.iter().collect();
        let date = |item: &Item| item.transcript.meta.date.map(|date| date.value);
        items.sort_by(|x, y| {
            let key = |item: &Item| (date(item).is_none(), date(item));
            key(x)
                .cmp(&key(y))
                .then_with(|| x.transcript.source.path.cmp(&y.transcript.source.path))
                .then(x.id.cmp(&y.id))
        });
        items
    }

    /// Tells the user something; it stays until it is dismissed. What can be done about it and a report to copy are
    /// added to the notice that comes back.
    pub fn notify(
        &mut self,
        severity: Severity,
        title: impl Into<String>,
        details: Vec<Detail>,
    ) -> &mut Notice {
        let id = self.next_notice;
        self.next_notice += 1;
        let (report, offers) = (None, Vec::new());
        self.notices.push_mut(Notice { id, severity, title: title.into(), details, report, offers })
    }

    /// The transcripts that the view at hand shows, in the order of the list.
    pub fn shown(&self) -> Vec<Id> {
        let in_order = self.in_order();
        let picks = match (self.settings.page, self.settings.layout) {
            (Page::Compare, Layout::Synopsis | Layout::Evolution) if self.picks.synopsis.is_empty() => {
                return in_order.iter().map(|item| item.id).collect();
            }
            (Page::Compare, Layout::Synopsis | Layout::Evolution) => &self.picks.synopsis,
            (Page::Compare, Layout::Redline | Layout::Whole) => &self.picks.redline,
            (Page::Read, _) => &self.picks.read,
        };
        in_order.iter().map(|item| item.id).filter(|id| picks.contains(id)).collect()
    }

    /// The whole texts, where Compare shows them.
    pub fn whole_text(&self) -> Option<&WholeText> {
        if (self.settings.page, self.settings.layout) != (Page::Compare, Layout::Whole) {
            return None;
        }
        self.compared.as_ref()?.whole.as_ref()?.text.as_deref()
    }

    /// What is remembered, as it stands now.
    pub fn remembered(&self) -> Settings {
        let hashes = |ids: &[Id]| {
            ids.iter().filter_map(|&id| Some(self.item(id)?.document.hash().to_string())).collect()
        };
        let topic = Some(self.topic.map(|topic| self.topics.list()[topic].name.clone()).unwrap_or_default());
        if self.items.is_empty() {
            // Before the library is there nothing else could have been chosen than the last time.
            return Settings { topic, ..self.settings.clone() };
        }
        Settings {
            topic,
            redline: hashes(&self.picks.redline),
            synopsis: hashes(&self.picks.synopsis),
            read: hashes(&self.picks.read),
            ..self.settings.clone()
        }
    }
}
