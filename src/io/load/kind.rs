//! What a file is, by its first bytes and its name: how it is read, or enough to say why it is not. It never decides
//! what a text contains.
//!
//! A table of our own instead of a crate for file types: each entry needs words for the user anyway.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::engine::transcript::Format;

/// How an Office document with a password and one from before 2007 begin.
pub(in crate::io) const COMPOUND_FILE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// A kind of file that is no plain text or Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// PDF.
    Pdf,

    /// Word, since 2007.
    Docx,

    /// Word, before 2007, or another program of its time.
    LegacyOffice,

    /// OpenDocument text.
    OpenDocument,

    /// Rich text.
    Rtf,

    /// A web page.
    Html,

    /// A web page with its pictures in one file.
    WebArchive,

    /// A table or data: CSV, JSON, XML.
    Data,

    /// Subtitles.
    Subtitles,

    /// A picture.
    Image,

    /// Sound or video.
    Media,

    /// Compressed files.
    Archive,

    /// None of these, and no text either.
    Binary,
}

impl FileKind {
    /// What it is, to follow "the file is".
    pub fn describe(self) -> &'static str {
        match self {
            Self::Pdf => "a PDF document",
            Self::Docx => "a Word document (.docx)",
            Self::LegacyOffice => "a document of an old Office version (.doc, .xls)",
            Self::OpenDocument => "an OpenDocument file (.odt)",
            Self::Rtf => "a rich text document (.rtf)",
            Self::Html => "a web page (HTML)",
            Self::WebArchive => "a web page with its pictures (MHTML)",
            Self::Data => "a file of data that is not read (.xlsx, .xml)",
            Self::Subtitles => "a file of subtitles",
            Self::Image => "a picture",
            Self::Media => "a sound or video recording",
            Self::Archive => "a compressed archive",
            Self::Binary => "not text (binary data)",
        }
    }

    /// What to try.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Pdf | Self::Docx | Self::OpenDocument | Self::Rtf | Self::Subtitles => {
                "Save or export it as text (.txt, encoding UTF-8) and open that."
            }
            Self::LegacyOffice => "Save it as .docx or .odt with the program that made it, and open that.",
            Self::Html | Self::WebArchive => {
                "Save the page in the browser as “web page, HTML only”, or copy its text and paste it here."
            }
            Self::Data => "Tables are read as CSV, TSV, JSON or JSON Lines: export it as one of these.",
            Self::Image => "A picture of text has to be recognised first (OCR) and saved as text (.txt).",
            Self::Media => "Open a written transcript of the recording, saved as text (.txt).",
            Self::Archive => "Unpack it and open the folder.",
            Self::Binary => "If it is a document, save it as text (.txt, encoding UTF-8) and open that.",
        }
    }
}

impl FileKind {
    /// Whether it is a document that no text is by chance: its first bytes tell it.
    pub fn is_document(self) -> bool {
        matches!(self, Self::Pdf | Self::Docx | Self::OpenDocument | Self::Rtf)
    }

    /// What a transcript of this kind is called; plain text where it is none of the known.
    pub fn format(self) -> Format {
        match self {
            Self::Pdf => Format::Pdf,
            Self::Docx => Format::Docx,
            Self::OpenDocument => Format::OpenDocument,
            Self::Rtf => Format::Rtf,
            Self::Html | Self::WebArchive => Format::Html,
            Self::Data => Format::Table,
            Self::LegacyOffice
            | Self::Subtitles
            | Self::Image
            | Self::Media
            | Self::Archive
            | Self::Binary => Format::Text,
        }
    }
}

/// What is read, by the endings of names: the one list that the walk through folders, the dialog and the texts follow.
/// Tables and archives hold documents of a format each, so theirs is only that of a row.
pub const READ: &[(Format, &[&str])] = &[
    (Format::Text, &["txt", "text"]),
    (Format::Markdown, &["md", "markdown"]),
    (Format::Html, &["html", "htm", "xhtml"]),
    (Format::Docx, &["docx", "docm"]),
    (Format::OpenDocument, &["odt"]),
    (Format::Rtf, &["rtf"]),
    (Format::Pdf, &["pdf"]),
    (Format::Table, &["csv", "tsv", "tab", "json", "jsonl", "ndjson"]),
    (Format::Table, &["zip"]),
];

