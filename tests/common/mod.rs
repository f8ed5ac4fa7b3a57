//! The whole window without a system around it, for flows and pictures.

use egui::{Key, Modifiers, UiBuilder, ViewportCommand, ViewportEvent, ViewportId, vec2};
use egui_kittest::Harness;
use stance::app::action::Action;
use stance::app::command::{Command, ImportCommand};
use stance::gui::{StanceApp, draw, theme};

/// The window, drawn in a harness. Workers answer at once and nothing is kept.
pub type Window = Harness<'static, StanceApp>;

/// What stands in the window when it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Nothing is open.
    Empty,
    /// The five samples.
    Samples,
}

/// Opens a window of a size in points.
pub fn window(width: f32, height: f32, start: Start) -> Window {
    let mut app = StanceApp::inline();
    if start == Start::Samples {
        app.start_with_samples();
    }
    window_of(width, height, app)
}

/// Opens a window on a library file, which is kept up to date.
pub fn window_on(width: f32, height: f32, library: &std::path::Path) -> Window {
    window_of(width, height, StanceApp::inline_on(library).expect("the library opens"))
}

fn window_of(width: f32, height: f32, app: StanceApp) -> Window {
    let mut window = Harness::builder()
        .with_size(vec2(width, height))
        .with_context_setup(theme::install)
        .with_max_steps(80)
        .with_render_cursor(false)
        .build_ui_state(
            |ui, app: &mut StanceApp| {
                // The harness leaves a margin that no real window has.
                let whole = ui.ctx().content_rect();
                let mut ui = ui.new_child(UiBuilder::new().max_rect(whole));
                ui.set_clip_rect(whole);
                draw(app, &mut ui);
            },
            app,
        );
    window.run();
    window
}

/// Applies a command and draws until nothing moves.
pub fn command(window: &mut Window, command: Command) {
    let ctx = window.ctx.clone();
    window.state_mut().apply(&ctx, command);
    window.run();
}

/// The same for an action of the catalogue.
pub fn act(window: &mut Window, action: Action) {
    command(window, Command::Act(action));
}

/// Opens two versions of one statement, the newer one with a word replaced, one inserted, a paragraph
/// moved and one added.
pub fn open_versions(window: &mut Window) {
    let paragraphs = [
        "Activity grew at a strong pace in the third quarter. Employers hired fewer people than in spring, and prices \
         rose more slowly than in the year before.",
        "The banks of the country are sound. Tighter conditions for households and firms are likely to weigh on hiring \
         and on prices, and how far they will do so remains uncertain.",
        "The council decided to leave the rate where it is. It will look at what comes in from month to month and at \
         what it means for the stance of policy.",
        "In judging how much further the rate may have to rise, the council will take into account how long it takes \
         until a change of the rate is felt in the shops.",
        "The council will go on selling the bonds that it holds, as it announced in its plan of last year, and it is \
         strongly committed to stable prices.",
        "It will change its mind where risks come up that stand in the way of its goals, and it looks at a wide range \
         of reports, from the markets, from the regions and from abroad.",
        "The council has asked the office for statistics to report on wages every month, and not every quarter.",
        "It has also taken note of what was said at the conference of the regions in the summer of this year.",
        "All ten members voted for this decision of the council, and the minutes will be published in three weeks.",
    ];
    let old = format!("Statement of the council, 1 November 2023\n\n{}\n", paragraphs.join("\n\n"));
    let mut moved = paragraphs;
    moved[1..4].rotate_left(1);
    let new = moved.join("\n\n").replace("grew at a strong", "slowed from its strong");
    let new = new.replace("further the rate may", "further, if at all, the rate may");
    let new = format!(
        "Statement of the council, 13 December 2023\n\n{new}\n\nThe council will meet again in January.\n"
    );
    let folder = tempfile::tempdir().expect("a folder for two files");
    let paths = [("november.txt", old), ("december.txt", new)].map(|(name, text)| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a small file");
        path
    });
    open(window, &paths);
}

/// Opens files and adds what was read.
pub fn open(window: &mut Window, paths: &[std::path::PathBuf]) {
    command(window, Command::Open(paths.to_vec()));
    command(window, Command::Import(ImportCommand::Accept));
}

