//! Rich text (.rtf), as Word, WordPad, TextEdit and LibreOffice write it.
//!
//! One pass over the bytes with a stack of the groups that are open. The reader is our own: `rtf-parser` 0.4 takes the bytes
//! of every code page for Latin-1 and panics on half a pair of `\u` units.

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::styles::{self, Look};
use super::{Blocks, Extracted, Unreadable, title};

mod words;

/// The most groups within each other: a group takes some bytes of memory.
const DEEPEST: usize = 200_000;

/// The most letters of a name of a style and the like.
const NAME_BYTES: usize = 2_000;

/// Reads a rich text.
pub(super) fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let mut reader = Reader::new(bytes);
    reader.run()?;
    reader.end_paragraph();
    let mut out =
        Extracted { text: reader.blocks.finish(), encoding: reader.encoding.name(), ..Extracted::default() };
    out.facts.title = title::sensible(&reader.title);
    Ok(out)
}

/// Where the words of a group go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Body,
    Fonts,
    Styles,
    Info,
    Title,
    Nowhere,
}

/// What holds within a group.
#[derive(Clone, Copy, Debug)]
struct Group {
    target: Target,
    is_bold: bool,
    is_hidden: bool,
    /// The encoding of the font at hand; none for that of the document.
    encoding: Option<&'static Encoding>,
    /// How many letters stand in after a letter by its number.
    stand_ins: usize,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    groups: Vec<Group>,
    group: Group,
    encoding: &'static Encoding,
    default_font: i32,
    fonts: HashMap<i32, Option<&'static Encoding>>,
    /// The font or style in its table that the words are about.
    entry: i32,
    name: String,
    styles: HashMap<i32, Look>,
    title: String,
    /// Bytes that are letters only together with their neighbours.
    pending: Vec<u8>,
    /// The first half of a letter outside the basic plane.
    high: Option<u16>,
    /// Letters to leave out: they stand in for one by its number.
    skip: usize,
    look: Look,
    style: i32,
    pieces: Vec<(String, bool)>,
    blocks: Blocks,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let group =
            Group { target: Target::Body, is_bold: false, is_hidden: false, encoding: None, stand_ins: 1 };
        Self {
            bytes,
            at: 0,
            groups: Vec::new(),
            group,
            encoding: WINDOWS_1252,
            default_font: 0,
            fonts: HashMap::new(),
            entry: -1,
            name: String::new(),
            styles: HashMap::new(),
            title: String::new(),
            pending: Vec::new(),
            high: None,
            skip: 0,
            look: Look::default(),
            style: 0,
            pieces: Vec::new(),
            blocks: Blocks::default(),
        }
    }

    fn run(&mut self) -> Result<(), Unreadable> {
        while let Some(byte) = self.next() {
            match byte {
                b'{' => {
                    self.flush();
                    self.skip = 0;
                    self.groups.push(self.group);
                    if self.groups.len() > DEEPEST {
                        return Err(Unreadable::TooMuch { limit: format!("{DEEPEST} levels") });
                    }
                }
                b'}' => {
                    self.flush();
                    self.skip = 0;
                    match self.groups.pop() {
                        Some(group) => self.group = group,
                        None => return Ok(()),
                    }
                    // What stands after the document is not part of it.
                    if self.groups.is_empty() {
                        return Ok(());
                    }
                }
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => {}
                _ => self.letter(byte),
            }
        }
        self.flush();
        Err(Unreadable::Damaged { reason: "it ends in the middle".to_owned() })
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += usize::from(byte.is_some());
        byte
    }

    fn letter(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if self.group.target != Target::Nowhere {
            self.pending.push(byte);
        }
    }

    /// What follows a backslash.
    fn control(&mut self) {
        let Some(byte) = self.next() else { return };
        match byte {
            b'\'' => {
                let digits = self.bytes.get(self.at..self.at + 2).unwrap_or_default();
                let digits = std::str::from_utf8(digits).unwrap_or_default();
                if let Ok(byte) = u8::from_str_radix(digits, 16) {
                    self.at += 2;
                    self.letter(byte);
                }
            }
            b'\\' | b'{' | b'}' => self.letter(byte),
            b'*' => self.group.target = Target::Nowhere,
            b'~' => self.text("\u{a0}"),
            b'_' => self.text("-"),
            b'\r' | b'\n' => self.word("par", None),
            b'a'..=b'z' | b'A'..=b'Z' => {
                let start = self.at - 1;
                while self.bytes.get(self.at).is_some_and(u8::is_ascii_alphabetic) {
                    self.at += 1;
                }
                let bytes = self.bytes;
                let word = std::str::from_utf8(&bytes[start..self.at]).unwrap_or_default();
                let start = self.at;
                self.at += usize::from(bytes.get(self.at) == Some(&b'-'));
                while bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
                    self.at += 1;
                }
                let number = std::str::from_utf8(&bytes[start..self.at]).ok().and_then(|n| n.parse().ok());
                self.at += usize::from(bytes.get(self.at) == Some(&b' '));
                self.word(word, number);
            }
            _ => {}
        }
    }

    /// Adds text that is already decoded.
    fn text(&mut self, text: &str) {
        self.flush();
        self.add(text);
    }

    /// Decodes the bytes at hand.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let encoding = self.group.encoding.unwrap_or(self.encoding);
        let bytes = std::mem::take(&mut self.pending);
        let text = encoding.decode_without_bom_handling(&bytes).0;
        self.add(&text);
    }

    fn add(&mut self, text: &str) {
        self.high = None;
        match self.group.target {
            Target::Body if self.group.is_hidden => {}
            Target::Body => match self.pieces.last_mut() {
                Some((last, bold)) if *bold == self.group.is_bold && last != "\n" && text != "\n" => {
                    last.push_str(text);
                }
                _ => self.pieces.push((text.to_owned(), self.group.is_bold)),
            },
            Target::Styles if self.name.len() < NAME_BYTES => {
                self.name.push_str(text);
                if let Some(name) = self.name.strip_suffix(';') {
                    let mut look = self.styles.get(&self.entry).copied().unwrap_or_default();
                    look.set_name(name.trim());
                    self.styles.insert(self.entry, look);
                    self.name.clear();
                }
            }
            Target::Title if self.title.len() < NAME_BYTES => self.title.push_str(text),
            Target::Styles | Target::Title | Target::Fonts | Target::Info | Target::Nowhere => {}
        }
    }

    fn end_paragraph(&mut self) {
        let look = self.styles.get(&self.style).copied().unwrap_or_default().or(self.look);
        let pieces = std::mem::take(&mut self.pieces);
        if !look.is_contents {
            styles::write(&mut self.blocks, &look, &pieces);
        }
    }
}
