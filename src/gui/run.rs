//! Opens the window, and says why where it cannot be opened.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use eframe::{NativeOptions, Renderer};
use egui::{IconData, ViewportBuilder, vec2};

use super::{Home, StanceApp};
use crate::io::{library, settings};

/// Identity of the program for the system: it ties the window to its icon and its folder.
pub const APP_ID: &str = env!("STANCE_APP_ID");

/// Opens the window with the named files and returns when it is closed.
pub fn run(paths: Vec<PathBuf>) -> ExitCode {
    report_panics();
    let home = settings::default_path()
        .zip(library::default_path())
        .map(|(settings, library)| Home { settings, library });
    let opened = eframe::run_native(
        "Stance",
        options(),
        Box::new(|creation| Ok(Box::new(StanceApp::new(&creation.egui_ctx, paths, home)?))),
    );
    match opened {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let text = format!(
                "The window could not be opened: {error}\n\nStance draws with OpenGL 2.1 or later. On a remote or virtual machine, update the graphics driver; stance-cli does the same work without a window."
            );
            say(&text);
            ExitCode::FAILURE
        }
    }
}

fn options() -> NativeOptions {
    let viewport = ViewportBuilder::default()
        .with_title("Stance")
        .with_app_id(APP_ID)
        .with_inner_size(vec2(1440.0, 900.0))
        .with_min_inner_size(vec2(720.0, 480.0))
        .with_drag_and_drop(true)
        .with_icon(icon());
    NativeOptions { viewport, renderer: Renderer::Glow, ..NativeOptions::default() }
}

fn icon() -> Arc<IconData> {
    let png = include_bytes!("../../assets/icon/256.png");
    // A picture that cannot be read gives the system's own icon: no reason not to start.
    Arc::new(eframe::icon_data::from_png_bytes(png).unwrap_or_default())
}

/// A panic is a bug: it is shown, for there may be no console to read it on.
fn report_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        before(panic);
        // The workers guard their jobs and go on.
        let is_the_end = std::thread::current().name() == Some("main");
        if is_the_end && !cfg!(debug_assertions) {
            say(&format!("Stance has to stop, because of a fault of its own:\n\n{panic}"));
        }
    }));
}

/// Shows a message in a dialog of the system and on the console.
fn say(text: &str) {
    #[expect(clippy::print_stderr, reason = "the last word before the program ends")]
    {
        eprintln!("{text}");
    }
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title("Stance")
        .set_description(text)
        .show();
}
