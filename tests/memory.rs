//! How much memory the readers take for each byte that they are given. One test in a process of its own: the counter
//! sees every thread.

#![expect(unsafe_code, reason = "a global allocator is unsafe by its signature; this one only counts")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use stance::engine::transcript::Edits;
use stance::io::load::open_bytes;

#[path = "../fuzz/src/package.rs"]
mod package;

/// Counts the bytes that are allocated, and the most there ever were.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static COUNTING: Counting = Counting;

fn add(bytes: usize) {
    let now = NOW.fetch_add(bytes, Ordering::Relaxed) + bytes;
    MOST.fetch_max(now, Ordering::Relaxed);
}

// SAFETY: each call goes on to the allocator of the system as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        // SAFETY: as the caller promised.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as the caller promised.
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Old and new may stand side by side for a moment.
        add(size);
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as the caller promised.
        unsafe { System.realloc(at, layout, size) }
    }
}

/// The most that is allocated at one time while something is done.
fn peak<T>(work: impl FnOnce() -> T) -> (usize, T) {
    let before = NOW.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    let done = work();
    (MOST.load(Ordering::Relaxed) - before, done)
}

const SIZE: usize = 256 * 1024;

// What the documentation of `stance::io::load` promises.
const TIMES: usize = 20;
const NODE_BYTES: usize = 600;
const VALUE_BYTES: usize = 112;
const LETTER_BYTES: usize = 200;
const DOCUMENT_BYTES: usize = 1024;
const LINE_BYTES: usize = 256;

/// Tables of words and the like, made once.
const FIXED_BYTES: usize = 512 * 1024;

/// A line again and again, up to the size.
fn many(line: &str) -> String {
    line.repeat(SIZE / line.len())
}

