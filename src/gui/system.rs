//! Dialogs of the system for choosing files.
//!
//! A dialog is made on the main thread, as macOS demands, and waited for on a thread of its own: a
//! blocking call would freeze the window. Its answer comes back as a command.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use egui::Context;
use rfd::{AsyncFileDialog, FileHandle};

use crate::app::command::{Command, FilePurpose};
use crate::io::library::ENDING;
use crate::io::load::kind::endings;

/// The library for dialogs does not tell a dialog that could not be shown from one that was cancelled;
/// but no hand is as fast as that.
const NOBODY_CANCELS_WITHIN: Duration = Duration::from_millis(250);

/// The clipboard as the source of a web page, where a program put one there beside the plain text: labels in bold and
/// headings are only in it.
pub fn clipboard_page() -> Option<String> {
    let mut clipboard = arboard::Clipboard::new().ok()?;
    clipboard.get().html().ok().filter(|page| !page.trim().is_empty())
}

/// The dialogs that are open, at most one, and their answers.
#[derive(Debug)]
pub struct SystemDialogs {
    send: Sender<Command>,
    answers: Receiver<Command>,
}

impl Default for SystemDialogs {
    fn default() -> Self {
        let (send, answers) = channel();
        Self { send, answers }
    }
}

impl SystemDialogs {
    /// What a dialog that was closed asks for.
    pub fn answer(&self) -> Option<Command> {
        self.answers.try_recv().ok()
    }

    /// Opens the dialog for files.
    pub fn choose_files(&self, ctx: &Context, frame: &eframe::Frame) {
        let chosen = dialog(frame)
            .set_title("Open transcripts")
            .add_filter("Transcripts", &endings().collect::<Vec<_>>())
            .add_filter("All files", &["*"])
            .pick_files();
        self.wait(ctx, async { open(chosen.await.unwrap_or_default()) });
    }

    /// Opens the dialog for a folder.
    pub fn choose_folder(&self, ctx: &Context, frame: &eframe::Frame) {
        let chosen = dialog(frame).set_title("Open a folder of transcripts").pick_folder();
        self.wait(ctx, async { open(chosen.await.into_iter().collect()) });
    }

    /// Opens the dialog in which a library is chosen or named.
    pub fn choose_library(&self, ctx: &Context, frame: &eframe::Frame, choice: FilePurpose) {
        let dialog = dialog(frame).add_filter("Libraries of Stance", &[ENDING]);
        let path = |handle: FileHandle| handle.path().to_owned();
        match choice {
            FilePurpose::Open => {
                let chosen = dialog.set_title("Open a library").pick_file();
                self.wait(ctx, async move { chosen.await.map(path).map(Command::OpenLibrary) });
            }
            FilePurpose::New => {
                let chosen = dialog.set_title("New library").set_file_name("Library.stance").save_file();
                self.wait(ctx, async move { chosen.await.map(path).map(named).map(Command::NewLibrary) });
            }
            FilePurpose::Copy => {
                let chosen = dialog.set_title("Save a copy").set_file_name("Copy.stance").save_file();
                self.wait(ctx, async move { chosen.await.map(path).map(named).map(Command::SaveCopy) });
            }
        }
    }

    fn wait(&self, ctx: &Context, answer: impl Future<Output = Option<Command>> + Send + 'static) {
        let (send, ctx) = (self.send.clone(), ctx.clone());
        let waiting = thread::Builder::new().name("stance-dialog".to_owned()).spawn(move || {
            let since = Instant::now();
            let chosen = pollster::block_on(answer);
            let command = if let Some(command) = chosen {
                command
            } else if since.elapsed() > NOBODY_CANCELS_WITHIN {
                Command::CloseDialog
            } else {
                Command::NoSystemDialog
            };
            // The window is gone: nobody waits for the answer.
            let _ = send.send(command);
            ctx.request_repaint();
        });
        if waiting.is_err() {
            let _ = self.send.send(Command::NoSystemDialog);
        }
    }
}

fn dialog(frame: &eframe::Frame) -> AsyncFileDialog {
    use egui::os::OperatingSystem;
    // The portal of Linux needs no parent, and a parent without a display handle is refused.
    if OperatingSystem::from_target_os() == OperatingSystem::Nix {
        return AsyncFileDialog::new();
    }
    AsyncFileDialog::new().set_parent(frame)
}

fn open(handles: Vec<FileHandle>) -> Option<Command> {
    let paths: Vec<PathBuf> = handles.into_iter().map(|handle| handle.path().to_owned()).collect();
    (!paths.is_empty()).then_some(Command::Open(paths))
}

/// With the ending by which it is known again, where none was typed.
fn named(path: PathBuf) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension(ENDING) }
}
