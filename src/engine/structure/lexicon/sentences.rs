//! Abbreviations after which a full stop ends no sentence, and words that mostly begin one.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// After these a capital letter or a number goes on with the sentence. Small letters, last stop left out.
const NEVER_ENDS: &[&str] = &[
    // English
    "mr", "mrs", "ms", "mx", "dr", "prof", "hon", "rev", "sen", "rep", "gov", "gen", "lt", "col", "capt", "maj", "sgt", "adm", "cmdr",
    "amb", "messrs", "st", "mt", "ft", "fig", "figs", "no", "nos", "vol", "pp", "p", "para", "paras", "art", "arts", "sec", "ch", "ed",
    "eds", "vs", "v", "cf", "e.g", "i.e", "viz", "ca", "approx", "dept", "univ", "assn", "bros", "op", "cit", "ibid", "res", "doc",
    "jan", "feb", "apr", "aug", "sept", "oct", "nov", "dec", "tel", "ext", "resp", "incl", "al",
    // Russian, Ukrainian, Belarusian
    "г-н", "г-жа", "гг", "г-на", "г-ном", "ул", "пр", "просп", "пл", "обл", "р-н", "им", "св", "акад", "проф", "доц", "ген", "полк", "см",
    "ср", "стр", "рис", "табл", "т.н", "т.е", "напр", "млн", "млрд", "трлн", "тыс", "руб", "долл", "кв", "куб", "ст", "п", "пп", "гл",
    "тов", "зам", "мин", "т.к", "т.зв", "наприкл", "вул", "ім", "проф", "тис",
    // French
    "m", "mm", "mme", "mmes", "mlle", "mlles", "mgr", "me", "pr", "ste", "av", "bd", "chap", "env", "éd", "fém", "p.ex", "c.-à-d", "réf",
    "janv", "févr", "avr", "juil", "déc",
    // German
    "hr", "fr", "frl", "nr", "bzw", "ca", "d.h", "z.b", "u.a", "o.ä", "abs", "bd", "bspw", "evtl", "ggf", "inkl", "max", "mind", "s", "sog",
    "str", "tel", "u", "usf", "vgl", "v.a", "z.t", "zzgl", "dipl", "ing", "geb", "i.d.r", "i.v", "jh", "jhd", "kap", "okt", "dez", "sts", "bm",
    // Spanish, Portuguese, Italian
    "sr", "sra", "srta", "sres", "sras", "dra", "dña", "d", "ud", "uds", "vd", "gral", "lic", "arq", "ing", "núm", "pág", "págs", "avda", "excmo",
    "excma", "dr", "exmo", "exma", "sig", "sigg", "sig.ra", "dott", "dott.ssa", "on", "avv", "prof.ssa", "n", "pag", "art", "p.ej", "ee", "cap",
    // Polish, Czech
    "np", "tzn", "tzw", "ul", "nr", "godz", "św", "płk", "gen", "min", "mgr", "inż", "wg", "tj", "ob", "č", "tzv", "napr", "např", "mj",
];

/// After these a sentence may end, but goes on unless a word follows that mostly begins one.
const MAY_END: &[&str] = &[
    "u.s", "u.s.a", "u.k", "u.n", "e.u", "d.c", "a.m", "p.m", "etc", "inc", "ltd", "corp", "co", "jr", "sr", "ph.d", "b.a", "m.a", "bros",
    "т.д", "т.п", "др", "пр", "г", "в", "вв", "н.э", "р", "рр", "ст", "usw", "u.s.w", "u.v.m", "ee.uu", "s.a", "itd", "itp", "r", "w", "k.o",
    "co.ltd", "l.l.c", "s.r.l", "b.c", "a.d", "с.г", "т.г",
];

