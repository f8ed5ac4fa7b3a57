//! One small press conference and one news item in each language, written for these tests.

/// A press conference of five turns, and a news item about it.
pub struct Talk {
    pub language: &'static str,
    pub title: &'static str,
    /// Place and date, on a line below the title.
    pub dateline: &'static str,
    pub speaker: &'static str,
    /// The label of a question.
    pub question: &'static str,
    /// The speaker in capitals with a title, where the script has capitals.
    pub capitals: Option<[&'static str; 2]>,
    /// Letters for question and answer, where the language uses any.
    pub letters: Option<[&'static str; 2]>,
    /// Opening, question, answer, question, answer.
    pub turns: [&'static str; 5],
    pub news: [&'static str; 3],
}

pub const DATE: &str = "2024-06-21";

pub const TALKS: [Talk; 9] = [
    Talk {
        language: "en",
        title: "Press conference by the Minister of Transport",
        dateline: "Geneva, June 21, 2024",
        speaker: "Jane Doe",
        question: "Question",
        capitals: Some(["MINISTER DOE", "QUESTION"]),
        letters: Some(["Q", "A"]),
        turns: [
            "Good morning, and thank you all for coming here today.",
            "How long will the work on the bridge last?",
            "It will last for a year, and we will tell you in time.",
            "Who is going to pay for it?",
            "Both countries will pay, each for its own half.",
        ],
        news: [
            "The Minister of Transport met the press in Geneva and spoke about the bridge.",
            "She said the work would last for a year. “We will tell you in time,” she added.",
            "The bridge was built in 1962: it carries some ten thousand cars a day.",
        ],
    },
    Talk {
        language: "ru",
        title: "Пресс-конференция министра транспорта",
        dateline: "Москва, 21 июня 2024 года",
        speaker: "Иван Петров",
        question: "Вопрос",
        capitals: Some(["МИНИСТР ПЕТРОВ", "ВОПРОС"]),
        letters: None,
        turns: [
            "Доброе утро, спасибо всем, кто сегодня пришёл.",
            "Как долго продлятся работы на мосту?",
            "Они продлятся год, и мы сообщим вам вовремя.",
            "Кто будет за это платить?",
            "Платить будут обе страны, каждая за свою половину.",
        ],
        news: [
            "Министр транспорта встретился с журналистами в Москве и рассказал о мосте.",
            "По его словам, работы продлятся год. «Мы сообщим вам вовремя», – добавил он.",
            "Мост построен в 1962 году: по нему проходит около десяти тысяч машин в день.",
        ],
    },
    Talk {
        language: "fr",
        title: "Conférence de presse du ministre des transports",
        dateline: "Genève, le 21 juin 2024",
        speaker: "Hélène Dupré",
        question: "Question",
        capitals: Some(["MINISTRE DUPRÉ", "QUESTION"]),
        letters: None,
        turns: [
            "Bonjour à tous, et merci d’être venus ici aujourd’hui.",
            "Combien de temps dureront les travaux sur le pont ?",
            "Ils dureront un an, et nous vous préviendrons à temps.",
            "Qui va payer ces travaux ?",
            "Les deux pays vont payer, chacun pour sa moitié.",
        ],
        news: [
            "La ministre des transports a rencontré la presse à Genève et parlé du pont.",
            "Selon elle, les travaux dureront un an. « Nous vous préviendrons », a-t-elle ajouté.",
            "Le pont fut construit en 1962 : il porte près de dix mille voitures par jour.",
        ],
    },
    Talk {
        language: "de",
        title: "Pressekonferenz der Verkehrsministerin",
        dateline: "Genf, 21. Juni 2024",
        speaker: "Käthe Müller",
        question: "Frage",
        capitals: Some(["MINISTERIN MÜLLER", "FRAGE"]),
        letters: None,
        turns: [
            "Guten Morgen, ich danke Ihnen allen, dass Sie heute gekommen sind.",
            "Wie lange werden die Arbeiten an der Brücke dauern?",
            "Sie werden ein Jahr dauern, und wir sagen es Ihnen rechtzeitig.",
            "Wer wird dafür bezahlen?",
            "Beide Länder werden bezahlen, jedes für seine Hälfte.",
        ],
        news: [
            "Die Verkehrsministerin traf die Presse in Genf und sprach über die Brücke.",
            "Die Arbeiten würden ein Jahr dauern, sagte sie. „Wir sagen es Ihnen rechtzeitig.“",
            "Die Brücke wurde 1962 gebaut: täglich fahren etwa zehntausend Autos darüber.",
        ],
    },
    Talk {
        language: "es",
        title: "Conferencia de prensa de la ministra de Transportes",
        dateline: "Ginebra, 21 de junio de 2024",
        speaker: "María Núñez",
        question: "Pregunta",
        capitals: Some(["MINISTRA NÚÑEZ", "PREGUNTA"]),
        letters: None,
        turns: [
            "Buenos días, y muchas gracias a todos por venir aquí hoy.",
            "¿Cuánto tiempo durarán las obras en el puente?",
            "Durarán un año, y les avisaremos a ustedes a tiempo.",
            "¿Quién va a pagar las obras?",
            "Los dos países van a pagar, cada uno por su mitad.",
        ],
        news: [
            "La ministra de Transportes se reunió con la prensa en Ginebra y habló del puente.",
            "Dijo que las obras durarán un año. «Les avisaremos a tiempo», añadió la ministra.",
            "El puente se construyó en 1962: lo cruzan unos diez mil coches cada día.",
        ],
    },
    Talk {
        language: "zh",
        title: "交通部长新闻发布会",
        dateline: "日内瓦，2024年6月21日",
        speaker: "王明",
        question: "记者",
        capitals: None,
        letters: Some(["问", "答"]),
        turns: [
            "大家早上好，感谢各位今天来到这里。",
            "桥上的工程会持续多久？",
            "工程将持续一年，我们会及时通知大家。",
            "谁来支付这笔费用？",
            "两国都会支付，各自承担一半。",
        ],
        news: [
            "交通部长在日内瓦会见了媒体，谈到了这座桥。",
            "她说，工程将持续一年。“我们会及时通知大家，”她补充说。",
            "这座桥建于1962年，每天约有一万辆汽车通过。",
        ],
    },
    Talk {
        language: "zh-Hant",
        title: "交通部長新聞發布會",
        dateline: "日內瓦，2024年6月21日",
        speaker: "王明",
        question: "記者",
        capitals: None,
        letters: Some(["問", "答"]),
        turns: [
            "大家早安，感謝各位今天來到這裡。",
            "橋上的工程會持續多久？",
            "工程將持續一年，我們會及時通知大家。",
            "誰來支付這筆費用？",
            "兩國都會支付，各自承擔一半。",
        ],
        news: [
            "交通部長在日內瓦會見了媒體，談到了這座橋。",
            "她說，工程將持續一年。「我們會及時通知大家，」她補充說。",
            "這座橋建於1962年，每天約有一萬輛汽車通過。",
        ],
    },
    Talk {
        language: "ar",
        title: "مؤتمر صحفي لوزير النقل",
        dateline: "جنيف، 21 يونيو 2024",
        speaker: "أحمد سالم",
        question: "سؤال",
        capitals: None,
        letters: Some(["س", "ج"]),
        turns: [
            "صباح الخير، وشكرا لكم جميعا على حضوركم اليوم.",
            "كم من الوقت سيستمر العمل على الجسر؟",
            "سيستمر العمل سنة واحدة، وسنخبركم في الوقت المناسب.",
            "من سيدفع ثمن ذلك؟",
            "ستدفع الدولتان، كل منهما عن نصفها.",
        ],
        news: [
            "التقى وزير النقل بالصحافة في جنيف وتحدث عن الجسر.",
            "وقال إن العمل سيستمر سنة واحدة. وأضاف أنه سيخبرهم في الوقت المناسب.",
            "بني الجسر في عام 1962، وتعبره عشرة آلاف سيارة كل يوم.",
        ],
    },
    Talk {
        language: "uk",
        title: "Пресконференція міністра транспорту",
        dateline: "Київ, 21 червня 2024 року",
        speaker: "Іван Петренко",
        question: "Запитання",
        capitals: Some(["МІНІСТР ПЕТРЕНКО", "ЗАПИТАННЯ"]),
        letters: None,
        turns: [
            "Доброго ранку, дякую всім, хто сьогодні прийшов.",
            "Як довго триватимуть роботи на мості?",
            "Вони триватимуть рік, і ми повідомимо вас вчасно.",
            "Хто за це платитиме?",
            "Платитимуть обидві країни, кожна за свою половину.",
        ],
        news: [
            "Міністр транспорту зустрівся з журналістами в Києві й розповів про міст.",
            "За його словами, роботи триватимуть рік. «Ми повідомимо вас вчасно», – додав він.",
            "Міст збудовано 1962 року: щодня по ньому проїжджає близько десяти тисяч машин.",
        ],
    },
];
