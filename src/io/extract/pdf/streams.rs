//! What the compressed streams of a PDF unpack to, counted before the parser unpacks them without a bound.

use std::io::{Read as _, copy, sink};

use flate2::read::ZlibDecoder;

use super::Unreadable;

/// The largest stream: a scanned page of 600 dots an inch in colour takes 100 MB.
const STREAM_BYTES: u64 = 256 * 1024 * 1024;

/// The most that streams may unpack to which are packed far closer than text and pictures are.
const CLOSE_BYTES: u64 = 512 * 1024 * 1024;

/// How many times its packed size such a stream is.
const RATIO: u64 = 50;

/// Refuses a file whose streams unpack to more than any document. Each byte is unpacked once, so this takes no
/// longer than reading them.
pub(super) fn refuse_bombs(bytes: &[u8]) -> Result<(), Unreadable> {
    const MARK: &[u8] = b"stream";
    let too_much = |limit: u64| Unreadable::TooMuch { limit: format!("{} MB", limit / 1024 / 1024) };
    let (mut at, mut close_bytes) = (0, 0);
    while let Some(found) = bytes[at..].windows(MARK.len()).position(|window| window == MARK) {
        at += found + MARK.len();
        let line_end = bytes[at..].iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        // What does not begin as zlib does is packed otherwise, or not at all.
        if line_end == 0 || bytes.get(at + line_end).is_none_or(|byte| byte & 0x0F != 8) {
            continue;
        }
        let mut unpacked = ZlibDecoder::new(&bytes[at + line_end..]).take(STREAM_BYTES + 1);
        // Damage is for the parser to mend.
        let _ = copy(&mut unpacked, &mut sink());
        let (packed, size) = (unpacked.get_ref().total_in(), unpacked.get_ref().total_out());
        if size > STREAM_BYTES {
            return Err(too_much(STREAM_BYTES));
        }
        if size / RATIO > packed {
            close_bytes += size;
        }
        if close_bytes > CLOSE_BYTES {
            return Err(too_much(CLOSE_BYTES));
        }
        at = (at + usize::try_from(packed).unwrap_or_default()).min(bytes.len());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    #[test]
    fn only_streams_that_no_document_has_are_refused() {
        let stream = |megabytes: usize| {
            let mut packed = ZlibEncoder::new(b"1 0 obj <<>> stream\r\n".to_vec(), Compression::fast());
            for _ in 0..megabytes {
                packed.write_all(&[b' '; 1024 * 1024]).unwrap();
            }
            packed.finish().unwrap()
        };
        assert_eq!(refuse_bombs(&stream(8)), Ok(()));
        assert_eq!(refuse_bombs(b"stream\nstream\n\x78endstream stream"), Ok(()));
        assert!(matches!(refuse_bombs(&stream(260)), Err(Unreadable::TooMuch { .. })));
        let many = stream(130).repeat(5);
        assert!(matches!(refuse_bombs(&many), Err(Unreadable::TooMuch { .. })));
    }
}
