//! The window: everything that knows egui.
//!
//! One frame: `logic` takes in the answers of the workers; `ui` reads keys, dropped files and the
//! clipboard, draws the panels, which push commands, and then applies the commands and carries out
//! what they ask for. Nothing else changes the state.

pub mod panels;
pub mod run;
pub mod shortcuts;
mod system;
pub mod theme;
pub mod widgets;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::text_selection::LabelSelectionState;
use egui::{
    CentralPanel, Color32, Context, Event, Frame, Margin, Panel, Popup, ThemePreference, Ui, ViewportCommand,
};

use crate::app::action::Action;
use crate::app::command::{Command, Effect};
use crate::app::jobs::{Answer, Job};
use crate::app::libraries::{FIRST, LibraryAnswer, Opened};
use crate::app::notice::{Detail, Severity};
use crate::app::settings::{Page, Settings, ThemeChoice};
use crate::app::state::State;
use crate::app::update::{self, can, lost_by_closing, not_opened_at_start, update};
use crate::app::workers::Workers;
use crate::engine::topics::Topics;
use crate::engine::transcript::Edits;
use crate::io::library::{Contents, Kept, Library, LibraryError, is_called_library};
use crate::io::{seeds, settings as settings_file};
use panels::{compare, details, dialogs, import, library, notices, palette, read, review, status, top};
use system::{SystemDialogs, clipboard_page};
use widgets::controls::contained;

/// Time a frame that goes into taking in answers.
const ANSWERS: Duration = Duration::from_millis(8);

/// How long the first frame may wait for the first comparison.
const FIRST_FRAME: Duration = Duration::from_millis(400);

/// What dies with the window: scroll positions, text being typed.
#[derive(Debug, Default)]
struct Local {
    library: library::Local,
    compare: compare::Local,
    read: read::Local,
    palette: palette::Local,
    review: review::Local,
    draft: Option<dialogs::Draft>,
    import: import::Local,
    /// The next paste was asked for by the menu.
    paste_asked: bool,
}

/// The program with its window.
#[derive(Debug)]
pub struct StanceApp {
    state: State,
    workers: Workers,
    local: Local,
    dialogs: SystemDialogs,
    /// What the window was last called.
    title: String,
    /// Where settings are kept, and as they were last written; `None` where nothing is to be kept.
    store: Option<(PathBuf, Settings)>,
}

/// The files of this user.
#[derive(Clone, Debug)]
pub struct Home {
    /// Settings.
    pub settings: PathBuf,

    /// The library that opens by itself.
    pub library: PathBuf,
}

impl StanceApp {
    /// Starts with the library and the files that are named, else with the library of this user. Without a home nothing
    /// is kept.
    pub fn new(ctx: &Context, paths: Vec<PathBuf>, home: Option<Home>) -> std::io::Result<Self> {
        theme::install(ctx);
        let waker = ctx.clone();
        let (named, files): (Vec<PathBuf>, Vec<PathBuf>) =
            paths.into_iter().partition(|path| is_called_library(path));
        let opened = match (named.first(), &home) {
            (Some(named), _) => Some(Library::open(named)),
            (None, Some(home)) => Some(open_library(&home.library)),
            (None, None) => None,
        };
        let (library, opened) = match opened {
            Some(Ok((library, contents))) => {
                let opened = Opened::new(FIRST, &library, contents);
                (Some(library), Some(Ok(opened)))
            }
            Some(Err(error)) => (None, Some(Err(error))),
            None => (None, None),
        };
        let workers = Workers::start(move || waker.request_repaint(), library)?;
        let mut app = Self::with_workers(workers, home.as_ref().map(|home| home.settings.clone()));
        app.state.library.default_path = home.map(|home| home.library);
        app.start(ctx, opened, files);
        Ok(app)
    }

    /// The same with workers that answer at once, nothing open and nothing kept: for tests and pictures.
    pub fn inline() -> Self {
        Self::with_workers(Workers::inline(None), None)
    }

