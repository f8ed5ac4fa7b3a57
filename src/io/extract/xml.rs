//! XML as the office formats use it, read in one pass without a tree.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::Unreadable;

/// Documents of office programs reach some dozens.
const DEEPEST: usize = 1_000;

/// What the marks and words of an XML text are told to.
pub(super) trait Listener {
    /// Elements, by their names without prefix, that are not told of, with all that they hold.
    const LEFT_OUT: &[&str] = &[];

    /// An element begins.
    fn open(&mut self, element: &Element<'_>);

    /// An element ends, by its name without prefix.
    fn close(&mut self, name: &str);

    /// Words, in as many pieces as there are marks and entities between them.
    fn words(&mut self, words: &str);
}

/// An element that begins.
pub(super) struct Element<'a>(&'a BytesStart<'a>);

impl Element<'_> {
    /// Its name without prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        // Looking for attributes that stand twice takes quadratic time.
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        Some(unescape(&found.value).unwrap_or(Cow::Borrowed(&found.value)).into_owned())
    }

    /// Whether a mark such as `<w:b/>` is on: it is unless its value says no. `None` where the element is another.
    pub(super) fn switch(&self, name: &str) -> Option<bool> {
        (self.name() == name)
            .then(|| !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off" | "none")))
    }
}

/// Reads an XML text from its first mark to its last. Entities that the text defines itself are left out, never
/// expanded: a few lines of them can grow to gigabytes.
pub(super) fn read<L: Listener>(name: &str, xml: &str, listener: &mut L) -> Result<(), Unreadable> {
    let damaged = |what: &str| Unreadable::Damaged { reason: format!("its part {name} {what}") };
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.allow_dangling_amp = true;
    let mut depth = 0;
    // How many of the elements that are open are left out.
    let mut left_out = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Unreadable::TooMuch { limit: format!("{DEEPEST} levels") });
                }
                let element = Element(&start);
                if left_out > 0 || L::LEFT_OUT.contains(&element.name()) {
                    left_out += 1;
                } else {
                    listener.open(&element);
                }
            }
            Ok(Event::End(end)) => {
                depth -= 1;
                if left_out > 0 {
                    left_out -= 1;
                } else {
                    listener.close(end.local_name().into_inner());
                }
            }
            Ok(Event::Text(_) | Event::CData(_) | Event::GeneralRef(_)) if left_out > 0 => {}
            Ok(Event::Text(text)) => listener.words(&text),
            Ok(Event::CData(text)) => listener.words(&text),
            Ok(Event::GeneralRef(entity)) => {
                let known = match &*entity {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => entity.resolve_char_ref().ok().flatten(),
                };
                if let Some(c) = known {
                    listener.words(c.encode_utf8(&mut [0; 4]));
                }
            }
            Ok(Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Ok(Event::Eof) if depth > 0 => return Err(damaged("ends in the middle")),
            Ok(Event::Eof) => return Ok(()),
            Err(_) => return Err(damaged("is no valid XML")),
        }
    }
}

/// The words of the first element of a name; such as the title in the properties of a document.
pub(super) fn words_of(name: &str, xml: &str) -> Option<String> {
    struct First<'a> {
        name: &'a str,
        is_open: bool,
        found: Option<String>,
    }
    impl Listener for First<'_> {
        fn open(&mut self, element: &Element<'_>) {
            if element.name() == self.name && self.found.is_none() {
                self.is_open = true;
                self.found = Some(String::new());
            }
        }
        fn close(&mut self, name: &str) {
            self.is_open &= name != self.name;
        }
        fn words(&mut self, words: &str) {
            if let (true, Some(found)) = (self.is_open, &mut self.found) {
                found.push_str(words);
            }
        }
    }
    let mut first = First { name, is_open: false, found: None };
    read("of properties", xml, &mut first).ok()?;
    first.found
}
