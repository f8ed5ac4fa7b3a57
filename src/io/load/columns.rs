//! What the columns of a table mean, by their names.
//!
//! Shared by `metadata.csv`, whose rows are about files, and by tables whose rows are transcripts. Names are compared
//! without case, spaces and marks, so `Event date` and `event_date` are one.

use heck::ToSnakeCase;

use super::date::{UnclearDate, read_date};
use crate::engine::transcript::Facts;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// Name or number of the document.
    Id,
    /// A file.
    File,
    /// Day of the event.
    Date,
    /// Day of publication; used where no column has the day of the event.
    Published,
    /// Title of the transcript.
    Title,
    /// Meeting or occasion.
    Event,
    /// Organisation that met.
    Organisation,
    /// Town.
    Place,
    /// Who speaks.
    Speaker,
    /// Who published it.
    Publisher,
    /// Language of the text.
    Language,
    /// Address on the web.
    Address,
    /// The transcript itself.
    Text,
    /// Place of a turn among others.
    Order,
}

impl Meaning {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 14] = [
        Self::Text,
        Self::Title,
        Self::Date,
        Self::Published,
        Self::Speaker,
        Self::Place,
        Self::Event,
        Self::Organisation,
        Self::Publisher,
        Self::Language,
        Self::Id,
        Self::File,
        Self::Address,
        Self::Order,
    ];

    /// As the interface writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Id => "Number",
            Self::File => "File",
            Self::Date => "Date",
            Self::Published => "Published on",
            Self::Title => "Title",
            Self::Event => "Event",
            Self::Organisation => "Organisation",
            Self::Place => "Place",
            Self::Speaker => "Speaker",
            Self::Publisher => "Publisher",
            Self::Language => "Language",
            Self::Address => "Web address",
            Self::Text => "Text",
            Self::Order => "Order of turns",
        }
    }
}

/// A column of a table and what it is taken for; `None` where it is not used.
pub type Column = (String, Option<Meaning>);

/// The names of columns by meaning, as [`plain`] spells them.
#[rustfmt::skip] // Word lists read better as blocks than as one word a line.
const NAMES: [(Meaning, &[&str]); 14] = [
    (Meaning::Id, &[
        "id", "docid", "documentid", "doc", "transcriptid", "speechid", "sessionid", "debateid", "eventid",
        "meetingid", "conferenceid", "interviewid", "episodeid", "document", "docname", "номер", "编号"
    ]),
    (Meaning::File, &["file", "filename", "path"]),
    (Meaning::Date, &[
        "date", "day", "eventdate", "dateofevent", "speechdate", "meetingdate", "дата", "датасобытия", "datum",
        "fecha", "日期", "التاريخ"
    ]),
    (Meaning::Published, &[
        "published", "publishedat", "publisheddate", "publicationdate", "datepublished", "pubdate", "datetime",
        "time", "timestamp", "created", "createdat", "опубликовано", "发布日期", "时间"
    ]),
    (Meaning::Title, &[
        "title", "headline", "heading", "subject", "заголовок", "название", "titre", "titel", "überschrift",
        "titulo", "título", "titolo", "tytuł", "标题", "標題", "タイトル", "العنوان"
    ]),
    (Meaning::Event, &["event", "meeting", "occasion", "событие", "мероприятие", "événement", "evento", "anlass", "活动"]),
    (Meaning::Organisation, &[
        "organisation", "organization", "organisations", "organizations", "org", "body", "организация",
        "organización", "组织"
    ]),
    (Meaning::Place, &[
        "place", "city", "location", "town", "venue", "место", "город", "lieu", "ville", "ort", "stadt",
        "lugar", "ciudad", "luogo", "地点", "城市"
    ]),
    (Meaning::Speaker, &[
        "speaker", "speakers", "speakernames", "speakername", "spokesperson", "president", "politician",
        "person", "who", "спикер", "выступающий", "оратор", "докладчик", "orateur", "intervenant", "redner",
        "sprecher", "orador", "ponente", "oratore", "mówca", "发言人", "讲话人", "發言人", "講者", "発言者", "المتحدث"
    ]),
    (Meaning::Publisher, &[
        "publisher", "publishedby", "source", "outlet", "website", "site", "источник", "издатель", "quelle",
        "fuente", "fonte", "来源"
    ]),
    (Meaning::Language, &["language", "lang", "locale", "язык", "langue", "sprache", "idioma", "lingua", "语言"]),
    (Meaning::Address, &["url", "link", "address", "href", "permalink", "ссылка", "链接"]),
    (Meaning::Text, &[
        "text", "transcript", "transcripts", "transcription", "content", "contents", "remarks", "speech",
        "speeches", "statement", "fulltext", "rawtext", "cleantext", "cleanedtext", "plaintext", "bodytext",
        "articletext", "articlebody", "speechtext", "speechcontent", "speechbody", "transcripttext",
        "utterance", "utterances", "paragraphs", "paragraph", "contribution", "текст", "стенограмма",
        "выступление", "речь", "содержание", "зміст", "виступ", "texte", "discours", "contenu", "propos",
        "rede", "redetext", "inhalt", "wortlaut", "texto", "discurso", "contenido", "transcripción",
        "transcripcion", "intervención", "conteúdo", "conteudo", "fala", "testo", "discorso", "tekst", "treść",
        "przemówienie", "文本", "正文", "内容", "內容", "全文", "文字稿", "发言", "發言", "讲话", "講話", "本文", "発言", "النص", "نص"
    ]),
    (Meaning::Order, &[
        "turn", "turnid", "turnnumber", "turnindex", "order", "index", "sequence", "seq", "speechnumber",
        "utteranceid", "lineno", "position", "порядок"
    ]),
];

