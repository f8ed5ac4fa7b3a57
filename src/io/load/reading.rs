//! How a file is read where the guess was wrong, and what reading it gives.

use std::collections::BTreeMap;
use std::sync::Arc;

use encoding_rs::Encoding;

use super::columns::Column;
use super::decode::{Decoded, decode, decode_with};
use crate::engine::document::Document;

/// How a file is to be read; what is not said is recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The encoding of a text or a web page. Other documents say themselves how they are encoded.
    pub encoding: Option<&'static Encoding>,

    /// What columns of a table hold.
    pub columns: Vec<Column>,
}

/// How files are to be read, by the path as it is given or, in an archive, the path of the archive and in it.
pub type Readings = BTreeMap<String, Reading>;

/// A document as it was just read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The document.
    pub document: Document,

    /// The bytes of its file, where they are more than the UTF-8 of its text. The row of a table has none.
    pub original: Option<Arc<[u8]>>,

    /// The columns of the table that it is a row of.
    pub columns: Option<Arc<[Column]>>,
}

impl Opened {
    /// What a file of one document gives.
    pub(super) fn new(document: Document, bytes: &[u8]) -> Self {
        let is_plain = document.text.as_bytes() == bytes;
        Self { original: (!is_plain).then(|| bytes.into()), document, columns: None }
    }
}

impl Reading {
    /// How the file of a document was read.
    pub fn as_before(document: &Document) -> Self {
        Self { encoding: Encoding::for_label(document.source.encoding.as_bytes()), columns: Vec::new() }
    }

    /// Decodes a text.
    pub(super) fn decode<'b>(&self, bytes: &'b [u8]) -> Decoded<'b> {
        self.encoding.map_or_else(|| decode(bytes), |encoding| decode_with(encoding, bytes))
    }
}

/// The encodings that a user can choose: name in the Encoding Standard, and what it is used for.
pub const ENCODINGS: [(&Encoding, &str); 22] = [
    (encoding_rs::UTF_8, "Unicode"),
    (encoding_rs::UTF_16LE, "Unicode"),
    (encoding_rs::UTF_16BE, "Unicode"),
    (encoding_rs::WINDOWS_1252, "Western"),
    (encoding_rs::ISO_8859_15, "Western"),
    (encoding_rs::MACINTOSH, "Western, old Macintosh"),
    (encoding_rs::WINDOWS_1250, "Central European"),
    (encoding_rs::ISO_8859_2, "Central European"),
    (encoding_rs::WINDOWS_1251, "Cyrillic"),
    (encoding_rs::KOI8_R, "Russian"),
    (encoding_rs::KOI8_U, "Ukrainian"),
    (encoding_rs::IBM866, "Cyrillic, DOS"),
    (encoding_rs::ISO_8859_5, "Cyrillic"),
    (encoding_rs::WINDOWS_1253, "Greek"),
    (encoding_rs::WINDOWS_1254, "Turkish"),
    (encoding_rs::WINDOWS_1255, "Hebrew"),
    (encoding_rs::WINDOWS_1256, "Arabic"),
    (encoding_rs::GB18030, "Chinese, simplified"),
    (encoding_rs::BIG5, "Chinese, traditional"),
    (encoding_rs::SHIFT_JIS, "Japanese"),
    (encoding_rs::EUC_JP, "Japanese"),
    (encoding_rs::EUC_KR, "Korean"),
];