#[test]
fn memory_is_a_multiple_of_what_is_read() {
    let prose = "Question: How long will it last? It will last for a year, and we will tell you in time.\n\n";
    let word = |body: &str| {
        let text = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
        package::zip(&[("[Content_Types].xml", b"wordprocessingml"), ("word/document.xml", text.as_bytes())])
    };
    let open_text = |body: &str| {
        let text = format!("<o xmlns:t=\"t\">{body}</o>");
        package::zip(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", text.as_bytes()),
        ])
    };
    let rows = |row: &str| format!("date,text\n{}", many(row));
    let entries: Vec<String> = (0..4_000).map(|n| format!("talks/{n}.txt")).collect();
    let entries: Vec<(&str, &[u8])> =
        entries.iter().map(|name| (name.as_str(), prose.repeat(5).leak().as_bytes())).collect();
    let utf16: Vec<u8> = many(prose)[..SIZE / 2].encode_utf16().flat_map(u16::to_le_bytes).collect();
    let page = many("BT /F1 12 Tf 72 700 Td (Good morning, and thank you all.) Tj ET\n");
    let page = &page[..SIZE / 4];
    let documents: Vec<(&str, &str, Vec<u8>)> = vec![
        ("text", "a.txt", many(prose).into_bytes()),
        (
            "Cyrillic",
            "a.txt",
            encoding_rs::WINDOWS_1251.encode(&many("Вопрос: Как долго?\n\n")).0.into_owned(),
        ),
        ("UTF-16", "a.txt", utf16),
        ("page", "a.html", format!("<!doctype html><html>{}", many(&format!("<p>{prose}"))).into_bytes()),
        ("page of tags", "a.html", format!("<!doctype html><html>{}", many("<p>a")).into_bytes()),
        ("page of attributes", "a.html", format!("<!doctype html><html><p {}>", many("a=b c ")).into_bytes()),
        (
            "page of asides",
            "a.html",
            format!("<!doctype html><html><main>{}</main>{}", prose.repeat(400), many("<aside>a</aside>"))
                .into_bytes(),
        ),
        ("nested page", "a.html", format!("<!doctype html><html>{}", many("<div>")).into_bytes()),
        ("docx", "a.docx", word(&many(&format!("<w:p><w:r><w:t>{prose}</w:t></w:r></w:p>")))),
        ("docx of letters", "a.docx", word(&many("<w:p><w:r><w:t>a</w:t></w:r></w:p>"))),
        ("docx of breaks", "a.docx", word(&format!("<w:p><w:r><w:t>a</w:t>{}</w:r></w:p>", many("<w:br/>")))),
        ("odt", "a.odt", open_text(&many(&format!("<t:p>{prose}</t:p>")))),
        ("odt of spaces", "a.odt", open_text(&format!("<t:p>a{}b</t:p>", many("<t:s t:c=\"9999\"/>")))),
        ("rtf", "a.rtf", format!("{{\\rtf1 {}}}", many(&format!("{prose}\\par "))).into_bytes()),
        ("rtf of lines", "a.rtf", format!("{{\\rtf1 a{}}}", many("\\line ")).into_bytes()),
        ("rtf of groups", "a.rtf", format!("{{\\rtf1 {}}}", many("{a}")).into_bytes()),
        ("csv", "a.csv", rows("2024-06-21,\"Question: Why? Because it is so.\"\n").into_bytes()),
        ("csv of letters", "a.csv", rows("a,b\n").into_bytes()),
        ("csv of cells", "a.csv", format!("text\n{}", many("a,")).into_bytes()),
        (
            "json",
            "a.json",
            format!("[{}{{}}]", many("{\"date\":\"2024-06-21\",\"text\":\"Question: Why?\"},")).into_bytes(),
        ),
        ("json of letters", "a.json", format!("[{}{{}}]", many("{\"text\":\"a\"},")).into_bytes()),
        ("json of numbers", "a.json", format!("{{\"text\":[{}1]}}", many("1,")).into_bytes()),
        ("json of levels", "a.json", many("[").into_bytes()),
        ("json lines", "a.jsonl", many("{\"text\":\"Question: Why?\"}\n").into_bytes()),
        ("zip", "a.zip", package::zip(&entries)),
        ("pdf", "a.pdf", package::pdf(page.as_bytes(), b"")),
    ];
    let mut table = String::new();
    let mut too_much = String::new();
    for (what, name, bytes) in documents {
        let (most, opened) = peak(|| open_bytes(name, &bytes));
        // The parts of archives are stored here, so they unpack to no more.
        let many = |signs: &[u8]| bytes.iter().filter(|byte| signs.contains(byte)).count();
        let own = match what.split(' ').next() {
            Some("page" | "nested") => NODE_BYTES * many(b"<"),
            Some("json") => VALUE_BYTES * many(b",:[{"),
            // The words and the spaces between them.
            Some("pdf") => LETTER_BYTES * many(b"Godmrning,thakyul. "),
            _ => 0,
        };
        let allowed = TIMES * bytes.len() + own + DOCUMENT_BYTES * opened.len() + FIXED_BYTES;
        let documents: Vec<_> = opened.iter().flatten().take(100).collect();
        let text: usize = documents.iter().map(|document| document.text.len()).sum();
        let (most_read, _read) =
            peak(|| documents.iter().map(|document| document.read(&Edits::default())).collect::<Vec<_>>());
        let lines = documents.iter().flat_map(|document| document.text.lines());
        let lines = lines.filter(|line| !line.trim().is_empty()).count();
        let allowed_read = TIMES * text + LINE_BYTES * lines + DOCUMENT_BYTES * documents.len() + FIXED_BYTES;
        let percent = |most: usize, allowed: usize| most * 100 / allowed;
        let line = format!(
            "{what}: {} kB of {} kB, {} % of what is allowed; transcripts {} kB of {} kB, {} %",
            most / 1024,
            bytes.len() / 1024,
            percent(most, allowed),
            most_read / 1024,
            text / 1024,
            percent(most_read, allowed_read)
        );
        let _ = writeln!(table, "{line}");
        if most > allowed || most_read > allowed_read {
            let _ = writeln!(too_much, "{line}");
        }
    }
    assert!(too_much.is_empty(), "too much:\n{too_much}\nall:\n{table}");
}