/// What words mean as parts of a longer name, where they do not mean what they do alone; and usual short forms.
const PARTS: [(&str, Meaning); 8] = [
    ("body", Meaning::Text),
    ("txt", Meaning::Text),
    ("dt", Meaning::Date),
    ("spkr", Meaning::Speaker),
    ("spk", Meaning::Speaker),
    ("loc", Meaning::Place),
    ("ttl", Meaning::Title),
    ("org", Meaning::Organisation),
];

/// Parts of names of columns that tell something else about what another part names.
#[rustfmt::skip] // As above.
const ABOUT: &[&str] = &[
    "id", "ids", "no", "num", "number", "nr", "count", "counts", "len", "length", "size", "words", "tokens", "chars",
    "type", "kind", "class", "category", "label", "code", "hash", "score", "sentiment", "party", "role", "gender",
    "sex", "age", "country", "birth", "position", "rank", "order", "index", "url", "link", "file", "path", "format",
    "status", "flag", "added", "created", "updated", "modified", "accessed", "retrieved", "scraped", "crawled",
    "downloaded", "start", "end", "is", "has", "clean", "source", "quality", "precision", "embedding", "vector",
    "summary", "keywords", "topic", "tags", "notes", "duration",
];

/// A name without case, spaces and marks.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a column means, where its name says so.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    let name = plain(name);
    NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|&(meaning, _)| meaning)
}

/// What the parts of a name mean where the whole is not known: `utterance_body`, `dt_event`, `SpeakerFullName`.
fn meaning_of_parts(name: &str) -> Option<Meaning> {
    let name = name.to_snake_case();
    let parts: Vec<&str> = name.split('_').collect();
    if parts.iter().any(|part| ABOUT.contains(part)) {
        return None;
    }
    // Of `date of the event` the first word tells, of `event date` the last one.
    let of = parts.iter().position(|part| matches!(*part, "of" | "de" | "du" | "der"));
    let known = |part: &&str| {
        let own = PARTS.iter().find(|(word, _)| word == part).map(|&(_, meaning)| meaning);
        own.or_else(|| meaning(part)).filter(|meaning| *meaning != Meaning::Id)
    };
    let found: Vec<Meaning> = parts[..of.unwrap_or(parts.len())].iter().rev().filter_map(known).collect();
    found.iter().find(|&&meaning| meaning == Meaning::Date).or(found.first()).copied()
}

/// What a column most likely means, by its name.
pub(super) fn likely_meaning(name: &str) -> Option<Meaning> {
    meaning(name).or_else(|| meaning_of_parts(name))
}

/// Which column holds what.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    found: Vec<(Meaning, usize)>,
}