/// Words that mostly begin a sentence where they are written with a capital. Small letters.
const STARTERS: &[&str] = &[
    // English
    "the", "a", "an", "we", "it", "in", "this", "that", "these", "those", "but", "and", "i", "they", "he", "she", "there", "if", "so",
    "as", "at", "on", "for", "our", "my", "his", "their", "its", "you", "what", "when", "where", "why", "how", "who", "now", "then",
    "however", "with", "from", "to", "let", "let’s", "it’s", "i’m", "we’re", "i’ve", "we’ve", "that’s", "there’s", "no", "not", "yes",
    "well", "also", "after", "before", "since", "because", "today", "thank", "thanks", "please", "here", "all", "some", "many", "one",
    "do", "does", "did", "is", "are", "was", "were", "has", "have", "will", "would", "can", "could", "should", "or",
    // Russian
    "в", "на", "мы", "это", "но", "и", "я", "они", "он", "она", "как", "по", "к", "с", "у", "если", "когда", "так", "поэтому", "а", "что",
    "для", "о", "об", "от", "до", "за", "из", "не", "да", "нет", "там", "тут", "мне", "нам", "наш", "наши", "вы", "вот", "то", "эта", "этот",
    "при", "после", "сегодня", "сейчас", "теперь", "потом", "ми", "це", "але", "та", "що", "якщо", "коли", "він", "вона", "вони", "ви",
    // French
    "le", "la", "les", "un", "une", "nous", "je", "il", "elle", "ils", "elles", "ce", "c’est", "cette", "ces", "mais", "et", "dans", "pour",
    "en", "on", "vous", "si", "donc", "notre", "nos", "il y a", "à", "aujourd’hui", "quand", "comme", "j’ai", "qu’est-ce", "au", "aux",
    // German
    "der", "die", "das", "wir", "ich", "es", "sie", "er", "ein", "eine", "und", "aber", "wenn", "dass", "wie", "was", "da", "dann", "so",
    "auch", "für", "mit", "im", "am", "auf", "bei", "nach", "von", "zu", "deshalb", "deswegen", "heute", "diese", "dieser", "dieses",
    "unsere", "unser", "ja", "nein", "man", "hier", "jetzt", "sondern", "denn", "danach", "wer", "wo", "warum",
    // Spanish, Portuguese, Italian
    "el", "los", "las", "una", "nosotros", "yo", "esto", "este", "esta", "pero", "y", "para", "por", "con", "no", "sí", "hay", "es", "son",
    "hoy", "cuando", "como", "porque", "también", "o", "os", "um", "uma", "nós", "eu", "isto", "mas", "e", "não", "il", "lo", "gli", "noi", "io",
    "questo", "questa", "ma", "per", "se", "oggi", "quando", "che",
];

fn set(words: &'static [&'static str]) -> FxHashSet<&'static str> {
    words.iter().copied().collect()
}

/// What a full stop after an abbreviation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Abbreviation {
    /// It never ends a sentence.
    Never,

    /// It ends one if the next word mostly begins one.
    Perhaps,
}

/// What kind of abbreviation a word in small letters is, its last full stop left out.
pub(in super::super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    static NEVER: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(NEVER_ENDS));
    static PERHAPS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(MAY_END));
    if PERHAPS.contains(word) {
        Some(Abbreviation::Perhaps)
    } else if NEVER.contains(word) {
        Some(Abbreviation::Never)
    } else {
        None
    }
}

/// Abbreviations that are also words: they count as short forms only before a number.
pub(in super::super) const ONLY_BEFORE_NUMBER: &[&str] = &[
    "no", "art", "sec", "fig", "res", "doc", "ed", "para", "ch", "al", "ext", "op", "am", "max", "min", "str", "s", "u", "mar", "mind", "me",
    "on", "ob", "cap", "pag", "env", "мин", "п", "им", "ст", "гл", "пл", "see", "ing", "incl", "p", "n", "nr", "v", "ee", "ca", "incl", "pr", "ste", "tel",
];

/// A word in small letters that mostly begins a sentence.
pub(in super::super) fn is_starter(word: &str) -> bool {
    static SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(STARTERS));
    SET.contains(word)
}

/// Endings of internet names that look like a word after a full stop, in small letters.
pub(in super::super) const DOMAIN_ENDINGS: &[&str] = &[
    "com", "org", "net", "gov", "edu", "int", "mil", "info", "ru", "рф", "ua", "by", "kz", "cn", "jp", "de", "fr", "uk", "eu", "us", "io",
    "tv", "dk", "tw", "in", "it", "es", "pl", "ch", "js", "ai",
];
