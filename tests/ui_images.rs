//! Pictures of the window. The truth is the software renderer of Linux, which CI has; another one
//! smooths text a little differently.

use egui_kittest::{SnapshotOptions, SnapshotResults};
use stance::app::action::Action;
use stance::app::command::Command;

use crate::common::{
    Start, Window, act, can_render, command, is_renderer_required, name_files, open_versions, press,
    show_entry, topic, window,
};

/// Pixels that may differ, of about a million: none to speak of where the renderer is known.
fn options() -> SnapshotOptions {
    let is_truth = cfg!(target_os = "linux") && is_renderer_required();
    let most = if is_truth { 10_usize } else { 4_000 };
    SnapshotOptions::new().output_path("tests/images").max_failed_pixels(most)
}

fn save(window: &mut Window, name: &str, results: &mut SnapshotResults) {
    results.add(window.try_snapshot_options(name, &options()));
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that was skipped says so")]
fn pictures() {
    if !can_render() {
        eprintln!("skipped: no graphics adapter here, so no pictures were compared");
        return;
    }
    let mut results = SnapshotResults::new();

    let mut view = window(1280.0, 800.0, Start::Samples);
    save(&mut view, "redline_light", &mut results);
    act(&mut view, Action::FilterRows);
    save(&mut view, "filter_menu_light", &mut results);
    press(&mut view, egui::Key::Escape);
    act(&mut view, Action::Next);
    act(&mut view, Action::ThemeDark);
    save(&mut view, "redline_selected_dark", &mut results);
    act(&mut view, Action::ShowInText);
    save(&mut view, "read_matched_dark", &mut results);
    act(&mut view, Action::ThemeLight);
    act(&mut view, Action::ToggleFurniture);
    save(&mut view, "read_unfolded_light", &mut results);
    act(&mut view, Action::ShowEvolution);
    save(&mut view, "evolution_light", &mut results);
    act(&mut view, Action::ShowSynopsis);
    save(&mut view, "synopsis_light", &mut results);
    act(&mut view, Action::Palette);
    save(&mut view, "palette_light", &mut results);

    let mut view = window(1024.0, 640.0, Start::Samples);
    let eurasia = topic(&view, "Eurasian security");
    command(&mut view, Command::ChooseTopic(eurasia));
    act(&mut view, Action::ShowSynopsis);
    act(&mut view, Action::ThemeDark);
    save(&mut view, "synopsis_narrow_dark", &mut results);
    let id = view.state().state().items[1].id;
    command(&mut view, Command::Select(stance::app::state::Selection::Transcript(id)));
    act(&mut view, Action::EditDetails);
    save(&mut view, "edit_details_dark", &mut results);

    let mut view = window(1280.0, 800.0, Start::Empty);
    open_versions(&mut view);
    act(&mut view, Action::ShowWholeText);
    act(&mut view, Action::Next);
    save(&mut view, "whole_light", &mut results);
    act(&mut view, Action::ThemeDark);
    save(&mut view, "whole_dark", &mut results);

    let mut view = window(760.0, 600.0, Start::Empty);
    open_versions(&mut view);
    act(&mut view, Action::ShowWholeText);
    act(&mut view, Action::Next);
    act(&mut view, Action::ThemeDark);
    save(&mut view, "whole_narrow_dark", &mut results);

    let mut view = window(1024.0, 640.0, Start::Empty);
    save(&mut view, "empty_light", &mut results);
    command(&mut view, Command::PasteText(" ".to_owned()));
    save(&mut view, "notice_light", &mut results);

    let mut view = window(1440.0, 900.0, Start::Samples);
    name_files(&mut view);
    save(&mut view, "import_light", &mut results);
    show_entry(&mut view, |entry| entry.candidate().is_none());
    act(&mut view, Action::ThemeDark);
    save(&mut view, "import_refused_dark", &mut results);
    results.unwrap();
}