    /// With workers that answer at once, on a library file: for tests of what is kept.
    pub fn inline_on(library: &std::path::Path) -> Result<Self, LibraryError> {
        let (library, contents) = open_library(library)?;
        let opened = Opened::new(FIRST, &library, contents);
        let mut app = Self::with_workers(Workers::inline(Some(library)), None);
        app.state.library.default_path = Some(opened.path.clone());
        app.start(&Context::default(), Some(Ok(opened)), Vec::new());
        Ok(app)
    }

    fn with_workers(workers: Workers, settings_path: Option<PathBuf>) -> Self {
        let topics = Arc::new(Topics::builtin().clone());
        let (settings, problem) = match &settings_path {
            Some(path) => settings_file::load(path),
            None => (Settings::default(), None),
        };
        let mut state = State::new(topics, settings.clone());
        if let Some(what) = problem {
            let hint = "Theme, text size and the view are as at the first start. Nothing else was lost.";
            let detail = Detail { what, hint: hint.to_owned() };
            state.notify(Severity::Warning, "The settings could not be read", vec![detail]);
        }
        let store = settings_path.map(|path| (path, settings));
        Self {
            state,
            workers,
            local: Local::default(),
            dialogs: SystemDialogs::default(),
            title: "Stance".to_owned(),
            store,
        }
    }

    /// Opens the samples where there is no library: for tests and pictures.
    pub fn start_with_samples(&mut self) {
        self.start(&Context::default(), None, Vec::new());
    }

    /// Shows what the library holds, or the samples and why there is none, and the named files, and waits a moment so that
    /// the first frame shows them.
    fn start(&mut self, ctx: &Context, opened: Option<Result<Opened, LibraryError>>, files: Vec<PathBuf>) {
        match opened {
            Some(Ok(opened)) => {
                let answer = LibraryAnswer::Opened(Box::new(opened));
                self.apply(ctx, Command::Answered(Answer::Library(answer)));
            }
            Some(Err(error)) => {
                not_opened_at_start(&mut self.state, &error);
                self.apply(ctx, Command::Restore(samples()));
            }
            None => self.apply(ctx, Command::Restore(samples())),
        }
        let until = Instant::now() + FIRST_FRAME;
        while self.state.compared.is_none() {
            let Some(answer) = self.workers.wait_until(until) else { break };
            let is_read = matches!(&answer, Answer::Read { finished: true, .. });
            self.apply(ctx, Command::Answered(answer));
            if is_read && self.state.items.is_empty() {
                break;
            }
        }
        if !files.is_empty() {
            self.apply(ctx, Command::Open(files));
        }
    }

    /// The state, to look at.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Applies a command as if a panel had pushed it.
    pub fn apply(&mut self, ctx: &Context, command: Command) {
        for effect in update(&mut self.state, command) {
            self.carry_out(ctx, effect);
        }
    }

    /// Carries out what needs no window; dialogs are opened by [`Self::frame`].
    fn carry_out(&mut self, ctx: &Context, effect: Effect) {
        match effect {
            Effect::Run(job) => self.workers.run(job),
            Effect::Keep(changes) => {
                self.workers.run(Job::Keep { library: self.state.library.number, changes });
            }
            Effect::WriteClipboard(text) => ctx.copy_text(text),
            Effect::ReadClipboard => {
                self.local.paste_asked = true;
                ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
            }
            Effect::Close => ctx.send_viewport_cmd(ViewportCommand::Close),
            // These need the frame; without one (in tests) there is no system to ask.
            Effect::ChooseFiles | Effect::ChooseFolder | Effect::ChooseLibrary(_) => {}
        }
    }

    /// Takes in what the workers have to say by now.
    pub fn take_answers(&mut self, ctx: &Context) {
        let until = Instant::now() + ANSWERS;
        while Instant::now() < until {
            let Some(answer) = self.workers.next() else {
                return;
            };
            self.apply(ctx, Command::Answered(answer));
        }
        ctx.request_repaint();
    }