/// What is read, in words, to follow "no".
pub const READ_WORDS: &str = "text, Markdown, web pages, Word, OpenDocument, RTF or PDF documents, tables of transcripts or zip archives";

/// The endings of all names in [`READ`].
pub fn endings() -> impl Iterator<Item = &'static str> {
    READ.iter().flat_map(|(_, endings)| endings.iter().copied())
}

/// The format that a name stands for, where files of that name are taken from folders.
pub fn supported_format(name: &str) -> Option<Format> {
    let extension = extension(name);
    READ.iter().find(|(_, endings)| endings.contains(&extension.as_str())).map(|&(format, _)| format)
}

/// What the name says of a kind that this version cannot read, although its bytes may be text.
pub fn kind_of_name(name: &str) -> Option<FileKind> {
    Some(match extension(name).as_str() {
        "pdf" => FileKind::Pdf,
        "docx" | "docm" => FileKind::Docx,
        "doc" | "xls" | "ppt" => FileKind::LegacyOffice,
        "odt" | "ods" | "odp" => FileKind::OpenDocument,
        "rtf" => FileKind::Rtf,
        "htm" | "html" | "xhtml" => FileKind::Html,
        "mht" | "mhtml" => FileKind::WebArchive,
        "csv" | "tsv" | "json" | "jsonl" | "ndjson" | "xml" | "yaml" | "yml" | "toml" | "xlsx" => {
            FileKind::Data
        }
        "srt" | "vtt" | "sbv" => FileKind::Subtitles,
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "tif" | "tiff" | "bmp" | "svg" => FileKind::Image,
        "mp3" | "m4a" | "wav" | "ogg" | "mp4" | "mov" | "mkv" | "webm" | "avi" => FileKind::Media,
        "zip" | "gz" | "7z" | "rar" | "tar" | "tgz" | "bz2" | "xz" | "epub" => FileKind::Archive,
        _ => return None,
    })
}

/// What the first bytes say, where they are those of a known kind.
pub fn kind_of_bytes(bytes: &[u8]) -> Option<FileKind> {
    const MAGIC: &[(&[u8], FileKind)] = &[
        (b"%PDF-", FileKind::Pdf),
        (b"{\\rtf", FileKind::Rtf),
        (COMPOUND_FILE, FileKind::LegacyOffice),
        (b"\x89PNG\r\n\x1A\n", FileKind::Image),
        (b"\xFF\xD8\xFF", FileKind::Image),
        (b"GIF87a", FileKind::Image),
        (b"GIF89a", FileKind::Image),
        (b"II*\0", FileKind::Image),
        (b"MM\0*", FileKind::Image),
        (b"ID3", FileKind::Media),
        (b"OggS", FileKind::Media),
        (b"\x1A\x45\xDF\xA3", FileKind::Media),
        (b"\x1F\x8B\x08", FileKind::Archive),
        (b"7z\xBC\xAF\x27\x1C", FileKind::Archive),
        (b"Rar!\x1A\x07", FileKind::Archive),
        (b"\xFD7zXZ\0", FileKind::Archive),
        (b"SQLite format 3\0", FileKind::Binary),
        (b"\x7FELF", FileKind::Binary),
    ];
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(kind_of_zip(bytes));
    }
    if bytes.starts_with(b"RIFF") && bytes.len() >= 12 {
        return Some(match &bytes[8..12] {
            b"WEBP" => FileKind::Image,
            _ => FileKind::Media,
        });
    }
    if bytes.starts_with(COMPOUND_FILE) && is_protected(bytes) {
        return Some(FileKind::Docx);
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some(FileKind::Media);
    }
    let known = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    known.map(|&(_, kind)| kind)
}

/// Whether a decoded text is the source of a web page.
pub fn is_html(text: &str) -> bool {
    let start = text.trim_start();
    if !start.starts_with('<') {
        return false;
    }
    let head: String = start.chars().take(200).collect::<String>().to_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with("<?xml") && head.contains("<html"))
        || (head.starts_with("<!--")
            && start.chars().take(2000).collect::<String>().to_lowercase().contains("<html"))
}

/// Whether a compound file holds an Office document that a password protects. The names of its parts stand in
/// entries of 128 bytes.
fn is_protected(bytes: &[u8]) -> bool {
    const NAME: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    bytes.chunks(128).any(|entry| entry.starts_with(NAME))
}

