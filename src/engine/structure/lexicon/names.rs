//! Words around the names of people: offices, forms of address, particles, countries.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Forms of address before a name, in small letters, without full stop.
const HONORIFICS: &[&str] = &[
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "hon", "amb", "gov", "sen", "rep", "gen", "lt", "col", "maj", "adm",
    "capt", "sgt", "rev", "st", "m", "mme", "mlle", "mm", "herr", "frau", "hr", "fr", "sr", "sra", "srta", "señor", "señora", "don",
    "doña", "dom", "dona", "sig", "signor", "signora", "dott", "pan", "pani", "г-н", "г-жа", "господин", "госпожа", "пан", "пані", "тов",
    "lord", "lady", "monsieur", "madame", "senhor", "senhora", "sts", "bm", "bk",
];

/// Offices and the words that make them up, in small letters.
const OFFICES: &[&str] = &[
    // English
    "president", "vice", "minister", "prime", "foreign", "defence", "defense", "secretary", "secretary-general", "general", "chancellor",
    "chair", "chairman", "chairwoman", "chairperson", "governor", "commissioner", "ambassador", "spokesperson", "spokesman",
    "spokeswoman", "senator", "deputy", "director", "director-general", "king", "queen", "prince", "princess", "pope", "sheikh", "mayor",
    "admiral", "colonel", "captain", "lieutenant", "professor", "judge", "justice", "representative", "high", "envoy", "special",
    "acting", "assistant", "under", "under-secretary", "undersecretary", "under-secretary-general", "press", "head", "chief", "premier",
    "emir", "attorney", "administrator", "congressman", "congresswoman", "coordinator", "commander", "state", "treasury", "affairs",
    "finance", "interior", "economy", "health", "trade", "commerce", "vice-president", "co-chair", "majesty", "highness", "excellency",
    "his", "her", "former", "then", "permanent", "principal", "speaker", "leader", "senior", "adviser", "advisor", "official", "us", "u.s",
    "uk", "u.k", "eu", "un", "nato", "federal", "national", "security", "executive", "managing", "joint", "staff", "homeland",
    // French
    "présidente", "président", "ministre", "première", "chancelier", "chancelière", "ambassadeur", "ambassadrice", "porte-parole",
    "secrétaire", "général", "générale", "directeur", "directrice", "gouverneur", "roi", "reine", "commissaire", "haut", "chef",
    "député", "députée", "sénateur", "maire", "étrangères", "affaires", "européennes", "déléguée", "délégué",
    // German
    "bundeskanzler", "bundeskanzlerin", "kanzler", "kanzlerin", "bundespräsident", "präsident", "präsidentin", "minister", "ministerin",
    "bundesminister", "bundesministerin", "außenminister", "außenministerin", "bundesaußenminister", "bundesaußenministerin",
    "staatssekretär", "staatssekretärin", "staatsministerin", "staatsminister", "sprecher", "sprecherin", "regierungssprecher",
    "regierungssprecherin", "botschafter", "botschafterin", "direktor", "direktorin", "generalsekretär", "generalsekretärin",
    "verteidigungsminister", "verteidigungsministerin", "finanzminister", "finanzministerin", "ministerpräsident", "ministerpräsidentin",
    "bundesfinanzminister", "vizekanzler", "stellvertretende", "stellvertretender",
    // Spanish, Portuguese, Italian
    "presidente", "presidenta", "ministro", "ministra", "canciller", "secretario", "secretaria", "subsecretario", "subsecretaria",
    "director", "directora", "gobernador", "gobernadora", "embajador", "embajadora", "portavoz", "vocero", "vocera", "rey", "reina",
    "alcalde", "alcaldesa", "exteriores", "relaciones", "asuntos", "chanceler", "secretário", "secretária", "embaixador", "embaixadora",
    "governador", "governadora", "porta-voz", "diretor", "diretora", "cancelliere", "segretario", "segretaria", "ambasciatore",
    "ambasciatrice", "portavoce", "direttore", "premier", "papa", "doctor", "doctora", "licenciado", "licenciada", "diputado", "senador",
    "consiglio", "esteri", "vicepresidente", "vicepresidenta",
    // Arabic
    "وزير", "الوزير", "وزيرة", "الوزيرة", "الوزراء", "رئيس", "الرئيس", "رئيسة", "الرئيسة", "الأمين", "أمين", "السفير", "سفير", "السفيرة", "سفيرة",
    "المتحدث", "متحدث", "المتحدثة", "الناطق", "ناطق", "الملك", "ملك", "الأمير", "أمير", "ولي", "العهد", "الشيخ", "المستشار", "مستشار", "النائب", "نائب",
    "المدير", "مدير", "الخارجية", "الدفاع", "المبعوث", "مبعوث", "معالي", "سمو", "فخامة", "سعادة", "جلالة",
    // Turkish
    "cumhurbaşkanı", "başbakan", "bakan", "bakanı", "dışişleri", "sözcü", "sözcüsü", "büyükelçi", "büyükelçisi", "başkan", "başkanı", "sekreter", "sekreteri",
    // Polish
    "prezydent", "premier", "kanclerz", "sekretarz", "rzecznik", "rzeczniczka", "ambasador", "marszałek", "wicepremier", "szef",
];