    /// One frame: input, panels, commands.
    fn frame(&mut self, ui: &mut Ui, frame: Option<&eframe::Frame>) {
        let ctx = ui.ctx().clone();
        ctx.set_theme(match self.state.settings.theme {
            ThemeChoice::Light => ThemePreference::Light,
            ThemeChoice::Dark => ThemePreference::Dark,
            ThemeChoice::System => ThemePreference::System,
        });
        self.name_window(&ctx);
        self.ask_before_closing(&ctx);
        let mut out = Vec::new();
        self.input(&ctx, &mut out);
        self.panels(ui, &mut out);
        out.extend(self.dialogs.answer());
        // Only a window has a clipboard of the system to ask.
        if frame.is_some() {
            out = out.into_iter().map(with_page).collect();
        }
        if out.iter().any(Command::leaves_library) {
            // What is being typed belongs to this one.
            let mut typed = Vec::new();
            self.local.review.hand_over(None, &mut typed);
            out.splice(0..0, typed);
        }
        let changed = !out.is_empty();
        for command in out {
            for effect in update(&mut self.state, command) {
                match (effect, frame) {
                    (Effect::ChooseFiles, Some(frame)) => self.dialogs.choose_files(&ctx, frame),
                    (Effect::ChooseFolder, Some(frame)) => self.dialogs.choose_folder(&ctx, frame),
                    (Effect::ChooseLibrary(choice), Some(frame)) => {
                        self.dialogs.choose_library(&ctx, frame, choice);
                    }
                    (effect, _) => self.carry_out(&ctx, effect),
                }
            }
        }
        if changed {
            self.take_answers(&ctx);
            self.keep_settings();
            ctx.request_repaint();
        }
    }

    /// Keeps the window open where closing it would lose something, and asks.
    fn ask_before_closing(&mut self, ctx: &Context) {
        if self.state.is_closing || !ctx.input(|input| input.viewport().close_requested()) {
            return;
        }
        self.keep_typed(ctx);
        if !lost_by_closing(&self.state).is_empty() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.apply(ctx, Command::Act(Action::Quit));
        }
    }

    /// Takes in what is being typed.
    fn keep_typed(&mut self, ctx: &Context) {
        let mut out = Vec::new();
        self.local.review.hand_over(None, &mut out);
        if let Some(import) = &self.state.import {
            self.local.import.hand_over(import, &mut out);
        }
        for command in out {
            self.apply(ctx, command);
        }
    }

    /// Names the library in the title of the window.
    fn name_window(&mut self, ctx: &Context) {
        let title = self.state.library.title();
        if self.title != title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn input(&mut self, ctx: &Context, out: &mut Vec<Command>) {
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if !dropped.is_empty() {
            out.push(Command::Open(dropped));
        }
        let is_open = self.state.is_asking();
        // An open menu has the keys: Escape closes it and nothing else.
        if !is_open && !Popup::is_any_open(ctx) {
            // The field has lost the focus already when Escape is read here: it ends the typing only.
            let ends_typing = |action| action == Action::Deselect && self.local.review.is_typing();
            let actions = shortcuts::pressed(ctx)
                .into_iter()
                .filter(|&action| can(&self.state, action) && !ends_typing(action));
            out.extend(actions.map(Command::Act));
        }
        if ctx.text_edit_focused() {
            return;
        }
        let events = ctx.input(|input| input.events.clone());
        let has_selection =
            ctx.with_plugin(|labels: &mut LabelSelectionState| labels.has_selection()).unwrap_or(false);
        for event in events {
            match event {
                Event::Paste(text) if !is_open || self.local.paste_asked => {
                    self.local.paste_asked = false;
                    out.push(Command::PasteText(text));
                }
                Event::Copy if !has_selection && !is_open => out.push(Command::Act(Action::CopyQuotation)),
                _ => {}
            }
        }
    }

    fn panels(&mut self, ui: &mut Ui, out: &mut Vec<Command>) {
        let Self { state, local, .. } = self;
        let t = theme::tokens(ui.visuals());
        let bar = Frame::new().fill(t.panel).inner_margin(Margin::symmetric(16, 0));
        Panel::top("top").exact_size(44.0).frame(bar).show(ui, |ui| top::top_ui(ui, state, out));
        Panel::bottom("status").exact_size(28.0).frame(bar).show(ui, |ui| status::status_ui(ui, state, out));
        let side = Frame::new().fill(t.panel).inner_margin(Margin { left: 12, right: 8, top: 4, bottom: 8 });
        // In a narrow window the text comes first.
        let window = ui.available_width();
        if state.settings.library_panel {
            let widest = (window * 0.22).clamp(200.0, 380.0);
            let panel =
                Panel::left("library").default_size(library::WIDTH).size_range(180.0..=widest).frame(side);
            panel.show(ui, |ui| contained(ui, |ui| library::library_ui(ui, state, &mut local.library, out)));
        }
        if state.settings.details_panel {
            let widest = (window * 0.23).clamp(210.0, 420.0);
            let panel =
                Panel::right("details").default_size(details::WIDTH).size_range(200.0..=widest).frame(side);
            panel.show(ui, |ui| contained(ui, |ui| details::details_ui(ui, state, &mut local.review, out)));
        }
        let edge = if window < 1200.0 { 16 } else { 24 };
        let paper =
            Frame::new().fill(t.paper).inner_margin(Margin { left: edge, right: 12, top: 16, bottom: 0 });
        CentralPanel::default().frame(paper).show(ui, |ui| {
            contained(ui, |ui| match state.settings.page {
                Page::Compare => compare::compare_ui(ui, state, &mut local.compare, out),
                Page::Read => read::read_ui(ui, state, &mut local.read, out),
            });
        });
        import::import_ui(ui, state, &mut local.import, out);
        dialogs::dialogs_ui(ui, state, &mut local.draft, out);
        palette::palette_ui(ui, state, &mut local.palette, out);
        notices::notices_ui(ui, state, out);
        drop_hint(ui);
    }

    /// Writes the settings where they changed.
    fn keep_settings(&mut self) {
        let remembered = self.state.remembered();
        let Some((path, kept)) = &mut self.store else {
            return;
        };
        if *kept == remembered {
            return;
        }
        if let Err(error) = settings_file::save(path, &remembered) {
            let detail = Detail {
                what: error.to_string(),
                hint: "Stance goes on; the next start will look like this one.".to_owned(),
            };
            self.state.notify(Severity::Warning, "The settings could not be kept", vec![detail]);
            self.store = None;
            return;
        }
        *kept = remembered;
    }
}

