//! A document made of blocks, written in each format.

use std::fmt::Write as _;

use crate::targets::package;

/// How a block looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Plain,
    Title,
    Heading,
    /// A paragraph style for the names of speakers.
    Name,
}

/// A paragraph: bold words at its start, and the rest.
#[derive(Clone, Debug)]
pub struct Block {
    pub look: Look,
    pub bold: String,
    pub words: String,
}

impl Block {
    pub fn plain(words: &str) -> Self {
        Self { look: Look::Plain, bold: String::new(), words: words.to_owned() }
    }

    pub fn new(look: Look, words: &str) -> Self {
        Self { look, ..Self::plain(words) }
    }

    pub fn bold(bold: &str, words: &str) -> Self {
        Self { bold: bold.to_owned(), ..Self::plain(words) }
    }

    fn text(&self) -> String {
        format!("{}{}", self.bold, self.words)
    }
}

pub fn txt(blocks: &[Block]) -> Vec<u8> {
    blocks.iter().map(Block::text).collect::<Vec<_>>().join("\n\n").into_bytes()
}

pub fn markdown(blocks: &[Block]) -> Vec<u8> {
    let block = |block: &Block| {
        let mark = match block.look {
            Look::Plain | Look::Name => "",
            Look::Title => "# ",
            Look::Heading => "### ",
        };
        let bold = if block.bold.is_empty() { String::new() } else { format!("**{}**", block.bold) };
        format!("{mark}{bold}{}", block.words)
    };
    blocks.iter().map(block).collect::<Vec<_>>().join("\n\n").into_bytes()
}

/// A saved page with a menu and a foot; it names its encoding if it has a name.
pub fn html(blocks: &[Block], charset: Option<&str>) -> String {
    let mut body = String::new();
    for block in blocks {
        let (open, close) = match block.look {
            Look::Plain => ("<p>", "</p>"),
            Look::Title => ("<h1>", "</h1>"),
            Look::Heading => ("<h3>", "</h3>"),
            Look::Name => ("<p class=\"speaker\">", "</p>"),
        };
        let bold = if block.bold.is_empty() { String::new() } else { format!("<b>{}</b>", block.bold) };
        let _ = writeln!(body, "{open}{bold}{}{close}", block.words);
    }
    let charset = charset.map(|name| format!("<meta charset=\"{name}\">")).unwrap_or_default();
    format!(
        "<!doctype html><html><head>{charset}</head><body><nav><ul><li><a href=\"/\">1</a></li><li><a href=\"/n\">2</a></li></ul></nav>\
         <main>{body}</main><footer><a href=\"/c\">3</a></footer></body></html>"
    )
}

pub fn docx(blocks: &[Block]) -> Vec<u8> {
    let run = |marks: &str, words: &str| {
        format!("<w:r><w:rPr>{marks}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
    };
    let mut body = String::new();
    for block in blocks {
        let style = match block.look {
            Look::Plain => "Normal",
            Look::Title => "Title",
            Look::Heading => "Heading3",
            Look::Name => "Speaker",
        };
        let bold = if block.bold.is_empty() { String::new() } else { run("<w:b/>", &block.bold) };
        let words = run("", &block.words);
        let _ = write!(body, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{bold}{words}</w:p>");
    }
    let styles: String = [("Title", "Title"), ("Heading3", "heading 3"), ("Speaker", "Speaker")]
        .iter()
        .map(|(id, name)| {
            format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/></w:style>")
        })
        .collect();
    package::zip(&[
        ("[Content_Types].xml", b"<Types>wordprocessingml</Types>"),
        ("word/styles.xml", format!("<w:styles xmlns:w=\"w\">{styles}</w:styles>").as_bytes()),
        (
            "word/document.xml",
            format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>").as_bytes(),
        ),
    ])
}

pub fn odt(blocks: &[Block]) -> Vec<u8> {
    let mut body = String::new();
    for block in blocks {
        let bold = if block.bold.is_empty() {
            String::new()
        } else {
            format!("<t:span t:style-name=\"B\">{}</t:span>", block.bold)
        };
        let words = format!("{bold}{}", block.words);
        let _ = match block.look {
            Look::Plain => write!(body, "<t:p>{words}</t:p>"),
            Look::Title => write!(body, "<t:h t:outline-level=\"1\">{words}</t:h>"),
            Look::Heading => write!(body, "<t:h t:outline-level=\"3\">{words}</t:h>"),
            Look::Name => write!(body, "<t:p t:style-name=\"N\">{words}</t:p>"),
        };
    }
    let styles = "<s:style s:name=\"B\" s:family=\"text\"><s:text-properties fo:font-weight=\"bold\"/></s:style>\
        <s:style s:name=\"N\" s:family=\"paragraph\" s:parent-style-name=\"Speaker\"/>";
    package::zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("styles.xml", b"<o:styles xmlns:o=\"o\"><s:style s:name=\"Speaker\" s:family=\"paragraph\"/></o:styles>"),
        (
            "content.xml",
            format!(
                "<o:document-content xmlns:o=\"o\"><o:automatic-styles>{styles}</o:automatic-styles><o:body><o:text>{body}</o:text></o:body></o:document-content>"
            )
            .as_bytes(),
        ),
    ])
}

