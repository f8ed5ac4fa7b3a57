//! Titles among the properties of a document, where few people wrote them.

/// A title that says what the document is: not one that a program made up from the file, the template or nothing.
pub(super) fn sensible(title: &str) -> Option<String> {
    const MADE_UP: [&str; 8] = [
        "microsoft word",
        "document",
        "untitled",
        "powerpoint presentation",
        "документ",
        "без имени",
        "название",
        "unbenannt",
    ];
    const FILES: [&str; 12] =
        [".doc", ".docx", ".docm", ".dot", ".odt", ".rtf", ".pdf", ".txt", ".htm", ".html", ".indd", ".qxd"];
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = title.to_lowercase();
    let is_made_up = MADE_UP.iter().any(|words| {
        lower.strip_prefix(words).is_some_and(|rest| {
            rest.trim_matches(|c: char| c.is_ascii_digit() || c == ' ').is_empty() || *words == MADE_UP[0]
        })
    });
    let is_file = FILES.iter().any(|ending| lower.ends_with(ending));
    // One word is the name of a file or a number; Chinese and Japanese have no spaces.
    let is_phrase = title.contains(' ') || title.chars().filter(|&c| c >= '\u{2e80}').count() >= 4;
    (is_phrase && !is_made_up && !is_file && title.chars().count() <= 300 && !title.contains('\u{fffd}'))
        .then_some(title)
}

#[cfg(test)]
mod tests {
    use super::sensible;

    #[test]
    fn titles_that_a_program_made_up_are_none() {
        let none = [
            "",
            " ",
            "Microsoft Word - remarks v2",
            "Document1",
            "Untitled",
            "x7",
            "Remarks of today.docx",
            "Без имени 1",
        ];
        for title in none {
            assert_eq!(sensible(title), None, "{title}");
        }
        for title in ["Remarks by  Jane Doe\n", "Документы и ответы", "在记者会上的讲话"]
        {
            let tidy = title.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(sensible(title), Some(tidy));
        }
    }
}
