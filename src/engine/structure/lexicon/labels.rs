//! Words that stand where a speaker's name could: question, answer, moderator.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// What a label word says about its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in super::super) enum LabelWord {
    /// A question, or somebody whose trade it is to ask.
    Question,

    /// A question, if other signs agree: the word has other uses at the head of a line.
    WeakQuestion,

    /// One letter for a question.
    QuestionLetter,

    /// An answer by the principal speaker.
    Answer,

    /// One letter for an answer.
    AnswerLetter,

    /// Somebody who leads through the event, interprets or helps.
    Moderator,
}

impl LabelWord {
    /// Whether a question stands under it.
    pub(in super::super) fn asks(self) -> bool {
        matches!(self, Self::Question | Self::WeakQuestion | Self::QuestionLetter)
    }
}

/// The label words of one language, in small letters.
struct Words {
    question: &'static [&'static str],
    weak_question: &'static [&'static str],
    question_letter: &'static [&'static str],
    answer: &'static [&'static str],
    answer_letter: &'static [&'static str],
    moderator: &'static [&'static str],
}

const ENGLISH: Words = Words {
    question: &[
        "question", "questions", "reporter", "journalist", "correspondent", "interviewer", "audience member",
        "member of the audience", "unidentified reporter", "unidentified journalist", "unidentified questioner",
        "participant", "voice", "voices", "questioner", "media question", "press question", "student",
        "question from the floor", "follow-up question", "follow-up", "unknown reporter",
    ],
    weak_question: &["press", "media", "audience", "the press", "unidentified speaker", "unidentified", "speaker from the floor", "remark", "interjection"],
    question_letter: &["q"],
    answer: &["answer", "response", "reply"],
    answer_letter: &["a"],
    moderator: &[
        "moderator", "the moderator", "facilitator", "host", "presenter", "emcee", "mc", "operator", "interpreter",
        "the interpreter", "translator", "staff", "aide", "announcer", "master of ceremonies", "white house staff",
        "moderation", "conference operator", "press officer", "stenographer",
    ],
};

const RUSSIAN: Words = Words {
    question: &[
        "вопрос", "вопросы", "журналист", "журналистка", "корреспондент", "корреспондентка", "репортер", "репортёр",
        "реплика", "вопрос из зала", "из зала", "с места", "вопрос журналиста", "дополнительный вопрос", "представитель сми",
    ],
    weak_question: &["пресса", "сми", "зал"],
    question_letter: &["в"],
    answer: &["ответ"],
    answer_letter: &["о"],
    moderator: &["ведущий", "ведущая", "модератор", "переводчик", "переводчица", "диктор"],
};

const UKRAINIAN: Words = Words {
    question: &[
        "питання", "запитання", "журналіст", "журналістка", "кореспондент", "кореспондентка", "із зали", "пытанне", "журналіст зі студії",
    ],
    weak_question: &["преса", "змі"],
    question_letter: &["з"],
    answer: &["відповідь", "адказ"],
    answer_letter: &["в"],
    moderator: &["ведучий", "ведуча", "модераторка", "перекладач", "перекладачка", "вядучы"],
};

const FRENCH: Words = Words {
    question: &[
        "question", "journaliste", "le journaliste", "la journaliste", "un journaliste", "une journaliste", "question de la salle",
        "de la salle", "correspondant", "correspondante",
    ],
    weak_question: &["presse", "la presse", "intervenant", "intervenante"],
    question_letter: &["q"],
    answer: &["réponse", "reponse"],
    answer_letter: &["r"],
    moderator: &[
        "modérateur", "modératrice", "le modérateur", "la modératrice", "animateur", "animatrice", "interprète",
        "présentateur", "présentatrice", "traducteur", "traductrice",
    ],
};

const GERMAN: Words = Words {
    question: &[
        "frage", "fragen", "zusatzfrage", "nachfrage", "zuruf", "journalist", "journalistin", "reporter", "reporterin",
        "fragesteller", "fragestellerin", "zwischenfrage", "zuschauerfrage", "korrespondent", "korrespondentin",
    ],
    weak_question: &["presse", "zusatz", "publikum"],
    question_letter: &["f"],
    answer: &["antwort"],
    answer_letter: &["a"],
    moderator: &["moderator", "moderatorin", "moderation", "dolmetscher", "dolmetscherin", "vorsitz", "gesprächsleiter"],
};

