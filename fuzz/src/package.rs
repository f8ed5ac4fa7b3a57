//! What the fuzzers' bytes are packed in, so that they need not find out how to pack them.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip of parts, not compressed.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("memory can be written");
        zip.write_all(bytes).expect("memory can be written");
    }
    zip.finish().expect("memory can be written").into_inner()
}

/// A PDF of one page with these operators, and three fonts: F1 (bold) and F3 of Latin letters, F2 of two
/// bytes a letter with this map.
pub fn pdf(page: &[u8], map: &[u8]) -> Vec<u8> {
    let stream = |bytes: &[u8]| {
        [format!("<</Length {}>>stream\n", bytes.len()).as_bytes(), bytes, b"\nendstream"].concat()
    };
    let font = |rest: &str| format!("<</Type/Font{rest}>>").into_bytes();
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R/F3 10 0 R>>/XObject<</X1 9 0 R>>>>>>".to_vec(),
        stream(page),
        font("/Subtype/Type1/BaseFont/Times-Bold/Encoding/WinAnsiEncoding"),
        font("/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 8 0 R"),
        font("/Subtype/CIDFontType2/BaseFont/X/DW 500/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"),
        stream(map),
        b"<</Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</X1 9 0 R>>>>/Length 6>>stream\n/X1 Do\nendstream".to_vec(),
        font("/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding"),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (i, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", out.len());
        out.extend([format!("{} 0 obj\n", i + 1).as_bytes(), object, b"\nendobj\n"].concat());
    }
    let start = out.len();
    let _ = write!(table, "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    out.extend(table.as_bytes());
    out
}
