//! The table of tables, each with the documents that it gives.

use super::*;
use crate::engine::transcript::Edits;

/// Path and text of each document, or the message.
fn opened(name: &str, text: &str) -> Vec<(String, String)> {
    opened_as(name, text, &[])
}

/// The same where the user says what columns hold.
fn opened_as(name: &str, text: &str, said: &[Column]) -> Vec<(String, String)> {
    let documents = read(name, text, "UTF-8", &Facts::default(), said);
    let of = |opened: Result<Opened, LoadError>| match opened {
        Ok(Opened { document, .. }) => (document.source.path.clone(), document.text.to_string()),
        Err(error) => (String::new(), error.to_string()),
    };
    documents.into_iter().map(of).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|&(path, text)| (path.to_owned(), text.to_owned())).collect()
}

#[test]
fn a_row_is_a_document() {
    let two: &[(&str, &str)] = &[("t#1", "Good day.\nThank you."), ("t#2", "No; never.")];
    let cases = [
        "date,transcript\n2020-01-01,\"Good day.\nThank you.\"\n2021-01-01,No; never.\n",
        "date;Текст\r\n2020-01-01;\"Good day.\nThank you.\"\r\n2021-01-01;\"No; never.\"\r\n",
        "text\tdate\n\"Good day.\nThank you.\"\t2020-01-01\nNo; never.\t2021-01-01",
        "[{\"text\": \"Good day.\\nThank you.\", \"date\": \"2020-01-01\"}, {\"text\": \"No; never.\"}]",
        "{\"text\": \"Good day.\\nThank you.\"}\n\n{\"text\": \"No; never.\", \"x\": null}\n",
        "{\"count\": 2, \"items\": [{\"content\": \"Good day.\\nThank you.\"}, {\"content\": \"No; never.\"}]}",
        "[{\"meta\": {\"date\": \"2020-01-01\"}, \"body\": \"\", \"text\": [\"Good day.\\nThank you.\"]}, {\"text\": \"No; never.\"}]",
    ];
    for text in cases {
        assert_eq!(opened("t", text), pairs(two), "{text}");
    }
    let long = "Long words of a speech. ".repeat(20);
    let by_length = format!("name,note,what\na,short,{long}\nb,short,{long}\n");
    assert_eq!(opened("t", &by_length).len(), 2, "the longest column is the text");
    assert_eq!(opened("t", "id,text\na-1,One.\nb-2,Two.\n"), pairs(&[("t#a-1", "One."), ("t#b-2", "Two.")]));
    assert_eq!(opened("t", "id,text\nhttp://x/y,One.\n"), pairs(&[("t#1", "One.")]));
    assert_eq!(
        opened("t", "text\n<p><b>Q:</b> Why?</p><p>So.</p>\n"),
        pairs(&[("t#1", "**Q:** Why?\n\nSo.\n")])
    );
}

#[test]
fn columns_are_facts() {
    let text = "Titel,Datum,Ort,Redner,url,Sprache,Quelle,Rede\n\
        Haushalt,2020-05-26T10:00:00Z,Bonn,Anna Smith; Max Roe,http://x,de,Archiv,Guten Tag.\n";
    let documents = read("a.csv", text, "UTF-8", &Facts::default(), &[]);
    let facts = &documents[0].as_ref().unwrap().document.facts;
    assert_eq!(facts.title.as_deref(), Some("Haushalt"));
    assert_eq!(facts.date.map(|date| date.to_string()).as_deref(), Some("2020-05-26"));
    assert_eq!((facts.place.as_deref(), facts.publisher.as_deref()), (Some("Bonn"), Some("Archiv")));
    assert_eq!(facts.speakers, Some(vec!["Anna Smith".to_owned(), "Max Roe".to_owned()]));
    assert_eq!(facts.language.as_deref(), Some("de"));

    // Names that nobody has foreseen.
    let text =
        "dt_event,spkr,meeting_location,utterance_body,word_count\n2024-06-21,Anna Smith,Bonn,Good day.,2\n";
    let documents = read("a.csv", text, "UTF-8", &Facts::default(), &[]);
    let document = &documents[0].as_ref().unwrap().document;
    assert_eq!((&*document.text, document.facts.place.as_deref()), ("Good day.", Some("Bonn")));
    assert_eq!(document.facts.date.map(|date| date.to_string()).as_deref(), Some("2024-06-21"));
    assert_eq!(document.facts.speakers, Some(vec!["Anna Smith".to_owned()]));
}

