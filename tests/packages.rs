//! The packages name the kinds of files that the program opens, and no others.

use std::path::Path;

use stance::io::library::{ENDING, is_called_library};
use stance::io::load::kind::supported_format;

const INSTALLER: &str = include_str!("../Cargo.toml");
const MSI: &str = include_str!("../assets/windows/file-types.wxs");
const DESKTOP: &str = include_str!("../assets/linux/io.github.stancereader.Stance.desktop");
const KIND: &str = include_str!("../assets/linux/io.github.stancereader.Stance.xml");

/// What stands between two marks, each time.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Vec<&'t str> {
    text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

#[test]
fn open_with_names_what_is_read() {
    let installer = between(INSTALLER, r#"stance.exe\SupportedTypes" ".""#.trim_end_matches('"'), "\"");
    let msi = between(MSI, "Key=\"SupportedTypes\" Name=\".", "\"");
    assert_eq!(installer, msi);
    for ending in ["txt", "md", "html", "docx", "odt", "rtf", "pdf", "csv", "json", "zip", ENDING] {
        assert!(installer.contains(&ending), "{ending} is missing");
    }
    for ending in installer {
        let name = format!("a.{ending}");
        assert!(
            supported_format(&name).is_some() || is_called_library(Path::new(&name)),
            "{name} is not opened"
        );
    }
}

#[test]
fn a_library_is_a_kind_of_file_of_its_own() {
    assert!(KIND.contains(&format!("<glob pattern=\"*.{ENDING}\"/>")));
    let [kind] = between(KIND, "<mime-type type=\"", "\"")[..] else { panic!("one kind") };
    let [kinds] = between(DESKTOP, "MimeType=", "\n")[..] else { panic!("one line") };
    assert_eq!(kinds.split(';').next(), Some(kind));
    for kind in ["text/plain", "text/markdown", "text/html", "application/pdf", "application/rtf"] {
        assert!(kinds.split(';').any(|named| named == kind), "{kind} is missing");
    }
    let owned = format!("Software\\Classes\\.{ENDING}");
    assert!(INSTALLER.contains(&owned) && MSI.contains(&owned));
}