const SPANISH: Words = Words {
    question: &[
        "pregunta", "preguntas", "periodista", "interlocutor", "interlocutora", "reportero", "reportera", "corresponsal",
        "repregunta", "entrevistador", "entrevistadora", "pregunta del público",
    ],
    weak_question: &["prensa", "público"],
    question_letter: &["p"],
    answer: &["respuesta", "contestación"],
    answer_letter: &["r"],
    moderator: &[
        "moderador", "moderadora", "presentador", "presentadora", "conductor", "conductora", "intérprete", "maestro de ceremonias",
        "maestra de ceremonias", "traductor", "traductora",
    ],
};

const PORTUGUESE: Words = Words {
    question: &["pergunta", "perguntas", "jornalista", "questão", "repórter", "entrevistador", "entrevistadora"],
    weak_question: &["imprensa", "plateia"],
    question_letter: &["p"],
    answer: &["resposta"],
    answer_letter: &["r"],
    moderator: &["moderador", "moderadora", "apresentador", "apresentadora", "mediador", "mediadora", "intérprete", "tradutor", "cerimonialista"],
};

const ITALIAN: Words = Words {
    question: &["domanda", "domande", "giornalista", "intervistatore", "intervistatrice", "cronista"],
    weak_question: &["stampa", "pubblico"],
    question_letter: &["d"],
    answer: &["risposta"],
    answer_letter: &["r"],
    moderator: &["moderatore", "moderatrice", "conduttore", "conduttrice", "interprete", "traduttore", "traduttrice"],
};

const POLISH: Words = Words {
    question: &["pytanie", "pytania", "dziennikarz", "dziennikarka", "redaktor", "głos z sali"],
    weak_question: &["prasa", "sala"],
    question_letter: &["p"],
    answer: &["odpowiedź"],
    answer_letter: &["o"],
    moderator: &["prowadzący", "prowadząca", "moderatorka", "tłumacz", "tłumaczka"],
};

const CHINESE: Words = Words {
    question: &[
        "问", "問", "提问", "提問", "记者", "記者", "记者问", "記者問", "问题", "問題", "记者提问", "記者提問", "媒体提问", "媒體提問",
        "匿名", "媒体", "媒體", "追问", "追問", "现场提问", "現場提問",
    ],
    weak_question: &["观众", "觀眾", "听众", "聽眾"],
    question_letter: &[],
    answer: &["答", "答复", "答覆", "回答", "回應", "回应"],
    answer_letter: &[],
    moderator: &["主持人", "主持", "司仪", "司儀", "翻译", "翻譯", "口译", "口譯", "主席台", "工作人员", "工作人員"],
};

const JAPANESE: Words = Words {
    question: &["質問", "記者", "質問者", "問い", "聴衆", "質疑", "ｑ"],
    weak_question: &["会場", "参加者"],
    question_letter: &[],
    answer: &["答え", "応答", "回答者", "ａ"],
    answer_letter: &[],
    moderator: &["司会", "司会者", "通訳", "進行", "事務局", "広報官", "幹事"],
};

const ARABIC: Words = Words {
    question: &["سؤال", "السؤال", "سؤال صحفي", "صحفي", "الصحفي", "صحفية", "الصحفية", "صحافي", "الصحافي", "مراسل", "المراسل", "سوال", "پرسش", "خبرنگار"],
    weak_question: &["الصحافة", "الجمهور"],
    question_letter: &["س"],
    answer: &["جواب", "الجواب", "إجابة", "الإجابة", "رد", "پاسخ"],
    answer_letter: &["ج"],
    moderator: &["مدير الجلسة", "المترجم", "مترجم", "المذيع", "المذيعة", "مقدم", "المقدم", "منسق الجلسة"],
};