#[test]
fn rows_of_one_document_are_its_turns() {
    let talk = "**Anna Smith:** Good day.\n\nThank you.\n\n**Reporter:** Why?\n";
    let other = "**Max Roe:** No.\n\n**Reporter:** Oh.\n";
    let cases = [
        "id,speaker,text\n7,Anna Smith,Good day.\n7,Anna Smith,Thank you.\n8,Max Roe:,No.\n7,Reporter,Why?\n8,Reporter,Oh.\n",
        "debate_id,turn,speaker,text\n7,1,Anna Smith,Good day.\n7,3,Reporter,Why?\n7,2,Anna Smith,Thank you.\n8,1,Max Roe,No.\n8,2,Reporter,Oh.\n",
        "[{\"id\":\"7\",\"turns\":[{\"speaker\":\"Anna Smith\",\"text\":\"Good day.\"},{\"speaker\":\"Anna Smith\",\"text\":\"Thank you.\"},\
          {\"speaker\":\"Reporter\",\"text\":\"Why?\"}]},{\"id\":\"8\",\"turns\":[{\"speaker\":\"Max Roe\",\"text\":\"No.\"},{\"speaker\":\"Reporter\",\"text\":\"Oh.\"}]}]",
    ];
    for text in cases {
        assert_eq!(opened("t", text), pairs(&[("t#7", talk), ("t#8", other)]), "{text}");
    }
    let by_title = "title,date,speaker,text\nA,2020-01-01,Anna Smith,Good day.\nA,2020-01-01,Anna Smith,Thank you.\n\
        A,2020-01-01,Reporter,Why?\nB,2021-01-01,Max Roe,No.\nB,2021-01-01,Reporter,Oh.\n";
    assert_eq!(opened("t", by_title), pairs(&[("t#1", talk), ("t#4", other)]));
    let alone = "speaker,text\nMax Roe,No.\nReporter,Oh.\n";
    assert_eq!(opened("t", alone), pairs(&[("t#1", other)]));
    let one = "{\"title\":\"Talks\",\"turns\":[{\"speaker\":\"Max Roe\",\"text\":\"No.\"},{\"speaker\":\"Reporter\",\"text\":\"Oh.\"}]}";
    assert_eq!(opened("t", one), pairs(&[("t#1", other)]));
    let document = read("t", by_title, "UTF-8", &Facts::default(), &[]).remove(0).unwrap().document;
    let transcript = document.read(&Edits::default());
    assert_eq!((transcript.turns.len(), transcript.meta.title.as_str()), (2, "A"));
}

#[test]
fn speeches_with_a_speaker_each_are_no_turns() {
    let text = "date,speaker,title,text\n2020-01-01,Anna Smith,A,One.\n2021-01-01,Anna Smith,B,Two.\n2022-01-01,Max Roe,C,Three.\n";
    assert_eq!(opened("t", text), pairs(&[("t#1", "One."), ("t#2", "Two."), ("t#3", "Three.")]));
    let text = format!("speaker,text\nAnna Smith,{}\nMax Roe,{}\n", "One. ".repeat(500), "Two. ".repeat(500));
    assert_eq!(opened("t", &text).len(), 2);
}

#[test]
fn what_is_no_table_of_transcripts_is_refused_in_words() {
    let cases = [
        ("t.csv", "year,amount\n2020,1\n", "its columns: year, amount"),
        ("t.json", "{\"name\": \"x\", \"version\": 1}", "its columns: name, version"),
        ("t.json", "[1, 2, 3]", "its columns: none"),
        ("t.json", "[{\"text\": \"One.\"}, {\"te", "it is no whole JSON"),
        ("t.json", "{}", "its columns: none"),
        ("metadata.csv", "id,date,remarks\na,2020-01-01,checked\n", "its columns: id, date, remarks"),
        ("a/metadata.csv", "id,body\na,CSTO\n", "its columns: id, body"),
    ];
    for (name, text, words) in cases {
        let found = opened(name, text);
        assert_eq!(found.len(), 1, "{text}");
        assert!(found[0].1.contains(words), "{text}: {found:?}");
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(opened("t.json", &deep)[0].1.contains("no whole JSON"));
}

#[test]
fn rows_without_text_are_reported_and_the_others_read() {
    let found = opened("t", "date,text\n2020-01-01,One.\n2021-01-01,\n,\n2022-01-01, \n");
    let message = "not everything was opened, rows that hold no text: 2, the first is row 2: t";
    assert_eq!(found, pairs(&[("t#1", "One."), ("", message)]));
    let found = opened("t", "{\"text\": \"One.\"}\n{\"text\": \"Tw\n{\"text\": \"Three.\"}\n");
    let message = "not everything was opened, rows that cannot be read: 1, the first is row 2: t";
    assert_eq!(found, pairs(&[("t#1", "One."), ("t#3", "Three."), ("", message)]));
}

#[test]
fn the_beginning_of_a_table_shows_whether_it_holds_text() {
    for head in [
        "date,Transcript\n",
        "\u{feff}\"Text\";Datum\n",
        "[{\"id\": 1, \"content\" : \"",
        "{\"data\":{\"text\":\"\"}}",
    ] {
        assert!(names_text(head.as_bytes()), "{head}");
    }
    for head in ["", "year,amount\n", "{\"name\": \"text\", \"version\": 1}", "[1,2]"] {
        assert!(!names_text(head.as_bytes()), "{head}");
    }
}

#[test]
fn the_user_says_what_columns_hold() {
    let table = "a,b,c\nx,We met this morning.,2020-05-26\ny,We did not.,2021-05-26\n";
    assert!(opened("t.csv", table)[0].1.contains("its columns: a, b, c"));
    let said = [
        ("b".to_owned(), Some(Meaning::Text)),
        ("c".to_owned(), Some(Meaning::Date)),
        ("a".to_owned(), Some(Meaning::Title)),
    ];
    let read = read("t.csv", table, "UTF-8", &Facts::default(), &said);
    let first = read[0].as_ref().unwrap();
    assert_eq!(&*first.document.text, "We met this morning.");
    assert_eq!(first.document.facts.title.as_deref(), Some("x"));
    assert_eq!(first.document.facts.date, Some(jiff::civil::date(2020, 5, 26)));
    let columns: Vec<_> = first.columns.as_deref().unwrap().iter().map(|(_, meaning)| *meaning).collect();
    assert_eq!(columns, [Some(Meaning::Title), Some(Meaning::Text), Some(Meaning::Date)]);

    // What was recognised is taken away again.
    let table = "title,text,remarks\nx,short,The ferry is late.\n";
    assert_eq!(opened("t.csv", table)[0].1, "The ferry is late.");
    let said = [("remarks".to_owned(), None), ("title".to_owned(), Some(Meaning::Text))];
    assert_eq!(opened_as("t.csv", table, &said)[0].1, "x");
}
