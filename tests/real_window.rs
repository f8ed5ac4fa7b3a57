//! The program itself, in a real window on a virtual display: it opens, shows text, and closes cleanly.
//!
//! It needs Xvfb, xdotool and ImageMagick's `import`, which `.ci/run` installs. Without them it says so
//! and is skipped, unless `STANCE_REQUIRE_RENDERER=1` demands it.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::common::is_renderer_required;

/// How long a slow machine may take to draw the first frame.
const PATIENCE: Duration = Duration::from_secs(90);

/// Ends a process with the test, however it ends.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Starts a virtual display and returns its name.
fn display() -> (Ended, String) {
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut number = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
    (Ended(server), format!(":{}", number.trim()))
}

fn xdotool(display: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new("xdotool").env("DISPLAY", display).args(arguments).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// How many lines of dark text stand in the middle of a picture: runs of pixel rows that hold ink.
fn lines_of_text(picture: &Path) -> usize {
    let Ok(picture) = image::open(picture) else { return 0 };
    let picture = picture.to_luma8();
    let (width, height) = picture.dimensions();
    let is_inked = |y: u32| {
        let ink = (width / 4..width * 3 / 4).filter(|&x| picture.get_pixel(x, y).0[0] < 110).count();
        (8..width as usize / 4).contains(&ink)
    };
    let rows: Vec<bool> = (0..height).map(is_inked).collect();
    rows.windows(2).filter(|pair| !pair[0] && pair[1]).count()
}

fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let until = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < until, "{what} did not come within {PATIENCE:?}");
        sleep(Duration::from_millis(200));
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that was skipped says so")]
fn it_opens_shows_text_and_closes() {
    let missing: Vec<&str> =
        ["Xvfb", "xdotool", "import"].into_iter().filter(|tool| !is_installed(tool)).collect();
    if !missing.is_empty() {
        assert!(
            !is_renderer_required(),
            "{missing:?} are not installed, and STANCE_REQUIRE_RENDERER=1 asks for them"
        );
        eprintln!("skipped: {missing:?} are not installed, so the window itself was not opened");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let settings = home.path().join("config/stance/settings.json");
    std::fs::create_dir_all(settings.parent().unwrap()).unwrap();
    std::fs::write(&settings, r#"{"theme":"light"}"#).unwrap();
    let (_server, display) = display();
    let mut program = Ended(
        Command::new(env!("CARGO_BIN_EXE_stance"))
            .env("DISPLAY", &display)
            .env_remove("WAYLAND_DISPLAY")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("HOME", home.path())
            .env("XDG_CONFIG_HOME", home.path().join("config"))
            .env("XDG_DATA_HOME", home.path().join("data"))
            .spawn()
            .unwrap(),
    );
    let window = wait_for("the window", || {
        xdotool(&display, &["search", "--onlyvisible", "--name", "^Stance$"])
            .and_then(|windows| windows.lines().next().map(str::to_owned))
    });
    let picture = home.path().join("window.png");
    let lines = wait_for("text in the window", || {
        let captured =
            Command::new("import").env("DISPLAY", &display).args(["-window", "root"]).arg(&picture).status();
        let lines = lines_of_text(&picture);
        (captured.is_ok_and(|status| status.success()) && lines >= 8).then_some(lines)
    });
    assert!(lines >= 8, "{lines} lines of text");

    // The system ties the window to its icon by the application id.
    let named = xdotool(&display, &["search", "--class", &format!("^{}$", stance::gui::run::APP_ID)]);
    assert!(named.is_some_and(|windows| windows.lines().any(|named| named == window)), "its class is its id");

    xdotool(&display, &["windowfocus", &window]);
    let status = wait_for("the end of the program", || {
        xdotool(&display, &["key", "--window", &window, "ctrl+q"]);
        program.0.try_wait().unwrap()
    });
    assert!(status.success(), "{status}");
    let kept = std::fs::read_to_string(&settings).unwrap();
    assert!(kept.contains("light"), "settings are kept: {kept}");
    assert!(home.path().join("data/stance/library.stance").is_file(), "the samples are in the library");
}
