//! Small documents of each format, made by code.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip of parts.
pub(super) fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let method =
            if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word document of a body; its title as Word writes it.
pub(super) fn docx(body: &str, title: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>{body}<w:sectPr/></w:body></w:document>"
    );
    let style = |id: &str, kind: &str, inner: &str| {
        format!("<w:style w:type=\"{kind}\" w:styleId=\"{id}\">{inner}</w:style>")
    };
    let styles = [
        style("1", "paragraph", "<w:name w:val=\"heading 1\"/><w:rPr><w:b/></w:rPr>"),
        style("2", "paragraph", "<w:name w:val=\"heading 2\"/>"),
        style("Sub", "paragraph", "<w:name w:val=\"Mine\"/><w:basedOn w:val=\"2\"/>"),
        style("Circle", "paragraph", "<w:name w:val=\"x\"/><w:basedOn w:val=\"Circle\"/>"),
        style("Title", "paragraph", "<w:name w:val=\"Title\"/>"),
        style("Speaker", "paragraph", "<w:name w:val=\"Speaker Name\"/>"),
        style("TOC1", "paragraph", "<w:name w:val=\"toc 1\"/>"),
        style("Strong", "character", "<w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr>"),
    ];
    let styles = format!("<w:styles xmlns:w=\"w\">{}</w:styles>", styles.concat());
    let core = format!(
        "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:title>{title}</dc:title></cp:coreProperties>"
    );
    zip(&[
        ("[Content_Types].xml", b"<Types>wordprocessingml</Types>"),
        ("docProps/core.xml", core.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ])
}

/// An OpenDocument text of a body.
pub(super) fn odt(body: &str, title: &str) -> Vec<u8> {
    let content = format!(
        "<o:document-content xmlns:o=\"o\"><o:automatic-styles>\
         <s:style s:name=\"T1\" s:family=\"text\"><s:text-properties fo:font-weight=\"bold\"/></s:style>\
         <s:style s:name=\"P1\" s:family=\"paragraph\" s:parent-style-name=\"Speaker\"/>\
         </o:automatic-styles><o:body><o:text>{body}</o:text></o:body></o:document-content>"
    );
    let styles = "<o:styles xmlns:o=\"o\"><s:style s:name=\"Speaker\" s:family=\"paragraph\"/></o:styles>";
    let meta = format!("<o:meta xmlns:o=\"o\"><dc:title>{title}</dc:title></o:meta>");
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("styles.xml", styles.as_bytes()),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
    ])
}

/// A PDF whose pages have these operators and these resources, written plainly.
pub(super) fn pdf(pages: &[String], resources: &str) -> Vec<u8> {
    let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>".to_owned()];
    let kids: String = (0..pages.len()).map(|i| format!("{} 0 R ", 5 + 2 * i)).collect();
    objects.push(format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len()));
    objects.push("<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>".to_owned());
    objects.push("<</Type/Font/Subtype/Type1/BaseFont/Times-Bold/Encoding/WinAnsiEncoding>>".to_owned());
    for (i, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {} 0 R/Resources<</Font<</F1 3 0 R/F2 4 0 R>>{resources}>>>>",
            6 + 2 * i
        ));
        objects.push(format!("<</Length {}>>stream\n{page}\nendstream", page.len()));
    }
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", i + 1);
    }
    let start = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(out, "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", places.len() + 1);
    out.into_bytes()
}

/// A line of a page: font, left edge, height from below, words.
pub(super) fn line(font: &str, left: u32, base: u32, words: &str) -> String {
    format!("BT /{font} 12 Tf {left} {base} Td ({words}) Tj ET\n")
}