/// Tells an office document from a mere archive by the list of its parts; by its first bytes where that list is
/// missing, since the end of the file is.
fn kind_of_zip(bytes: &[u8]) -> FileKind {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return kind_of_zip_without_list(bytes);
    };
    // Only what says so itself: a folder that was packed may hold a folder named `word`.
    if let Some(kind) = start_of(&mut archive, "mimetype").and_then(|start| kind_of_mime(&start)) {
        return kind;
    }
    if archive.index_for_name("[Content_Types].xml").is_none() {
        return FileKind::Archive;
    }
    let holds = |folder: &str| archive.file_names_raw().any(|name| name.starts_with(folder.as_bytes()));
    match () {
        () if holds("word/") => FileKind::Docx,
        () if holds("xl/") => FileKind::Data,
        () if holds("ppt/") || holds("visio/") => FileKind::Binary,
        // The document may stand anywhere.
        () => match start_of(&mut archive, "[Content_Types].xml") {
            Some(types) if types.contains("wordprocessingml") => FileKind::Docx,
            _ => FileKind::Binary,
        },
    }
}

/// The first kilobytes of a part.
fn start_of(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut start = Vec::new();
    archive.by_name(name).ok()?.take(16 * 1024).read_to_end(&mut start).ok()?;
    Some(String::from_utf8_lossy(&start).into_owned())
}

fn kind_of_mime(mime: &str) -> Option<FileKind> {
    let kind = mime.trim().strip_prefix("application/")?;
    Some(match kind.strip_prefix("vnd.oasis.opendocument.") {
        Some(kind) if kind.starts_with("text") => FileKind::OpenDocument,
        Some(kind) if kind.starts_with("spreadsheet") => FileKind::Data,
        Some(_) => FileKind::Binary,
        None if kind == "epub+zip" => FileKind::Archive,
        None => return None,
    })
}

fn kind_of_zip_without_list(bytes: &[u8]) -> FileKind {
    let head = &bytes[..bytes.len().min(4096)];
    let holds = |needle: &[u8]| head.windows(needle.len()).any(|window| window == needle);
    if holds(b"application/vnd.oasis.opendocument.text") {
        FileKind::OpenDocument
    } else if holds(b"xl/") {
        FileKind::Data
    } else if holds(b"word/") || holds(b"[Content_Types].xml") {
        FileKind::Docx
    } else {
        FileKind::Archive
    }
}

fn extension(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_follow_the_extension() {
        let cases = [
            ("a.txt", Some(Format::Text)),
            ("folder.md/a.TEXT", Some(Format::Text)),
            ("a.b.md", Some(Format::Markdown)),
            ("C:\\talks\\a.Markdown", Some(Format::Markdown)),
            ("a.html", Some(Format::Html)),
            ("a.CSV", Some(Format::Table)),
            ("a.DOCX", Some(Format::Docx)),
            ("a.pdf", Some(Format::Pdf)),
            ("a.mp3", None),
            ("txt", None),
            (".md", None),
        ];
        for (name, format) in cases {
            assert_eq!(supported_format(name), format, "{name}");
        }
    }

    #[test]
    fn known_kinds_are_named() {
        let cases: [(&[u8], Option<FileKind>); 9] = [
            (b"%PDF-1.7\n", Some(FileKind::Pdf)),
            (b"PK\x03\x04\x14\0[Content_Types].xml word/document.xml", Some(FileKind::Docx)),
            (b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.text ", Some(FileKind::OpenDocument)),
            (b"PK\x03\x04 photos/a.jpg", Some(FileKind::Archive)),
            (b"{\\rtf1\\ansi", Some(FileKind::Rtf)),
            (b"RIFF\0\0\0\0WAVEfmt ", Some(FileKind::Media)),
            (b"\0\0\0\x18ftypmp42", Some(FileKind::Media)),
            (b"Question: how?", None),
            (b"", None),
        ];
        for (bytes, kind) in cases {
            assert_eq!(kind_of_bytes(bytes), kind, "{bytes:?}");
        }
    }

    #[test]
    fn web_pages_are_recognised_whatever_their_name() {
        assert!(is_html("\n <!DOCTYPE html><html>"));
        assert!(is_html("<?xml version=\"1.0\"?>\n<html xmlns=\"x\">"));
        assert!(is_html("<!-- saved from -->\n<HTML>"));
        assert!(!is_html("# Remarks\n\n<iframe src=\"x\"></iframe>"));
        assert!(!is_html("Question: <html> is what?"));
    }
}