fn samples() -> Vec<Kept> {
    seeds::documents().into_iter().map(|document| (Arc::new(document), Edits::default())).collect()
}

/// A pasted text with its source as a web page, where the clipboard holds that too.
fn with_page(command: Command) -> Command {
    match command {
        Command::PasteText(text) => match clipboard_page() {
            Some(page) => Command::PastePage { text, page },
            None => Command::PasteText(text),
        },
        command => command,
    }
}

/// Opens the library; a new one holds the samples.
fn open_library(path: &std::path::Path) -> Result<(Library, Contents), LibraryError> {
    Library::open_or_create(path, update::samples)
}

/// Says that files can be let go while they hover over the window.
fn drop_hint(ui: &Ui) {
    let hovers = ui.input(|input| !input.raw.hovered_files.is_empty());
    if !hovers {
        return;
    }
    let t = theme::tokens(ui.visuals());
    let screen = ui.ctx().content_rect();
    let painter =
        ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop hint")));
    painter.rect_filled(screen, 0.0, t.paper.gamma_multiply(0.85));
    painter.text(
        screen.center(),
        egui::Align2::CENTER_CENTER,
        "Let go to open",
        theme::sans_bold(theme::HEADING),
        t.ink,
    );
}

impl eframe::App for StanceApp {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.take_answers(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.frame(ui, Some(frame));
    }

    /// What was being typed is kept.
    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.keep_typed(&Context::default());
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        Color32::to_normalized_gamma_f32(theme::tokens(visuals).paper)
    }

    fn persist_egui_memory(&self) -> bool {
        // Widths of panels are worth keeping; nothing of ours is in there.
        true
    }
}

/// For tests and pictures: a frame without an eframe window around it.
pub fn draw(app: &mut StanceApp, ui: &mut Ui) {
    let ctx = ui.ctx().clone();
    app.take_answers(&ctx);
    app.frame(ui, None);
}