/// Stems of Cyrillic offices, which are inflected in titles.
const OFFICE_STEMS: &[&str] = &[
    "президент", "министр", "премьер", "председател", "секретар", "генсек", "генеральн", "посол", "посла", "представител", "официальн",
    "глав", "директор", "губернатор", "депутат", "канцлер", "заместител", "корол", "пресс-секретар", "патриарх", "спикер", "мэр",
    "міністр", "прем'єр", "прем’єр", "голов", "речни", "речниц", "заступни", "представни", "постоянн", "специальн", "верховн", "руководител",
];

/// Those of the words of offices that hold none alone, in small letters: fields, bodies, ranks.
const OFFICE_FIELDS: &[&str] = &[
    "foreign", "defence", "defense", "high", "special", "acting", "assistant", "under", "press", "state", "treasury", "affairs",
    "finance", "interior", "economy", "health", "trade", "commerce", "his", "her", "former", "then", "permanent", "principal", "senior",
    "us", "u.s", "uk", "u.k", "eu", "un", "nato", "federal", "national", "security", "executive", "joint", "staff", "homeland",
    "الخارجية", "الدفاع", "الوزراء", "العهد", "dışişleri", "étrangères", "affaires", "européennes", "exteriores", "relaciones", "asuntos", "consiglio", "esteri",
];

/// Offices in languages without spaces; they follow a surname or come before a name.
pub(in super::super) const WIDE_OFFICES: &[&str] = &[
    "总统", "總統", "主席", "总理", "總理", "部长", "部長", "外长", "外長", "发言人", "發言人", "秘书长", "秘書長", "大臣", "首相", "総理", "長官", "会長", "総裁",
    "院长", "院長", "市长", "市長", "次长", "次長", "司长", "司長", "大使", "局长", "局長", "总书记", "總書記", "委员长", "報道官", "大統領", "外相", "知事", "総理", "長官", "報道官", "広報官", "官房長官",
];

/// Words that may stand inside a name in small letters.
const PARTICLES: &[&str] = &[
    "of", "the", "and", "for", "de", "del", "de la", "la", "las", "los", "le", "du", "des", "d", "di", "da", "do", "dos", "das", "della",
    "von", "van", "der", "den", "zu", "zur", "für", "y", "e", "al", "el", "bin", "bint", "ibn", "ben", "ter", "ten", "af", "av", "och",
    "und", "et", "и", "по", "pour", "per", "para", "à", "w", "z", "st",
];

/// Names of countries and unions as they follow an office, in small letters.
const COUNTRIES: &[&str] = &[
    "russia", "the russian federation", "russian federation", "belarus", "the republic of belarus", "republic of belarus", "ukraine",
    "kazakhstan", "the republic of kazakhstan", "republic of kazakhstan", "kyrgyzstan", "the kyrgyz republic", "kyrgyz republic",
    "tajikistan", "armenia", "azerbaijan", "georgia", "moldova", "uzbekistan", "turkmenistan", "china", "japan", "india", "pakistan",
    "iran", "iraq", "israel", "turkey", "türkiye", "saudi arabia", "egypt", "syria", "lebanon", "jordan", "qatar", "kuwait", "oman",
    "the united arab emirates", "united arab emirates", "yemen", "afghanistan", "mongolia", "north korea", "south korea", "korea",
    "the republic of korea", "vietnam", "thailand", "malaysia", "indonesia", "singapore", "the philippines", "philippines", "myanmar",
    "cambodia", "laos", "bangladesh", "sri lanka", "nepal", "australia", "new zealand", "canada", "mexico", "brazil", "argentina", "chile",
    "colombia", "peru", "venezuela", "cuba", "bolivia", "ecuador", "uruguay", "paraguay", "costa rica", "panama", "guatemala", "nicaragua",
    "the united states", "united states", "the united states of america", "united states of america", "usa", "france", "germany", "italy",
    "spain", "portugal", "poland", "hungary", "romania", "bulgaria", "greece", "austria", "switzerland", "belgium", "the netherlands",
    "netherlands", "luxembourg", "denmark", "norway", "sweden", "finland", "iceland", "ireland", "estonia", "latvia", "lithuania",
    "czechia", "the czech republic", "czech republic", "slovakia", "slovenia", "croatia", "serbia", "montenegro", "north macedonia",
    "albania", "kosovo", "bosnia and herzegovina", "cyprus", "malta", "the united kingdom", "united kingdom", "great britain", "britain",
    "england", "scotland", "wales", "south africa", "nigeria", "kenya", "ethiopia", "ghana", "senegal", "mali", "algeria", "morocco",
    "tunisia", "libya", "sudan", "south sudan", "somalia", "uganda", "tanzania", "rwanda", "zimbabwe", "zambia", "angola", "mozambique",
    "namibia", "cameroon", "niger", "chad", "taiwan", "the european union", "european union", "the european commission",
    "european commission", "the european council", "the republic of india", "republic of india", "the prc", "the dprk",
    "россия", "россии", "российской федерации", "рф", "белоруссии", "беларуси", "республики беларусь", "казахстана", "республики казахстан",
    "украины", "армении", "киргизии", "таджикистана", "украина", "україна", "україни", "сша", "франции", "германии", "китая", "кнр", "беларусь", "казахстан",
    "deutschland", "frankreich", "russland", "usa", "españa", "méxico", "mexico", "la france", "france", "brasil", "italia",
];

