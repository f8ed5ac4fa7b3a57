//! Words that name an occasion, and how a title leads up to one.

/// How one language speaks of the occasion of a press conference. All in small letters.
pub(in super::super) struct Occasions {
    /// What stands before an occasion that is over: "following".
    pub after: &'static [&'static str],

    /// What stands before an occasion that goes on: "at".
    pub during: &'static [&'static str],

    /// What may be left out at the head: "the", "meeting of the".
    pub heads: &'static [&'static str],

    /// Nouns that an occasion must hold one of.
    pub bodies: &'static [&'static str],

    /// Nouns at the end that add nothing to another body: "meeting".
    pub tails: &'static [&'static str],

    /// Words in small letters that may stand inside.
    pub links: &'static [&'static str],
}

/// English.
pub(in super::super) const ENGLISH: Occasions = Occasions {
    after: &["following", "after", "on the results of", "on the outcome of", "on the outcomes of", "at the end of", "concluding", "ahead of", "before"],
    during: &["at", "during", "on the sidelines of", "on the margins of", "in the course of"],
    heads: &[
        "the", "a", "an", "his", "their", "our", "today’s", "its", "results of", "meeting of", "meetings of", "session of", "sitting of",
        "talks of", "conclusion of", "end of", "regular", "annual", "extraordinary", "joint", "latest", "informal",
    ],
    bodies: &[
        "council", "summit", "conference", "meeting", "session", "forum", "assembly", "congress", "consultations", "talks", "committee",
        "dialogue", "videoconference", "commission", "ministerial", "convention", "roundtable", "symposium", "board", "conclave", "parliament",
    ],
    tails: &["meeting", "meetings", "session", "talks", "sitting"],
    links: &["of", "the", "and", "on", "for", "summit", "meeting", "session", "videoconference", "council", "conference", "forum", "talks", "ministerial", "assembly", "consultations"],
};

/// Russian and Ukrainian, whose nouns stand in the genitive after "по итогам".
pub(in super::super) const RUSSIAN: Occasions = Occasions {
    after: &["по итогам", "по результатам", "после", "за підсумками", "після"],
    during: &["в ходе", "на полях", "на", "в рамках", "під час", "у рамках"],
    heads: &["заседания", "заседании", "встречи", "совещания", "очередного", "внеочередного", "ежегодного", "переговоров", "совместного", "засідання", "зустрічі"],
    bodies: &[
        "совета", "совет", "совете", "саммита", "саммите", "саммит", "конференции", "форума", "форуме", "форум", "сессии", "сессия", "ассамблеи", "заседания",
        "комитета", "комиссии", "переговоров", "конгресса", "видеоконференции", "ради", "саміту", "конференції", "форуму", "сесії", "смид",
    ],
    tails: &[],
    links: &[
        "министров", "иностранных", "дел", "глав", "государств", "и", "по", "обороны", "безопасности", "коллективной", "правительств", "стран",
        "участников", "государств-членов", "членов", "в", "формате", "саммита", "форума", "сессии", "міністрів", "закордонних", "справ",
    ],
};

/// French.
pub(in super::super) const FRENCH: Occasions = Occasions {
    after: &["à l’issue", "à l'issue", "après", "à la suite"],
    during: &["lors", "à l’occasion", "à l'occasion", "en marge"],
    heads: &["de la", "de l’", "du", "de", "le", "la", "les", "des", "d’une", "d’un", "réunion du", "réunion de la", "réunion des", "réunion de l’", "réunion", "session du"],
    bodies: &["conseil", "sommet", "conférence", "réunion", "session", "forum", "assemblée", "congrès", "consultations", "comité", "dialogue", "commission", "visioconférence"],
    tails: &[],
    links: &["des", "du", "de", "la", "le", "les", "et", "sur", "l", "ministres", "affaires", "étrangères", "chefs", "pour", "européen", "générale"],
};

