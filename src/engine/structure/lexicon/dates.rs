//! Names of the months, in small letters, in the forms that dates use.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Month names and their usual short forms, January first. A form may serve several languages.
pub(in super::super) const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "января", "январь", "янв", "січня", "січень", "студзеня", "janvier", "janv", "januar", "jänner", "enero", "janeiro",
        "gennaio", "stycznia", "styczeń", "يناير", "كانون الثاني", "ocak", "januari", "ledna", "ιανουαρίου",
    ],
    &[
        "february", "feb", "февраля", "февраль", "фев", "лютого", "лютий", "лютага", "février", "fevrier", "févr", "februar", "febrero",
        "fevereiro", "febbraio", "lutego", "luty", "فبراير", "شباط", "şubat", "februari", "února", "φεβρουαρίου",
    ],
    &[
        "march", "mar", "марта", "март", "березня", "березень", "сакавіка", "mars", "märz", "maerz", "marzo", "março", "marca", "marzec",
        "مارس", "آذار", "mart", "maart", "března", "μαρτίου",
    ],
    &[
        "april", "apr", "апреля", "апрель", "апр", "квітня", "квітень", "красавіка", "avril", "avr", "abril", "aprile", "kwietnia",
        "kwiecień", "أبريل", "ابريل", "نيسان", "nisan", "dubna", "απριλίου",
    ],
    &[
        "may", "мая", "май", "травня", "травень", "мая", "mai", "mayo", "maio", "maggio", "maja", "maj", "مايو", "أيار", "mayıs", "mei",
        "května", "μαΐου",
    ],
    &[
        "june", "jun", "июня", "июнь", "червня", "червень", "чэрвеня", "juin", "juni", "junio", "junho", "giugno", "czerwca", "czerwiec",
        "يونيو", "يونيه", "حزيران", "haziran", "června", "ιουνίου",
    ],
    &[
        "july", "jul", "июля", "июль", "липня", "липень", "ліпеня", "juillet", "juil", "juli", "julio", "julho", "luglio", "lipca",
        "lipiec", "يوليو", "يوليه", "تموز", "temmuz", "července", "ιουλίου",
    ],
    &[
        "august", "aug", "августа", "август", "авг", "серпня", "серпень", "жніўня", "août", "aout", "agosto", "sierpnia", "sierpień",
        "أغسطس", "اغسطس", "آب", "ağustos", "augustus", "augusti", "srpna", "αυγούστου",
    ],
    &[
        "september", "sep", "sept", "сентября", "сентябрь", "сен", "сент", "вересня", "вересень", "верасня", "septembre", "septiembre",
        "setiembre", "setembro", "settembre", "września", "wrzesień", "سبتمبر", "أيلول", "eylül", "září", "σεπτεμβρίου",
    ],
    &[
        "october", "oct", "октября", "октябрь", "окт", "жовтня", "жовтень", "кастрычніка", "octobre", "oktober", "okt", "octubre", "outubro",
        "ottobre", "października", "październik", "أكتوبر", "اكتوبر", "تشرين الأول", "ekim", "října", "οκτωβρίου",
    ],
    &[
        "november", "nov", "ноября", "ноябрь", "ноя", "нояб", "листопада", "листопад", "лістапада", "novembre", "noviembre", "novembro",
        "listopada", "نوفمبر", "تشرين الثاني", "kasım", "νοεμβρίου",
    ],
    &[
        "december", "dec", "декабря", "декабрь", "дек", "грудня", "грудень", "снежня", "décembre", "decembre", "déc", "dezember", "dez",
        "diciembre", "dezembro", "dicembre", "grudnia", "grudzień", "ديسمبر", "كانون الأول", "aralık", "prosince", "δεκεμβρίου",
    ],
];

/// Words before a date that is the day of what was just named, in small letters.
pub(in super::super) const BEFORE_ASIDE: &[&str] =
    &["of", "since", "du", "depuis", "vom", "seit", "del", "desde", "dal", "do", "z", "od", "от", "с", "від", "з"];

/// Stems of words for an anniversary, in small letters.
pub(in super::super) const ANNIVERSARIES: &[&str] = &[
    "anniversar", "anniversaire", "aniversari", "aniversári", "jahrestag", "jubiläum", "годовщин", "юбиле", "річниц", "ювіле", "гадавін",
    "rocznic", "výročí", "yıl dönümü", "yıldönümü", "周年", "週年", "주년", "ذكرى", "επέτει",
];

/// Words that may stand between day, month and year: `21 de junio del 2024`, `21st of June`.
pub(in super::super) const DATE_LINKS: &[&str] = &["de", "del", "of", "do"];

/// Endings of an ordinal day: `21st`, `1er`, `1º`.
pub(in super::super) const ORDINALS: &[&str] = &["st", "nd", "rd", "th", "er", "ère", "re", "º", "°", "ª", "o", "го", "е"];

/// Names of eras and the year before their first, for `令和6年6月21日` and `民國113年4月10日`.
pub(in super::super) const ERAS: &[(&str, i16)] =
    &[("令和", 2018), ("平成", 1988), ("昭和", 1925), ("民國", 1911), ("民国", 1911)];

/// Words that may stand in a line which only says when: weekdays, time zones, "published".
pub(in super::super) const DATE_FILLERS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri",
    "sat", "sun", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье", "lundi", "mardi", "mercredi", "jeudi",
    "vendredi", "samedi", "dimanche", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "lunes", "martes",
    "miércoles", "jueves", "viernes", "sábado", "domingo", "года", "год", "г", "року", "рік", "р", "roku", "r", "at", "a.m", "p.m", "am",
    "pm", "est", "edt", "et", "cst", "cdt", "pst", "pdt", "gmt", "utc", "msk", "мск", "cet", "cest", "bst", "local", "time", "uhr", "h",
    "hrs", "hours", "le", "el", "den", "am", "on", "a", "à", "um", "в", "о", "год.", "a.m.", "p.m.", "jst", "ist", "cest", "eest", "eet",
];

/// Whether a word may stand in a line which only says when.
pub(in super::super) fn is_date_filler(word: &str) -> bool {
    static SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| DATE_FILLERS.iter().copied().collect());
    SET.contains(word)
}

/// Words that say that a date is that of the publication.
pub(in super::super) const PUBLISHED: &[&str] = &[
    "published", "posted", "updated", "last updated", "publication date", "опубликовано", "обновлено", "дата публикации", "опубліковано",
    "оновлено", "publié", "publié le", "mis à jour", "veröffentlicht", "veröffentlicht am", "aktualisiert", "publicado", "publicado el",
    "actualizado", "publicado em", "atualizado", "pubblicato", "aggiornato", "opublikowano", "发布时间", "發布時間", "更新时间", "公開日", "更新日", "نشر", "published on", "posted on", "updated on", "posted at",
];

/// Words before a date that say that it is the day of the event.
pub(in super::super) const DATE_FIELD: &[&str] = &[
    "date", "дата", "datum", "fecha", "data", "日期", "日時", "时间", "時間", "التاريخ", "event date", "дата події",
];
