//! The parts of an office document: a zip that nobody has to trust.

use std::io::{Cursor, Read as _};

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Blocks, Extracted, Unreadable, title, xml};

/// The largest part that is unpacked. The text of a long conference takes 2 MB with its marks.
const PART_BYTES: u64 = 64 * 1024 * 1024;

/// The most that all parts of a document unpack to.
const ALL_BYTES: u64 = 96 * 1024 * 1024;

/// How many times its packed size a part may be, once it is larger than [`RATIO_FROM_BYTES`]. Ten to
/// thirty is common in documents, and what is made to do harm reaches a thousand.
const RATIO: u64 = 200;

/// Below this size no ratio does harm.
const RATIO_FROM_BYTES: u64 = 8 * 1024 * 1024;

/// The most parts: a document has dozens, one with many pictures hundreds.
const PARTS: usize = 20_000;

/// The parts of a zip, which are unpacked one by one and within limits. What the file says of its own sizes counts
/// for nothing, and no part is taken for a zip again.
pub(super) struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left_bytes: u64,
}

impl<'a> Parts<'a> {
    /// Reads the directory of a zip.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_no_directory| Unreadable::Damaged {
            reason: "the list of its parts at the end is missing".to_owned(),
        })?;
        if archive.len() > PARTS {
            return Err(Unreadable::TooMuch { limit: format!("{PARTS} parts") });
        }
        Ok(Self { archive, left_bytes: ALL_BYTES })
    }

    /// The text of a part; `None` where there is no such part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let damaged = || Unreadable::Damaged { reason: format!("its part {name} cannot be unpacked") };
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) if needs_password(&error) => return Err(Unreadable::Encrypted),
            Err(_) => return Err(damaged()),
        };
        let limit = PART_BYTES
            .min(self.left_bytes)
            .min((part.compressed_size().saturating_mul(RATIO)).max(RATIO_FROM_BYTES));
        let mut bytes = Vec::new();
        part.take(limit + 1).read_to_end(&mut bytes).map_err(|_broken| damaged())?;
        let size_bytes = bytes.len() as u64;
        if size_bytes > limit {
            let limit = if limit == PART_BYTES.min(self.left_bytes) {
                format!("{} MB", ALL_BYTES / 1024 / 1024)
            } else {
                format!("{RATIO} times its size")
            };
            return Err(Unreadable::TooMuch { limit });
        }
        self.left_bytes -= size_bytes;
        Ok(Some(decode(&bytes)))
    }

    /// The document of the text that was written, with the title that a part with its properties names.
    pub(super) fn document(&mut self, blocks: Blocks, properties: &str) -> Result<Extracted, Unreadable> {
        let mut out = Extracted { text: blocks.finish(), encoding: UTF_8.name(), ..Extracted::default() };
        // Without its properties the text is still there.
        let properties = self.text(properties).ok().flatten();
        let title = properties.and_then(|properties| xml::words_of("title", &properties));
        out.facts.title = title.and_then(|title| title::sensible(&title));
        Ok(out)
    }
}

/// Whether a part cannot be unpacked because a password protects it.
pub(in crate::io) fn needs_password(error: &ZipError) -> bool {
    matches!(error, ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED))
}

/// XML is UTF-8 unless it begins with the mark of another; office programs write no other.
fn decode(bytes: &[u8]) -> String {
    let encoding = match bytes {
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] | [0, b'<', ..] => UTF_16BE,
        _ => UTF_8,
    };
    encoding.decode(bytes).0.into_owned()
}
