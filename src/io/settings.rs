//! The settings file: a small JSON file in the user's folder for settings.
//!
//! It is replaced whole: written beside, synced, renamed, so that a crash leaves the old one or the
//! new one. A file that cannot be read is set aside, never overwritten.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Where the settings of this user are; `None` where the system does not say.
pub fn default_path() -> Option<PathBuf> {
    ProjectDirs::from("", "", "Stance").map(|dirs| dirs.config_dir().join("settings.json"))
}

/// Reads settings: the defaults where there are none yet, and a message where they cannot be read.
pub fn load<S: Default + DeserializeOwned>(path: &Path) -> (S, Option<String>) {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (S::default(), None),
        Err(error) => {
            return (S::default(), Some(format!("Cannot read the settings, {error}: {}", path.display())));
        }
    };
    match serde_json::from_slice(&bytes) {
        Ok(settings) => (settings, None),
        Err(error) => {
            let aside = path.with_extension("json.unreadable");
            let kept = match fs::rename(path, &aside) {
                Ok(()) => format!("it was kept as {}", aside.display()),
                Err(error) => format!("it could not be set aside ({error})"),
            };
            (S::default(), Some(format!("Cannot read the settings, {error}; {kept}: {}", path.display())))
        }
    }
}

/// Writes settings.
pub fn save<S: Serialize>(path: &Path, settings: &S) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let beside = path.with_extension("json.new");
    let mut file = File::create(&beside)?;
    serde_json::to_writer_pretty(&mut file, settings)?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    drop(file);
    fs::rename(&beside, path)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Sample {
        text: String,
    }

    #[test]
    fn settings_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/settings.json");
        assert_eq!(load::<Sample>(&path), (Sample::default(), None));
        let sample = Sample { text: "größer".to_owned() };
        save(&path, &sample).unwrap();
        save(&path, &sample).unwrap();
        assert_eq!(load::<Sample>(&path), (sample, None));
    }

    #[test]
    fn a_broken_file_is_set_aside_and_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        fs::write(&path, "{ \"text\": ").unwrap();
        let (settings, problem) = load::<Sample>(&path);
        assert_eq!(settings, Sample::default());
        assert!(problem.unwrap().contains("settings.json"));
        assert!(!path.exists() && folder.path().join("settings.json.unreadable").exists());
    }
}