fn set(words: &'static [&'static str]) -> FxHashSet<&'static str> {
    words.iter().copied().collect()
}

/// A form of address, in small letters and without its full stop.
pub(in super::super) fn is_honorific(word: &str) -> bool {
    static SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(HONORIFICS));
    SET.contains(word)
}

/// An office or part of one, in small letters.
pub(in super::super) fn is_office(word: &str) -> bool {
    static SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(OFFICES));
    SET.contains(word) || (!word.is_ascii() && OFFICE_STEMS.iter().any(|stem| word.starts_with(stem)))
}

/// An office that somebody holds, and not only a part of one, in small letters.
pub(in super::super) fn is_held_office(word: &str) -> bool {
    is_office(word) && !OFFICE_FIELDS.contains(&word)
}

/// A word that may stand inside a name in small letters.
pub(in super::super) fn is_particle(word: &str) -> bool {
    static SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(PARTICLES));
    SET.contains(word)
}

/// The name of a country or union, in small letters.
pub(in super::super) fn is_country(words: &str) -> bool {
    static SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(COUNTRIES));
    SET.contains(words)
}

/// Verbs and prepositions that follow a name in a Chinese or Japanese title.
pub(in super::super) const WIDE_AFTER_NAME: &[&str] = &[
    "主持", "就", "在", "出席", "同", "与", "與", "和", "答", "举行", "舉行", "会见", "會見", "发表", "發表", "接受", "对", "對", "回应", "回應", "谈", "談", "会見", "記者会", "臨時会見",
];

/// Nouns of titles that are never part of a person's name, in small letters.
const TITLE_NOUNS: &[&str] = &[
    "remarks", "statement", "statements", "speech", "address", "press", "news", "conference", "briefing", "interview", "transcript", "answers",
    "questions", "opening", "closing", "joint", "meeting", "council", "summit", "session", "forum", "committee", "commission", "assembly",
    "congress", "report", "award", "ministers", "ministry", "department", "organization", "organisation", "union", "nations", "treaty",
    "security", "collective", "republic", "federation", "ministerial", "weekly", "daily", "regular", "monthly", "media", "availability",
    "readout", "message", "article", "comment", "house", "office", "university", "group", "talks", "visit", "republican", "democratic", "day",
    "выступление", "интервью", "ответы", "вопросы", "сми", "заявление", "брифинг", "совета", "совет", "пресс-конференция", "стенограмма", "слова",
    "вступительное", "комментарий", "организации", "договора", "федерации", "республики", "безопасности", "виступ", "інтерв’ю", "заява",
    "discours", "déclaration", "conférence", "entretien", "conseil", "point-presse", "rede", "pressekonferenz", "erklärung", "statement",
    "interview", "regierungspressekonferenz", "rat", "discurso", "declaración", "conferencia", "rueda", "entrevista", "palabras", "versión",
    "informe", "consejo", "diario", "declaração", "coletiva", "conferência", "discorso", "dichiarazione", "conferenza", "intervista", "wystąpienie",
    "oświadczenie", "konferencja", "wywiad", "website", "site", "agenda", "item", "items", "points", "steps", "action", "relations", "contact", "contacts", "note", "notes", "issue", "topic", "chapter", "part", "section", "annex", "table", "figure", "agreement", "agreements", "western", "reserve", "east", "west", "north", "south",
];

/// A noun of titles that is never part of a name, in small letters.
pub(in super::super) fn is_title_noun(word: &str) -> bool {
    static SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(TITLE_NOUNS));
    SET.contains(word)
}

/// Words before a name that say that the person speaks or is spoken with, in small letters.
pub(in super::super) const BEFORE_SPEAKER: &[&str] = &["by", "with", "of", "from", "par", "de", "avec", "von", "mit", "por", "con", "di", "da", "com", "с", "з"];
