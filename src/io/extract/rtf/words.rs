//! The control words of rich text that change what is read.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, IBM866, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
    WINDOWS_1258, X_MAC_CYRILLIC,
};

use super::super::styles::Look;
use super::{Reader, Target};

/// Groups whose words are not part of the text as it stands; those with `\*` are left out anyway.
const LEFT_OUT: [&str; 24] = [
    "annotation",
    "atnauthor",
    "atnid",
    "colortbl",
    "fldinst",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "footnote",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "listtext",
    "nonshppict",
    "object",
    "pict",
    "pntext",
    "pntxta",
    "pntxtb",
    "rxe",
    "tc",
    "xe",
];

impl Reader<'_> {
    /// Does what a control word says.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) {
        if word == "bin" {
            // Raw bytes that may look like anything.
            self.at = self.at.saturating_add(usize::try_from(number.unwrap_or_default()).unwrap_or_default());
            return;
        }
        if word == "u" {
            self.letter_by_number(number.unwrap_or_default());
            return;
        }
        self.flush();
        self.skip = 0;
        let is_on = number != Some(0);
        match (self.group.target, word) {
            (Target::Nowhere, _) => {}
            (_, "fonttbl") => self.group.target = Target::Fonts,
            (_, "stylesheet") => self.group.target = Target::Styles,
            (_, "info") => self.group.target = Target::Info,
            (Target::Info, "title") => self.group.target = Target::Title,
            (Target::Info, "author" | "operator" | "subject" | "keywords" | "doccomm" | "company") => {
                self.group.target = Target::Nowhere;
            }
            (Target::Fonts, "f") | (Target::Styles, "s") => {
                self.entry = number.unwrap_or_default();
                self.name.clear();
            }
            // Styles of characters and tables; their numbers are others.
            (Target::Styles, "cs" | "ts" | "ds") => self.entry = -1,
            (Target::Fonts, "fcharset") => {
                self.fonts.insert(self.entry, number.and_then(charset));
            }
            (Target::Fonts, "cpg") => {
                self.fonts.insert(self.entry, number.and_then(code_page));
            }
            (_, "ansicpg") => self.encoding = number.and_then(code_page).unwrap_or(WINDOWS_1252),
            (_, "mac") => self.encoding = MACINTOSH,
            (_, "deff") => self.default_font = number.unwrap_or_default(),
            (_, "uc") => self.group.stand_ins = usize::try_from(number.unwrap_or(1)).unwrap_or_default(),
            (Target::Body, _) => self.word_of_body(word, number, is_on),
            _ => {}
        }
    }

    fn word_of_body(&mut self, word: &str, number: Option<i32>, is_on: bool) {
        match word {
            "par" | "sect" | "cell" | "nestcell" | "row" => self.end_paragraph(),
            "line" => self.add("\n"),
            "tab" | "emspace" | "enspace" | "qmspace" => self.add(" "),
            "emdash" => self.add("—"),
            "endash" => self.add("–"),
            "lquote" => self.add("‘"),
            "rquote" => self.add("’"),
            "ldblquote" => self.add("“"),
            "rdblquote" => self.add("”"),
            "bullet" => self.add("•"),
            "b" => self.group.is_bold = is_on,
            "v" | "deleted" => self.group.is_hidden = is_on,
            "plain" => {
                self.group.is_bold = false;
                self.group.is_hidden = false;
                self.choose_font(self.default_font);
            }
            "f" => self.choose_font(number.unwrap_or_default()),
            "pard" => {
                self.look = Look::default();
                self.style = 0;
            }
            "s" => self.style = number.unwrap_or_default(),
            "outlinelevel" => self.look.set_outline(number.map(|level| level.to_string()).as_deref()),
            _ if LEFT_OUT.contains(&word) => self.group.target = Target::Nowhere,
            _ => {}
        }
    }

    fn choose_font(&mut self, font: i32) {
        self.group.encoding = self.fonts.get(&font).copied().flatten();
    }

    /// `\u`: a unit of UTF-16, written as a signed number.
    fn letter_by_number(&mut self, number: i32) {
        let high = self.high.take();
        self.flush();
        self.skip = self.group.stand_ins;
        let unit = number & 0xFFFF;
        let unit = u16::try_from(unit).unwrap_or(u16::MAX);
        match char::decode_utf16(high.into_iter().chain([unit])).next() {
            Some(Ok(c)) => self.add(c.encode_utf8(&mut [0; 4])),
            _ if (0xD800..0xDC00).contains(&unit) => self.high = Some(unit),
            _ => {}
        }
    }
}

/// The encoding of a Windows code page.
fn code_page(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        866 => IBM866,
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 | 54936 => GBK,
        949 | 1361 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 => MACINTOSH,
        10007 => X_MAC_CYRILLIC,
        65001 => UTF_8,
        _ => return None,
    })
}

/// The encoding that a font's set of characters stands for; none for that of the document.
fn charset(number: i32) -> Option<&'static Encoding> {
    code_page(match number {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 | 130 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}