/// Languages of which only the plainest words are known.
const OTHERS: Words = Words {
    question: &[
        // Hebrew, Turkish, Hindi, Korean, Czech and Slovak, Serbian, Romanian, Dutch, Swedish, Hungarian, Greek, Vietnamese.
        "שאלה", "עיתונאי", "soru", "gazeteci", "muhabir", "प्रश्न", "सवाल", "पत्रकार", "질문", "기자", "문", "otázka", "novinář",
        "novinářka", "novinár", "pitanje", "novinar", "питање", "новинар", "întrebare", "întrebarea", "ziarist", "vraag",
        "fråga", "kérdés", "újságíró", "ερώτηση", "δημοσιογράφος", "câu hỏi", "hỏi", "phóng viên", "spørsmål", "spørgsmål", "kysymys",
    ],
    weak_question: &[],
    question_letter: &["s", "н"],
    answer: &[
        "תשובה", "cevap", "yanıt", "उत्तर", "जवाब", "답변", "답", "odpověď", "odpoveď", "odgovor", "одговор", "răspuns", "antwoord",
        "svar", "válasz", "απάντηση", "trả lời", "đáp", "vastaus",
    ],
    answer_letter: &["c"],
    moderator: &["사회자", "통역", "moderátor", "moderátorka", "sunucu", "moderatör", "tercüman", "מנחה", "संचालक", "voditelj", "gespreksleider", "συντονιστής"],
};

/// Every table, in the order in which a word that stands in two is looked up.
const ALL: [&Words; 13] = [
    &ENGLISH, &RUSSIAN, &UKRAINIAN, &FRENCH, &GERMAN, &SPANISH, &PORTUGUESE, &ITALIAN, &POLISH, &CHINESE, &JAPANESE, &ARABIC, &OTHERS,
];

/// Pairs of letters that mark question and answer, so that `P` alone in an English text is none.
pub(in super::super) const LETTER_PAIRS: &[(&str, &str)] = &[
    ("q", "a"), ("q", "r"), ("f", "a"), ("p", "r"), ("d", "r"), ("p", "o"), ("в", "о"), ("з", "в"), ("س", "ج"), ("s", "c"), ("н", "х"),
];

/// What a word in small letters says at the head of a turn.
pub(in super::super) fn label_word(word: &str) -> Option<LabelWord> {
    TABLE.get(word).copied()
}

/// Whether words are short enough for a label word; in any letters, with some space between them.
pub(in super::super) fn may_be_label_word(words: &str) -> bool {
    static LONGEST_ASCII: LazyLock<usize> = LazyLock::new(|| {
        TABLE.keys().filter(|word| word.is_ascii()).map(|word| word.len()).max().unwrap_or(0)
    });
    words.len() <= *LONGEST_ASCII + 8 || !words.is_ascii()
}

static TABLE: LazyLock<FxHashMap<&'static str, LabelWord>> = LazyLock::new(|| {
    let mut table = FxHashMap::default();
    for words in ALL {
        let classes = [
            (words.question, LabelWord::Question),
            (words.weak_question, LabelWord::WeakQuestion),
            (words.question_letter, LabelWord::QuestionLetter),
            (words.answer, LabelWord::Answer),
            (words.answer_letter, LabelWord::AnswerLetter),
            (words.moderator, LabelWord::Moderator),
        ];
        for (list, class) in classes {
            for word in list {
                table.entry(*word).or_insert(class);
            }
        }
    }
    table
});

/// Words that end the name of somebody who asks, in languages without spaces: `法新社记者`.
pub(in super::super) const ASKER_ENDINGS: &[&str] = &["记者", "記者", "기자"];

/// Words that end the name of somebody who leads through the event, in languages without spaces: `内閣広報官`.
pub(in super::super) const MODERATOR_ENDINGS: &[&str] = &["主持人", "主持", "司仪", "司儀", "司会", "広報官", "사회자"];

/// Parts of the name of a newspaper, agency or station, in small letters: whoever bears one asks.
pub(in super::super) const MEDIA_PARTS: &[&str] = &[
    "news", "newspaper", "television", "radio", "tv", "press", "media", "broadcasting", "magazine", "gazette", "gazeta", "газета",
    "агентство", "телеканал", "телекомпания", "радио", "журнал", "zeitung", "rundfunk", "fernsehen", "diario", "periódico", "giornale",
    "quotidiano", "jornal", "agencia", "agence", "chaîne", "канал", "газети", "reporter", "correspondent", "journalist", "журналист",
    "корреспондент", "journaliste", "periodista", "giornalista", "jornalista", "dziennikarz",
];

