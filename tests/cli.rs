//! `stance-cli` as scripts see it: arguments, output, messages, exit status.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stance-cli"));
    command.args(arguments);
    command
}

fn run(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// Runs a command that must succeed and returns its JSON.
fn json(arguments: &[&str]) -> Value {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn without_files_it_works_on_the_seeds() {
    let report = json(&["inspect", "--json", "--text"]);
    assert_eq!(report["version"], 1);
    let transcripts = report["transcripts"].as_array().unwrap();
    assert_eq!(transcripts.len(), 5);
    for transcript in transcripts {
        let path = transcript["path"].as_str().unwrap();
        let file = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        assert_eq!(transcript["text"], file);
        assert_eq!(transcript["encoding"], "UTF-8");
        assert_eq!(transcript["format"], "text");
    }
    let without_text = json(&["inspect", "--json"]);
    assert!(without_text["transcripts"][0].get("text").is_none());
}

#[test]
fn a_folder_is_the_same_as_its_files() {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let of_folder = json(&["topics", "--json", seeds]);
    assert_eq!(of_folder["transcripts"].as_array().unwrap().len(), 5);
    let embedded = json(&["topics", "--json"]);
    assert_eq!(of_folder["transcripts"][3]["topics"], embedded["transcripts"][3]["topics"]);
}

#[test]
fn bad_inputs_are_named_and_the_others_processed() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let good = write(root, "good.txt", "Remarks\n\nQuestion: Why?\n\nAnna Smith: Because.\n".as_bytes());
    let russian = encoding_rs::WINDOWS_1251.encode("Вопрос: Как Вы оцениваете итоги переговоров?\n");
    let empty_folder = root.join("empty");
    fs::create_dir(&empty_folder).unwrap();
    let large = root.join("large.txt");
    File::create(&large).unwrap().set_len(50 << 20).unwrap();
    let bad = [
        (root.join("missing.txt").to_str().unwrap().to_owned(), "no such file"),
        (empty_folder.to_str().unwrap().to_owned(), "holds no text"),
        (write(root, "empty.txt", b""), "is empty"),
        (write(root, "binary.txt", b"\x00\x01\x02\x03\x00\xFF\xFE"), "not text"),
        (write(root, "talk.pdf", b"%PDF-1.7"), "a PDF document"),
        (large.to_str().unwrap().to_owned(), "the limit is 32 MB"),
    ];
    let russian = write(root, "russian.txt", &russian.0);
    for (path, words) in &bad {
        let output = run(&["inspect", "--json", &good, path, &russian]);
        let messages = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{path}");
        assert!(messages.contains(words) && messages.contains(path.as_str()), "{messages}");
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let transcripts = report["transcripts"].as_array().unwrap();
        assert_eq!(transcripts.len(), 2, "{path}");
        assert_eq!(transcripts[0]["path"], good);
        assert_eq!(transcripts[1]["encoding"], "windows-1251");
    }
    let output = run(&["topics", &bad[0].0]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_broken_table_is_reported_and_changes_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "a.txt", b"Question: Why?\n");
    write(root, "metadata.csv", b"id,date\na,31.02.2020\n,2020-01-01\n\"");
    let output = run(&["inspect", "--json", root.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    let messages = text(&output.stderr);
    assert!(messages.contains("31.02.2020 is not a date"), "{messages}");
    assert!(messages.contains("metadata.csv, line 3"), "{messages}");
}

#[test]
fn two_files_of_one_event_are_recognised() {
    let folder = tempfile::tempdir().unwrap();
    let speech: Vec<String> = (0..200).map(|n| format!("word{n}")).collect();
    let speech = speech.join(" ");
    let a = write(folder.path(), "a.txt", speech.as_bytes());
    let b = write(folder.path(), "b.txt", format!("{speech}\n\nand more.").as_bytes());
    let same = &json(&["inspect", "--json", &a, &b])["same_events"];
    assert_eq!(same[0]["kind"], "copy");
    assert_eq!((&same[0]["a"], &same[0]["b"]), (&Value::from(0), &Value::from(1)));
    let same = &json(&["inspect", "--json", &a, &a])["same_events"];
    assert_eq!(same[0]["kind"], "same-text");
}

#[test]
fn wrong_usage_has_status_2() {
    for arguments in [
        &["frobnicate"][..],
        &[],
        &["search"],
        &["search", " "],
        &["search", "(", "--regex"],
        &["search", "x", "--in", "nowhere"],
        &["search", "x", "--format", "xml"],
        &["inspect", "--text"],
        &["topics", "--nonsense"],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
    }
    let output = run(&["search", "a(b", "--regex"]);
    assert!(text(&output.stderr).contains("unclosed group"));
}

#[test]
fn the_result_goes_to_a_file_where_one_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.json");
    let output = run(&["topics", "--json", "-o", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stdout), "");
    let report: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(report["version"], 1);

    let nowhere = folder.path().join("no/such/folder");
    let output = run(&["topics", "-o", nowhere.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("cannot write the result"));
}

#[test]
fn a_reader_that_stops_is_no_error() {
    let mut child = command(&["inspect", "--json", "--text"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut messages = String::new();
    child.stderr.take().unwrap().read_to_string(&mut messages).unwrap();
    assert_eq!(messages, "");
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn people_get_text() {
    for arguments in [&["inspect"], &["topics"]] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(0));
        let shown = text(&output.stdout);
        assert!(shown.contains("seeds/002_5c9d7a97ec4f11db.txt"), "{shown}");
        assert!(!shown.contains('{'), "{shown}");
    }
}

#[test]
fn every_hit_is_a_slice_of_the_text() {
    let texts: Vec<Value> = json(&["inspect", "--json", "--text"])["transcripts"].as_array().unwrap().clone();
    let search = |scope: &str| -> Vec<Value> {
        let report = json(&["search", "NATO", "--in", scope, "--format", "json"]);
        report["hits"].as_array().unwrap().clone()
    };
    let all = search("all");
    assert_eq!(search("answers").len() + search("questions").len(), all.len());
    assert!(!search("questions").is_empty());
    for hit in all {
        let of_hit = |transcript: &&Value| transcript["path"] == hit["transcript"];
        let transcript = texts.iter().find(of_hit).unwrap();
        let number = |key: &str| usize::try_from(hit[key].as_u64().unwrap()).unwrap();
        let (start, end) = (number("start"), number("end"));
        let text = transcript["text"].as_str().unwrap();
        assert_eq!(hit["keyword"], text[start..end]);
        assert!(text[..start].ends_with(hit["left"].as_str().unwrap()));
        assert!(text[end..].starts_with(hit["right"].as_str().unwrap()));
        assert_eq!(hit["date"], transcript["date"]["value"]);
        let turn = &transcript["turns"][number("turn")];
        assert!(turn["start"].as_u64() <= hit["start"].as_u64());
        assert!(turn["end"].as_u64() >= hit["end"].as_u64());
        assert_eq!(hit["speaker"], turn["speaker"]);
    }
}

#[test]
fn hits_are_a_table_of_nine_columns() {
    let output = run(&["search", "indivisib* security|“of security”", "--in", "answers"]);
    assert_eq!(output.status.code(), Some(0));
    let mut table = csv::Reader::from_reader(output.stdout.as_slice());
    let header: Vec<&str> = table.headers().unwrap().iter().collect();
    let columns = ["transcript", "date", "speaker", "turn", "start", "end", "left", "keyword", "right"];
    assert_eq!(header, columns);
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert!(rows.iter().any(|row| row[7].starts_with("indivisib")), "{rows:?}");
    let nothing = run(&["search", "xylophone"]);
    assert_eq!(nothing.status.code(), Some(0));
    assert_eq!(text(&nothing.stdout).lines().count(), 1);
}

#[test]
fn counts_of_the_seeds() {
    let report = json(&["topics", "--json"]);
    let transcripts = report["transcripts"].as_array().unwrap();
    let topic = |transcript: usize, name: &str| -> &Value {
        let topics = transcripts[transcript]["topics"].as_array().unwrap();
        topics.iter().find(|topic| topic["topic"] == name).unwrap()
    };
    let nato: Vec<u64> =
        (0..5).map(|transcript| topic(transcript, "NATO")["mentions"].as_u64().unwrap()).collect();
    // NATO 20 times, Stoltenberg 4 and the North Atlantic alliance once in the first; none in 2020.
    assert_eq!(nato, [25, 7, 0, 2, 7]);
    let nato = topic(0, "NATO");
    assert_eq!((&nato["answers"], &nato["questions"]), (&Value::from(3), &Value::from(2)));
    assert_eq!(topic(3, "Eurasian Economic Union")["mentions"], 2);
    assert_eq!(topic(4, "United States")["mentions"], 0);
    let inspected = json(&["inspect", "--json"]);
    for (index, transcript) in transcripts.iter().enumerate() {
        let turns = inspected["transcripts"][index]["turns"].as_array().unwrap();
        let count = |kind| turns.iter().filter(|turn| turn["kind"] == kind).count();
        assert_eq!(transcript["answers"], count("answer"));
        assert_eq!(transcript["questions"], count("question"));
        assert_eq!(transcript["words"], inspected["transcripts"][index]["words"]);
    }
}

#[test]
fn a_library_is_exported_imported_and_checked() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (one, two) = (path("one.stance"), path("two.stance"));
    let empty = r#"{"version":1,"transcripts":[],"judgements":[]}"#;
    let json_path = write(folder.path(), "empty.json", empty.as_bytes());
    assert_eq!(run(&["library", "import", &json_path, &one]).status.code(), Some(0));
    let exported = run(&["library", "export", &one, "-o", &path("one.json")]);
    assert_eq!((exported.status.code(), text(&exported.stderr)), (Some(0), ""));
    assert_eq!(run(&["library", "import", &path("one.json"), &two]).status.code(), Some(0));
    assert_eq!(run(&["library", "export", &two]).stdout, fs::read(path("one.json")).unwrap());

    let checked = run(&["library", "check", &two]);
    assert_eq!(checked.status.code(), Some(0));
    assert!(text(&checked.stdout).contains("nothing is wrong"), "{}", text(&checked.stdout));
    // A file that is there is never written over.
    let again = run(&["library", "import", &json_path, &two]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("there is a file of this name already"));

    let bytes = fs::read(&two).unwrap();
    fs::write(&two, &bytes[..bytes.len() - 4096]).unwrap();
    let checked = run(&["library", "check", &two]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(text(&checked.stdout).contains("problem"), "{}", text(&checked.stdout));
    assert_eq!(run(&["library", "check", &path("gone.stance")]).status.code(), Some(1));
    assert_eq!(run(&["library"]).status.code(), Some(2));
}