pub fn rtf(blocks: &[Block]) -> Vec<u8> {
    let escaped = |words: &str| {
        let mut out = String::new();
        for unit in words.encode_utf16() {
            match char::from_u32(u32::from(unit)) {
                Some(c) if c.is_ascii() => out.push(c),
                _ => _ = write!(out, "\\u{}?", unit.cast_signed()),
            }
        }
        out
    };
    let mut out = "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}{\\stylesheet{\\s0 Normal;}{\\s1 Title;}{\\s2\\outlinelevel2 heading 3;}{\\s3 Speaker;}}\n".to_owned();
    for block in blocks {
        let style = match block.look {
            Look::Plain => 0,
            Look::Title => 1,
            Look::Heading => 2,
            Look::Name => 3,
        };
        let bold =
            if block.bold.is_empty() { String::new() } else { format!("{{\\b {}}}", escaped(&block.bold)) };
        let _ = writeln!(out, "\\pard\\plain\\s{style} {bold}{}\\par", escaped(&block.words));
    }
    out.push('}');
    out.into_bytes()
}

/// A page of paragraphs set apart by space. Letters that Times has are shown in it; others in a font that says what its
/// letters mean.
pub fn pdf(blocks: &[Block]) -> Vec<u8> {
    let is_latin = blocks.iter().all(|block| block.text().is_ascii());
    let mut page = String::new();
    let mut base = 760;
    for block in blocks {
        for (i, line) in wrapped(&block.text()).iter().enumerate() {
            let is_bold = i == 0 && !block.bold.is_empty();
            let (bold, words) = line.split_at(if is_bold { block.bold.len() } else { 0 });
            let _ = write!(page, "BT 72 {base} Td ");
            for (words, font) in [(bold, "F1"), (words, "F3")].iter().filter(|(words, _)| !words.is_empty()) {
                if is_latin {
                    let _ = write!(page, "/{font} 12 Tf ({words}) Tj ");
                } else {
                    let codes: String = words.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
                    let _ = write!(page, "/F2 12 Tf <{codes}> Tj ");
                }
            }
            page.push_str("ET\n");
            base -= 14;
        }
        base -= 22;
    }
    package::pdf(page.as_bytes(), MAP)
}

/// A paragraph in lines of some 70 letters.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_inclusive(' ') {
        let line = lines.len() - 1;
        if lines[line].chars().count() + word.chars().count() > 72 && !lines[line].is_empty() {
            lines.push(word.to_owned());
        } else {
            lines[line].push_str(word);
        }
    }
    lines
}

/// Each code is the unit of UTF-16 that it shows.
const MAP: &[u8] = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000><FFFF> endcodespacerange 1 beginbfrange <0000><FFFF><0000> endbfrange endcmap end";

/// A table of rows; the first one names the columns.
pub fn separated(rows: &[Vec<String>], by: char) -> String {
    let cell = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(&by.to_string()) + "\n").collect()
}

/// The same as objects of JSON, one a row.
pub fn objects(rows: &[Vec<String>]) -> Vec<String> {
    let object = |row: &Vec<String>| {
        let fields = rows[0]
            .iter()
            .zip(row)
            .map(|(name, cell)| (name.clone(), serde_json::Value::from(cell.as_str())));
        serde_json::Value::Object(fields.collect()).to_string()
    };
    rows[1..].iter().map(object).collect()
}