/// German.
pub(in super::super) const GERMAN: Occasions = Occasions {
    after: &["nach", "im anschluss an", "zum abschluss"],
    during: &["bei", "beim", "auf", "während", "am rande"],
    heads: &["dem", "der", "des", "den", "die", "das", "einem", "einer", "treffen des", "treffen der", "sitzung des", "sitzung der", "treffen", "sitzung"],
    bodies: &[
        "rat", "rates", "rats", "gipfel", "gipfels", "konferenz", "treffen", "tagung", "forum", "versammlung", "ausschuss", "kommission", "sitzung",
        "europäischen rat", "gipfeltreffen", "ministerrat", "generalversammlung", "sicherheitsrat", "sicherheitskonferenz", "videokonferenz",
    ],
    tails: &[],
    links: &["der", "des", "für", "und", "von", "europäischen", "vereinten"],
};

/// Spanish, Portuguese, Italian.
pub(in super::super) const SPANISH: Occasions = Occasions {
    after: &["tras", "después de", "al término de", "al término del", "al finalizar", "após", "depois de", "dopo", "al termine di", "al termine del", "al termine della"],
    during: &["durante", "en el marco de", "en el marco del", "al margen de", "no âmbito de", "in occasione di", "a margine di"],
    heads: &["la", "el", "los", "las", "un", "una", "o", "a", "il", "lo", "reunión del", "reunión de la", "reunión de", "reunião do", "reunião da", "riunione del", "riunione della", "sesión del"],
    bodies: &[
        "consejo", "cumbre", "conferencia", "reunión", "sesión", "foro", "asamblea", "congreso", "comité", "comisión", "videoconferencia", "conselho",
        "cúpula", "cimeira", "conferência", "reunião", "sessão", "fórum", "assembleia", "consiglio", "vertice", "conferenza", "riunione", "sessione",
        "assemblea",
    ],
    tails: &[],
    links: &["de", "del", "la", "las", "los", "el", "y", "para", "sobre", "ministros", "do", "da", "dos", "das", "e", "di", "dei", "degli", "della", "asuntos", "general", "europeo"],
};

/// Every language, in the order in which they are tried.
pub(in super::super) const ALL: [&Occasions; 5] = [&ENGLISH, &RUSSIAN, &FRENCH, &GERMAN, &SPANISH];

/// Genitives that open an occasion in a Russian or Ukrainian title, and how they are named.
pub(in super::super) const NOMINATIVES: &[(&str, &str)] = &[
    ("совета", "Совет"), ("совете", "Совет"), ("саммита", "саммит"), ("саммите", "саммит"), ("конференции", "конференция"), ("форума", "форум"),
    ("форуме", "форум"), ("сессии", "сессия"), ("ассамблеи", "Ассамблея"), ("комитета", "Комитет"), ("комиссии", "Комиссия"),
    ("ради", "Рада"), ("саміту", "саміт"), ("конференції", "конференція"), ("форуму", "форум"), ("сесії", "сесія"),
];

/// Occasions of the press itself, which are no event that is reported on. Small letters.
pub(in super::super) const PRESS_OCCASIONS: &[&str] = &[
    "news conference", "press conference", "press briefing", "media briefing", "joint news", "joint press", "пресс-конференци", "брифинг",
    "conférence de presse", "pressekonferenz", "conferencia de prensa", "rueda de prensa", "conferência de imprensa", "coletiva", "conferenza stampa", "пресконференц",
];

/// Nouns that end or hold the name of an organisation, in small letters.
pub(in super::super) const ORGANISATIONS: &[&str] = &[
    "organisation", "organization", "union", "nations", "league", "alliance", "commonwealth", "community", "association", "bank", "fund",
    "организации", "организация", "союза", "союз", "наций", "лиги", "альянса", "organisation", "communauté", "ligue", "organización", "unión",
    "organização", "união", "organizzazione", "unione", "vereinten",
];

/// Organisation of a Chinese event: what an occasion ends with.
pub(in super::super) const WIDE_OCCASIONS: &[&str] = &["理事会", "理事會", "峰会", "峰會", "外长会", "外長會", "会议", "會議", "论坛", "論壇", "大会", "大會", "サミット", "会合"];

/// Words that turn up before a Chinese occasion.
pub(in super::super) const WIDE_LEADS: &[&str] = &["出席", "参加", "參加", "主持", "关于", "關於", "就"];