/// Names files of several kinds to be opened: good ones, doubtful ones, some that cannot be read.
pub fn name_files(window: &mut Window) {
    // Always the same, since pictures show the path.
    let folder = std::path::PathBuf::from("target/tmp/pictures");
    std::fs::create_dir_all(&folder).expect("a folder for small files");
    let seed = std::fs::read_to_string("seeds/002_5c9d7a97ec4f11db.txt").expect("a sample");
    let cut = seed.char_indices().nth(9_000).map_or(seed.len(), |(at, _)| at);
    let (russian, ..) = encoding_rs::KOI8_R.encode(
        "Вопрос: Как Вы оцениваете итоги встречи?\n\nС.В.Петров: Мы оцениваем их высоко, договорились встретиться осенью.",
    );
    let table = "a,b\nx,We met this morning and spoke about the harvest.\ny,We did not meet at all.\n";
    let undated =
        "Question: Why is the ferry late?\n\nAnn Bell: Because of the wind in the north of the country.";
    let dated = "Remarks by Ann Bell, Bonn, May 3, 2021\n\nThank you for coming.\n\nQuestion: Will you stay?\n\nAnn Bell: We will stay. It has kept us safe.\n\nShare this page\n";
    let files: [(&str, &[u8]); 7] = [
        ("remarks.txt", dated.as_bytes()),
        ("excerpt.txt", &seed.as_bytes()[..cut]),
        ("scan.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        ("russian.txt", &russian),
        ("table.csv", table.as_bytes()),
        ("undated-remarks-with-a-very-long-name-that-does-not-fit-into-the-list.txt", undated.as_bytes()),
        ("sample.txt", seed.as_bytes()),
    ];
    let paths = files.map(|(name, bytes)| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).expect("a small file");
        path
    });
    command(window, Command::Open(paths.to_vec()));
}

/// Shows the first entry of the sheet that is so.
pub fn show_entry(window: &mut Window, is_so: impl Fn(&stance::app::import::Entry) -> bool) {
    let import = window.state().state().import.as_ref().expect("a sheet");
    let found: Vec<_> =
        import.entries.iter().filter(|entry| is_so(entry)).map(|entry| entry.id).take(1).collect();
    command(window, Command::Import(ImportCommand::Select(found)));
}

/// Number of the topic of this name.
pub fn topic(window: &Window, name: &str) -> Option<usize> {
    window.state().state().topics.find(name)
}

/// Whether the tests must draw, and with the renderer that the pictures were made with.
pub fn is_renderer_required() -> bool {
    std::env::var_os("STANCE_REQUIRE_RENDERER").is_some_and(|value| value == "1")
}

/// Whether pictures can be made here. Without a graphics adapter they are skipped, and it is said,
/// unless `STANCE_REQUIRE_RENDERER=1` demands them.
pub fn can_render() -> bool {
    static FOUND: std::sync::LazyLock<bool> = std::sync::LazyLock::new(|| {
        let setup = egui_kittest::wgpu::default_wgpu_setup();
        let egui_wgpu::WgpuSetup::CreateNew(new) = &setup else { return false };
        let backends = new.instance_descriptor.backends;
        let found =
            pollster::block_on(async { setup.new_instance().await.enumerate_adapters(backends).await.len() });
        found > 0
    });
    assert!(
        *FOUND || !is_renderer_required(),
        "no graphics adapter was found, and STANCE_REQUIRE_RENDERER=1 asks for one"
    );
    *FOUND
}

/// Presses a key.
pub fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run();
}

/// Presses a key while others are held.
pub fn press_with(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run();
}

/// Closes the window as the system does, and says whether it closes.
pub fn close(window: &mut Window) -> bool {
    let root = window.input_mut().viewports.entry(ViewportId::ROOT).or_default();
    root.events.push(ViewportEvent::Close);
    window.step();
    let commands = &window.output().viewport_output[&ViewportId::ROOT].commands;
    let closes = !commands.contains(&ViewportCommand::CancelClose);
    window.run();
    closes
}