impl Columns {
    /// Reads the names of the columns. Of two columns of the same meaning the first counts; one whose name is known as a
    /// whole comes before one that is told by its parts.
    pub(super) fn of<'a>(header: impl IntoIterator<Item = &'a str>) -> Self {
        let names: Vec<&str> = header.into_iter().collect();
        let mut columns = Self::default();
        for read in [meaning, meaning_of_parts] {
            for (index, name) in names.iter().enumerate() {
                if let Some(meaning) = read(name)
                    && columns.get(meaning).is_none()
                    && columns.meaning_of(index).is_none()
                {
                    columns.found.push((meaning, index));
                }
            }
        }
        columns
    }

    /// What the user says about columns, by their names, outranks these.
    pub(super) fn correct(&mut self, names: &[String], said: &[Column]) {
        for (index, name) in names.iter().enumerate() {
            let Some((_, meaning)) = said.iter().find(|(said, _)| said == name) else {
                continue;
            };
            self.forget(index);
            if let Some(meaning) = meaning {
                self.found.retain(|(found, _)| found != meaning);
                self.found.push((*meaning, index));
            }
        }
    }

    /// What a column is taken for.
    pub(super) fn meaning_of(&self, index: usize) -> Option<Meaning> {
        self.found.iter().find(|&&(_, found)| found == index).map(|&(meaning, _)| meaning)
    }

    /// The column of a meaning.
    pub(super) fn get(&self, meaning: Meaning) -> Option<usize> {
        self.found.iter().find(|(found, _)| *found == meaning).map(|&(_, index)| index)
    }

    /// Takes what a column means away from it: it turned out to hold something else.
    pub(super) fn forget(&mut self, index: usize) {
        self.found.retain(|&(_, found)| found != index);
    }

    /// What a row says, and a date that is none.
    pub(super) fn facts<'a>(&self, row: impl Fn(usize) -> Option<&'a str>) -> (Facts, Option<UnclearDate>) {
        let field = |meaning| {
            let text = row(self.get(meaning)?)?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        // A column of times of publication may hold times of day: what is no day there is no mistake.
        let published = || field(Meaning::Published).and_then(|time| read_date(day_of(&time)).ok());
        let (date, unclear) = match field(Meaning::Date).map(|time| read_date(day_of(&time))) {
            None => (published(), None),
            Some(Ok(date)) => (Some(date), None),
            Some(Err(unclear)) => (None, Some(unclear)),
        };
        let speakers = field(Meaning::Speaker).map(|text| {
            let names = text.split(';').map(str::trim).filter(|name| !name.is_empty());
            names.map(str::to_owned).collect::<Vec<_>>()
        });
        let facts = Facts {
            title: field(Meaning::Title),
            date,
            place: field(Meaning::Place),
            organisation: field(Meaning::Organisation),
            event: field(Meaning::Event),
            speakers: speakers.filter(|names| !names.is_empty()),
            publisher: field(Meaning::Publisher),
            language: field(Meaning::Language),
            furniture: Vec::new(),
        };
        (facts, unclear)
    }
}

/// The day of a time such as `2020-05-26T10:00:00Z`; anything else stays as it is.
fn day_of(time: &str) -> &str {
    let is_part = |(i, b): (usize, u8)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() };
    match time.get(..10) {
        Some(day) if day.bytes().enumerate().all(is_part) && time[10..].starts_with(['T', ' ', 't']) => day,
        _ => time,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_names_are_told_by_their_parts() {
        for (name, expected) in [
            ("utterance_body", Some(Meaning::Text)),
            ("dt_event", Some(Meaning::Date)),
            ("Date of the speech", Some(Meaning::Date)),
            ("spkr", Some(Meaning::Speaker)),
            ("SpeakerFullName", Some(Meaning::Speaker)),
            ("Meeting location", Some(Meaning::Place)),
            ("speech_headline", Some(Meaning::Title)),
            ("title of speech", Some(Meaning::Title)),
            ("eventId", Some(Meaning::Id)),
            ("speaker_id", None),
            ("speaker party", None),
            ("text_length", None),
            ("date_added", None),
            ("place of birth", None),
            ("number of words", None),
            ("remarkable", None),
            ("", None),
        ] {
            assert_eq!(likely_meaning(name), expected, "{name}");
        }
    }

    #[test]
    fn a_name_that_is_known_as_a_whole_comes_first() {
        let columns = Columns::of(["event date of day", "date", "speech_speaker", "talk_text", "text"]);
        let found = |meaning| columns.get(meaning);
        assert_eq!(found(Meaning::Date), Some(1));
        assert_eq!(found(Meaning::Text), Some(4));
        assert_eq!(found(Meaning::Speaker), Some(2));
    }
}