/// Parts of the name of a newspaper, agency or station in languages without spaces.
pub(in super::super) const WIDE_MEDIA_PARTS: &[&str] = &[
    "时报", "時報", "日报", "日報", "晚报", "晚報", "通讯社", "通訊社", "通信社", "新闻", "新聞", "电视", "電視", "广播", "廣播", "周刊", "週刊",
    "通信", "卫视", "衛視", "中央社", "法新社", "路透", "美联社", "美聯社", "新华社", "新華社", "彭博", "网", "網", "ＮＨＫ", "電台", "电台", "テレビ",
];

/// Words at the head of a line with a colon that name no speaker, in small letters.
const NEVER_A_SPEAKER: &[&str] = &[
    // English
    "note", "notes", "source", "sources", "photo", "photos", "video", "read", "see", "also", "related", "tags", "tag", "topics", "topic",
    "keywords", "contact", "contacts", "email", "e-mail", "tel", "phone", "telephone", "fax", "address", "date", "time", "place", "venue",
    "location", "subject", "re", "title", "author", "authors", "updated", "published", "posted", "language", "languages", "category",
    "url", "link", "links", "website", "attachment", "attachments", "annex", "footnote", "example", "conclusion", "conclusions", "summary",
    "background", "introduction", "first", "firstly", "second", "secondly", "third", "thirdly", "fourth", "fifth", "sixth", "one", "two",
    "three", "four", "five", "finally", "lastly", "next", "then", "moreover", "furthermore", "however", "important", "remember", "warning",
    "update", "breaking", "editor", "editors", "correction", "disclaimer", "copyright", "participants", "agenda", "table", "figure",
    "chapter", "part", "section", "article", "point", "item", "step", "day", "today", "yesterday", "tomorrow", "yes", "no", "ok", "okay",
    "well", "so", "but", "and", "or", "the", "a", "an", "this", "that", "these", "those", "he", "she", "it", "we", "they", "i", "you",
    "his", "her", "its", "our", "my", "your", "their", "who", "what", "why", "how", "where", "when", "which", "there", "here", "in",
    "on", "at", "by", "for", "from", "with", "to", "of", "as", "if", "because", "not", "only", "all", "some", "many", "most", "another",
    "other", "share", "follow", "download", "print", "watch", "listen", "view", "more", "latest", "previous", "page", "volume", "issue",
    "press release", "release", "statement", "remarks", "transcript", "speech", "speakers", "duration", "length", "status", "version", "id", "no.", "number",
    "ref", "reference", "references", "document", "file", "deadline", "result", "results", "total", "goal", "objective", "problem",
    "solution", "fact", "facts", "quote", "caption", "image", "credit", "credits", "via", "instead", "meanwhile", "again", "now", "let",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december", "http", "https", "attn", "cc", "from", "sent", "ps", "p.s",
    "thus", "overall", "clearly", "look", "listen", "remember", "and so", "question time", "embargo", "embargoed", "favour", "against", "abstaining", "abstentions",
    // Russian, Ukrainian
    "примечание", "источник", "фото", "видео", "читайте", "смотрите", "теги", "тема", "темы", "контакты", "адрес", "дата", "время",
    "место", "автор", "телефон", "тел", "факс", "ссылка", "пример", "например", "вывод", "итог", "первое", "второе", "третье", "четвертое",
    "во-первых", "во-вторых", "в-третьих", "далее", "и", "а", "но", "он", "она", "они", "мы", "я", "вы", "это", "этот", "что", "как",
    "где", "когда", "почему", "там", "тут", "вот", "да", "нет", "так", "потом", "ещё", "еще", "также", "справка", "справочно", "важно",
    "примітка", "джерело", "відео", "перше", "друге", "третє", "він", "вона", "вони", "ми", "це", "участники", "повестка", "приложение",
    // French
    "note", "source", "photos", "vidéo", "lire", "voir", "contact", "adresse", "date", "lieu", "objet", "sujet", "auteur", "exemple",
    "conclusion", "premièrement", "deuxièmement", "troisièmement", "enfin", "ensuite", "il", "elle", "nous", "vous", "ils", "elles", "je",
    "le", "la", "les", "un", "une", "des", "ce", "cette", "ces", "et", "mais", "ou", "donc", "oui", "non", "résultat", "rappel", "en",
    // German
    "anmerkung", "quelle", "foto", "bild", "siehe", "kontakt", "adresse", "datum", "ort", "thema", "betreff", "autor", "beispiel", "fazit",
    "erstens", "zweitens", "drittens", "viertens", "schließlich", "er", "sie", "wir", "ich", "ihr", "es", "der", "die", "das", "ein",
    "eine", "dies", "diese", "dieser", "und", "aber", "oder", "ja", "nein", "ergebnis", "hinweis", "stand", "erster", "zweiter", "dritter",
    "mein", "meine", "unser", "unsere", "zum", "zur", "im", "am", "wichtig",
    // Spanish, Portuguese, Italian
    "nota", "fuente", "fonte", "foto", "fecha", "lugar", "asunto", "tema", "autor", "ejemplo", "conclusión", "primero", "primera",
    "segundo", "segunda", "tercero", "tercera", "cuarto", "finalmente", "él", "ella", "nosotros", "ellos", "yo", "el", "los", "las", "una", "uno",
    "esto", "este", "esta", "pero", "y", "o", "sí", "resultado", "importante", "data", "local", "assunto", "exemplo", "primeiro", "segundo",
    "ele", "ela", "nós", "eles", "eu", "os", "as", "um", "uma", "isto", "mas", "e", "sim", "não", "primo", "secondo", "terzo", "infine",
    "lui", "lei", "noi", "voi", "loro", "io", "lo", "gli", "questo", "questa", "ma", "sì", "esempio", "oggetto", "luogo",
    // Polish
    "uwaga", "źródło", "zdjęcie", "data", "miejsce", "temat", "przykład", "wniosek", "po", "pierwsze", "drugie", "trzecie", "on", "ona",
    "my", "to", "ale", "tak", "nie",
    // Chinese, Japanese, Korean
    "注", "备注", "備註", "来源", "來源", "出处", "時間", "时间", "地点", "地點", "日期", "日時", "場所", "第一", "第二", "第三", "第四", "一", "二", "三",
    "首先", "其次", "最后", "最後", "例如", "比如", "总之", "總之", "原标题", "编辑", "編輯", "责任编辑", "责编", "责任编校", "摄影", "攝影", "附件", "图片", "標題", "标题",
    "关键词", "關鍵字", "主题", "電話", "电话", "邮箱", "网址", "他", "她", "我", "我们", "我們", "他们", "這", "这", "出典", "注意", "備考", "概要", "日付",
    // Arabic
    "ملاحظة", "المصدر", "مصدر", "صورة", "التاريخ", "المكان", "الموضوع", "مثال", "أولا", "ثانيا", "ثالثا", "أولاً", "ثانياً", "ثالثاً", "هو", "هي", "نحن",
];

/// Whether words at the head of a line with a colon name no speaker; in small letters.
pub(in super::super) fn is_never_a_speaker(words: &str) -> bool {
    static SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| NEVER_A_SPEAKER.iter().copied().collect());
    SET.contains(words)
}

/// What may follow a name in a Chinese or Japanese label: `总理开场发言`.
pub(in super::super) const WIDE_LABEL_TAILS: &[&str] = &["冒頭発言", "冒頭", "発言", "开场发言", "開場發言", "发言", "發言", "致辞", "致辭"];

/// Endings of a Chinese or Japanese clause that introduces words and names no speaker: `他说：`.
pub(in super::super) const WIDE_NO_SPEAKER_ENDINGS: &[&str] = &[
    "说", "說", "道", "表示", "指出", "强调", "強調", "认为", "認為", "问道", "称", "稱", "是", "为", "為", "如下", "点", "點", "包括", "即", "例如", "来看", "來看", "方面", "强调说", "写道", "寫道", "の通り", "こと", "です", "ます",
];
