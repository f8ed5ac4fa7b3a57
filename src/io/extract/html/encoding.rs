//! Which encoding a page is in: what it says about itself, where that can be true.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::io::load::decode::{Decoded, decode, decode_as};

/// Where a page names its encoding, by the rules of the web; twice that, since saved pages have a comment above.
const HEAD_BYTES: usize = 2048;

/// Decodes a page. A byte order mark and bytes that can only be UTF-8 or UTF-16 outrank what the page says, because
/// programs that save pages change the encoding and not the line that names it.
pub(super) fn decode_page(bytes: &[u8]) -> Decoded<'_> {
    let guess = decode(bytes);
    let is_plain = guess.encoding == UTF_8.name() && !guess.has_lost_characters && !bytes.is_ascii();
    let is_utf16 = [UTF_16LE.name(), UTF_16BE.name()].contains(&guess.encoding);
    if Encoding::for_bom(bytes).is_some() || is_plain || is_utf16 {
        return guess;
    }
    match declared(bytes) {
        // Where the page cannot be what it says it is, the letters decide.
        Some(encoding) => Some(decode_as(encoding, bytes)).filter(|named| !named.has_lost_characters),
        None => None,
    }
    .unwrap_or(guess)
}

/// The encoding that a page names in `<meta charset>`, `http-equiv` or its XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(HEAD_BYTES).map(|&b| b.to_ascii_lowercase() as char).collect();
    let mut rest = head.as_str();
    while let Some(at) = rest.find("<meta").into_iter().chain(rest.find("<?xml")).min() {
        let tag = &rest[at..];
        let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
        let named = tag.split_once("charset").or_else(|| tag.split_once("encoding"));
        let label = named.and_then(|(_, after)| after.trim_start().strip_prefix('=')).map(|value| {
            let value = value.trim_start().trim_start_matches(['"', '\'']);
            value.split(['"', '\'', ';', ' ', '/', '?']).next().unwrap_or_default()
        });
        if let Some(encoding) = label.and_then(|label| Encoding::for_label(label.as_bytes())) {
            // Whoever reads this line as bytes does not read UTF-16.
            return Some(if [UTF_16LE, UTF_16BE].contains(&encoding) { UTF_8 } else { encoding });
        }
        rest = &rest[at + tag.len()..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_in_the_encoding_that_it_names_where_it_can_be() {
        let page = |head: &str| format!("{head}<p>Вопрос: Как?</p>");
        let koi8 = |head: &str| encoding_rs::KOI8_R.encode(&page(head)).0.into_owned();
        let cases = [
            (koi8("<meta charset=koi8-r>"), "KOI8-R"),
            (
                koi8("<!-- saved --><META http-equiv='Content-Type' content='text/html; charset=koi8-r'>"),
                "KOI8-R",
            ),
            (koi8("<?xml version=\"1.0\" encoding=\"koi8-r\"?>"), "KOI8-R"),
            (koi8("<meta name=x><meta charset=\"KOI8-R\" />"), "KOI8-R"),
            (page("<meta charset=windows-1251>").into_bytes(), "UTF-8"),
            (page("\u{feff}<meta charset=windows-1251>").into_bytes(), "UTF-8"),
        ];
        for (bytes, encoding) in cases {
            let decoded = decode_page(&bytes);
            assert_eq!(decoded.encoding, encoding);
            assert!(decoded.text.contains("Вопрос: Как?"), "{}", decoded.text);
        }
        let utf16: Vec<u8> = page("<meta charset=utf-8>").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(decode_page(&utf16).text.contains("Вопрос: Как?"));
        let pure = b"<meta charset=gb2312><p>Plain</p>";
        assert_eq!(decode_page(pure).encoding, "GBK");
    }
}
