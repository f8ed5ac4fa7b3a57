//! Whole transcripts in miniature, one for each format and language that the reading promises.

use std::sync::Arc;

use super::read;
use crate::engine::transcript::{
    DateEdit, Edits, Facts, Format, FurnitureEdit, FurnitureReason, LabelShape, Source, Span, Transcript,
    WarningKind,
};

fn read_with(name: &str, text: &str, facts: &Facts, edits: &Edits) -> Transcript {
    let source = Source { path: name.to_owned(), format: Format::Text, encoding: "UTF-8".to_owned() };
    read(source, Arc::from(text), facts, edits)
}

fn read_text(text: &str) -> Transcript {
    read_with("speech.txt", text, &Facts::default(), &Edits::default())
}

/// Kinds of the turns as letters, each with its speaker: `o:Jane Doe q a:Jane Doe`.
fn turns(t: &Transcript) -> String {
    let turn = |turn: &crate::engine::transcript::Turn| {
        let kind = if turn.kind.as_str() == "other" { "x" } else { &turn.kind.as_str()[..1] };
        turn.speaker.as_ref().map_or(kind.to_owned(), |speaker| format!("{kind}:{speaker}"))
    };
    t.turns.iter().map(turn).collect::<Vec<_>>().join(" ")
}

fn about(t: &Transcript) -> (Option<String>, Option<&str>, Option<&str>) {
    let date = t.meta.date.map(|d| format!("{} {}", d.value, d.source.as_str()));
    (date, t.meta.place.as_deref(), t.meta.language.as_deref())
}

/// One transcript, and what must be read in it: turns, date with source, place, language.
struct Case {
    text: &'static str,
    turns: &'static str,
    date: Option<&'static str>,
    place: Option<&'static str>,
    language: Option<&'static str>,
}

const CASES: &[Case] = &[
    // A Russian ministry: initials glued to the name, the title in the genitive.
    Case {
        text: "Выступление и ответы на вопросы СМИ Министра иностранных дел С.В.Петрова по итогам заседания Совета министров, Минск, 20 июня 2023 года\n\n\
            1234-20-06-2023\n\n\
            Уважаемые коллеги,\n\nМы завершили заседание и обсудили все вопросы, которые стояли на повестке дня.\n\n\
            Вопрос: Как Вы видите будущее организации?\n\nС.В.Петров: Мы видим его хорошим. В 2020 г. мы говорили об этом.\n\n\
            Вопрос (перевод с английского): Что дальше?\n\nС.В.Петров: Дальше будет работа.\n\nИсточник: МИД России",
        turns: "o:С.В.Петров q a:С.В.Петров q a:С.В.Петров",
        date: Some("2023-06-20 title"),
        place: Some("Минск"),
        language: Some("ru"),
    },
    // Ukrainian.
    Case {
        text: "Брифінг\n\n12 квітня 2024 року\n\nПитання: Чи готові ви відповісти на запитання журналістів про зустріч?\n\n\
            Відповідь: Так, ми готові відповісти на всі ваші запитання про сьогоднішню зустріч міністрів.\n\nПитання: Чому?\n\nВідповідь: Бо так треба.",
        turns: "q a q a",
        date: Some("2024-04-12 dateline"),
        place: None,
        language: Some("uk"),
    },
    // French: a no-break space before the colon.
    Case {
        text: "Point de presse du ministre Jean Dupont (Paris, 12 juin 2024)\n\n\
            Question\u{A0}: Pouvez-vous nous dire ce que le Conseil a décidé aujourd’hui\u{A0}?\n\n\
            Jean Dupont\u{A0}: Le Conseil a décidé de poursuivre les consultations avec nos partenaires européens. Il a dit : oui.\n\n\
            Question\u{A0}: Et ensuite\u{A0}?\n\nM. Dupont\u{A0}: Nous verrons.",
        turns: "q a:Jean Dupont q a:Jean Dupont",
        date: Some("2024-06-12 title"),
        place: Some("Paris"),
        language: Some("fr"),
    },
    // German: a supplementary question, an office before the name.
    Case {
        text: "Regierungspressekonferenz vom 20. Juni 2024\n\n\
            Vorsitzende Müller: Ich begrüße Sie zur Regierungspressekonferenz und eröffne die Sitzung für heute.\n\n\
            Frage: Wie bewertet die Bundesregierung die Ergebnisse des Gipfels in der vergangenen Woche?\n\n\
            StS Weber: Wir bewerten sie gut. Es gibt drei Dinge: Frieden, Brot und Arbeit.\n\nZusatzfrage: Am 20. Juni auch?\n\nStS Weber: Ja.\n\n\
            Frage: Warum?\n\nVorsitzende Müller: Vielen Dank.",
        turns: "o:Vorsitzende Müller q a:StS Weber q a:StS Weber q a:Vorsitzende Müller",
        date: Some("2024-06-20 title"),
        place: None,
        language: Some("de"),
    },
    // Spanish with a dash after the full stop.
    Case {
        text: "Rueda de prensa del ministro José Ruiz, Madrid, 21 de junio de 2024\n\n\
            MINISTRO.- Buenos días a todos y muchas gracias por venir a esta rueda de prensa después del Consejo.\n\n\
            PREGUNTA.- ¿Qué ha decidido el Consejo de Ministros?\n\nMINISTRO.- Ha decidido seguir.\n\nPREGUNTA.- ¿Y después?\n\nMINISTRO.- Ya veremos.",
        turns: "o:José Ruiz q a:José Ruiz q a:José Ruiz",
        date: Some("2024-06-21 title"),
        place: Some("Madrid"),
        language: Some("es"),
    },
    // Portuguese, Italian, Polish: words for question and answer.
    Case {
        text: "Entrevista coletiva\n\n21 de junho de 2024\n\nPergunta: O que foi decidido na reunião de hoje com os ministros?\n\nResposta: Foi decidido continuar as conversas com os nossos parceiros.\n\nPergunta: E depois?\n\nResposta: Veremos.",
        turns: "q a q a",
        date: Some("2024-06-21 dateline"),
        place: None,
        language: Some("pt"),
    },
    Case {
        text: "Roma, 21 giugno 2024\n\nDomanda: Che cosa è stato deciso durante la riunione di oggi con i ministri?\n\nRisposta: È stato deciso di continuare i colloqui con i nostri partner europei.\n\nDomanda: E poi?\n\nRisposta: Vedremo.",
        turns: "q a q a",
        date: Some("2024-06-21 dateline"),
        place: Some("Roma"),
        language: Some("it"),
    },
    Case {
        text: "Konferencja prasowa\n\nPytanie: Co zostało ustalone podczas dzisiejszego spotkania z ministrami spraw zagranicznych?\n\nOdpowiedź: Ustaliliśmy, że będziemy kontynuować rozmowy z naszymi partnerami.\n\nPytanie: A potem?\n\nOdpowiedź: Zobaczymy.",
        turns: "q a q a",
        date: None,
        place: None,
        language: Some("pl"),
    },
    // Chinese: agencies ask, the spokeswoman answers.
    Case {
        text: "2024年6月21日外交部发言人王宁主持例行记者会\n\n法新社记者：请问中方对此有何评论？\n\n王宁：中方一贯主张通过对话解决问题。他说：好。我们将继续努力。\n\n\
            《环球时报》记者：能否介绍更多情况？\n\n王宁：稍后会发布消息。\n\n主持人：谢谢大家。",
        turns: "q:法新社记者 a:王宁 q:《环球时报》记者 a:王宁 x:主持人",
        date: Some("2024-06-21 title"),
        place: None,
        language: Some("zh"),
    },
    Case {
        text: "问：中方对会议结果有何评论？各方今后将如何落实？\n答：会议取得了积极成果，中方愿同各方一道落实。\n问：还有别的吗？\n答：没有。",
        turns: "q a q a",
        date: None,
        place: None,
        language: Some("zh"),
    },
    // Japanese with brackets.
    Case {
        text: "大臣会見記録\n\n令和6年6月21日\n\n（記者）本日の閣議について、どのような議論があったのか教えてください。\n\n（答）本日の閣議では、外交政策について議論いたしました。\n\n（記者）ありがとうございます。\n\n（答）はい。",
        turns: "q a q a",
        date: Some("2024-06-21 dateline"),
        place: None,
        language: Some("ja"),
    },
    // Arabic.
    Case {
        text: "مؤتمر صحفي\n\n21 يونيو 2024\n\nسؤال: ما هي نتائج اجتماع مجلس الوزراء الذي عقد اليوم في العاصمة؟\n\nجواب: لقد اتفقنا على مواصلة المشاورات مع شركائنا في المنطقة.\n\nسؤال: ثم ماذا؟\n\nجواب: سنرى.",
        turns: "q a q a",
        date: Some("2024-06-21 dateline"),
        place: None,
        language: Some("ar"),
    },
    // The American press room: capitals, Q with a gap, times of beginning and end.
    Case {
        text: "Press Briefing by Press Secretary Jane Doe, January 20, 2021\n\nJames S. Brady Press Briefing Room\n\n7:06 P.M. EST\n\n\
            MS. DOE:  Good evening, everyone.  Thank you for joining us on this day.  (Laughter.)\n\n\
            Q\u{A0}\u{A0}\u{A0} Thanks, Jane.  So, on this: What will the President do?\n\nMS. DOE:  He will go.\n\nQ    And then?\n\nMS. DOE:  He will stay.\n\n7:37 P.M. EST",
        turns: "o:Jane Doe q a:Jane Doe q a:Jane Doe",
        date: Some("2021-01-20 title"),
        place: None,
        language: Some("en"),
    },
    // A time of day in a zone that nobody listed is no title, and nobody's name.
    Case {
        text: "*Via Teleconference*\n\n9:17 P.M. ICT\n\nAIDE:  Hello, everyone.  Thank you for your patience on this long evening.\n\n\
            Q    Where is the President now?\n\nSENIOR OFFICIAL:  He is on his way.\n\nQ    And then?\n\nSENIOR OFFICIAL:  He will rest.",
        turns: "x:Aide q a:Senior Official q a:Senior Official",
        date: None,
        place: None,
        language: Some("en"),
    },
    // Capitals with a full stop, journalists by name, wrapped lines.
    Case {
        text: "Transcript of Chair Poe’s Press Conference\nMarch 20, 2024\n\n\
            CHAIR POE.  Good afternoon.  My colleagues and I remain squarely focused\n\
            on our dual mandate to promote maximum employment and stable prices for\n\
            the American people.  The economy has made considerable progress toward\n\
            both of these objectives over the course of the last year or so.\n\n\
            MICHELLE ROE.  Thank you.  Could you tell us whether the Committee thinks\n\
            that the rate is high enough?\n\n\
            CHAIR POE.  We think that it is.  We do not say so lightly, and we would\n\
            not hesitate to do more.\n\n\
            JOHN LEE.  And when will you cut?\n\n\
            CHAIR POE.  Not soon.",
        turns: "o:Chair Poe q:Michelle Roe a:Chair Poe q:John Lee a:Chair Poe",
        date: Some("2024-03-20 dateline"),
        place: None,
        language: Some("en"),
    },
    // Markdown in bold, and a moderator.
    Case {
        text: "# Press conference in Geneva, June 21, 2024\n\n**Moderator:** Good morning and welcome to all of you who came here today.\n\n\
            **Jane Doe:** Thank you. I will be brief, and then I am ready for your questions.\n\n**Question:** Why now?\n\n**Jane Doe**: Because it matters.\n\n**Question**: Will you stay?\n\n**Jane Doe:** I will.",
        turns: "x:Moderator o:Jane Doe q a:Jane Doe q a:Jane Doe",
        date: Some("2024-06-21 title"),
        place: Some("Geneva"),
        language: Some("en"),
    },
    // A lead by the editor above the speaker's own label; a journalist who follows up under her name.
    Case {
        text: "Press conference of President of Ruritania Rudolf Elphberg\n\nRudolf Elphberg answered journalists’ questions on the results of the meeting.\n\n\
            President of Ruritania Rudolf Elphberg: Good afternoon. Let us begin with your questions, as we always do at these meetings here in the palace.\n\n\
            Question: Anna Roe, Daily News. Will you marry?\n\nRudolf Elphberg: That is a good question, and I have been asked it many times before this.\n\nAnna Roe: So you will.\n\nRudolf Elphberg: I did not say that.\n\n\
            Question: What of Strelsau?\n\nRudolf Elphberg: It stands.",
        turns: "x o:Rudolf Elphberg q a:Rudolf Elphberg q:Anna Roe a:Rudolf Elphberg q a:Rudolf Elphberg",
        date: None,
        place: None,
        language: Some("en"),
    },
    // A joint conference: each opens, both answer.
    Case {
        text: "Joint press conference by President Jane Doe and Prime Minister John Roe, Oslo, June 21, 2024\n\n\
            President Doe: We have had a very good meeting today and I want to thank my friend for his hospitality.\n\n\
            Prime Minister Roe: Thank you. It was a pleasure to have you here with us in our capital.\n\nQuestion: Who leads?\n\nPresident Doe: We both do.\n\nPrime Minister Roe: Indeed.",
        turns: "o:Jane Doe o:John Roe q a:Jane Doe a:John Roe",
        date: Some("2024-06-21 title"),
        place: Some("Oslo"),
        language: Some("en"),
    },
    // News and statements without labels are one turn.
    Case {
        text: "Talks go on in the capital\n\nWASHINGTON: The ministry said on Monday that talks will go on. There are three things: peace, bread and work.\n\nFor example: peace. The spokesman said: “We will see.”",
        turns: "x",
        date: None,
        place: None,
        language: Some("en"),
    },
    Case {
        text: "Statement by Minister Jane Doe\n\nWe have decided to go on. We met on June 21, 2024 and we talked about everything that matters to us.\n\nNote: this matters.",
        turns: "o:Jane Doe",
        date: None,
        place: None,
        language: Some("en"),
    },
];

#[test]
fn formats_and_languages() {
    for case in CASES {
        let t = read_text(case.text);
        assert_eq!(turns(&t), case.turns, "{}", case.text);
        assert_eq!(about(&t), (case.date.map(str::to_owned), case.place, case.language), "{}", case.text);
        let has_labels = !t.warnings.iter().any(|w| w.kind == WarningKind::NoTurns);
        assert_eq!(has_labels, t.turns.len() > 1, "{}", case.text);
    }
}

const PLAIN: &str = "Question: Why did you come here today of all days?\n\nJane Doe: Because I was asked to come by my friends.\n\nQuestion: Who asked?\n\nJane Doe: They did.";

#[test]
fn facts_fill_and_edits_outrank() {
    let day = |text: &str| text.parse().expect("a date");
    let facts = Facts {
        title: Some("From the table".into()),
        date: Some(day("2020-01-02")),
        place: Some("Minsk".into()),
        organisation: Some("CIS".into()),
        event: Some("CIS Council".into()),
        speakers: Some(vec!["Jane Doe".into()]),
        publisher: Some("Ministry".into()),
        language: Some("fr".into()),
        furniture: Vec::new(),
    };
    let t = read_with("2019-03-04.txt", PLAIN, &facts, &Edits::default());
    assert_eq!(t.meta.title, "From the table");
    assert_eq!(about(&t), (Some("2020-01-02 metadata".into()), Some("Minsk"), Some("en")));
    assert_eq!(
        (t.meta.organisation.as_deref(), t.meta.event.as_deref(), t.meta.publisher.as_deref()),
        (Some("CIS"), Some("CIS Council"), Some("Ministry"))
    );

    let titled = format!("Remarks by Jane Doe, Oslo, June 21, 2024\n\n{PLAIN}");
    let t = read_with("2019-03-04.txt", &titled, &facts, &Edits::default());
    assert_eq!(t.meta.title, "Remarks by Jane Doe, Oslo, June 21, 2024");
    assert_eq!(about(&t), (Some("2024-06-21 title".into()), Some("Oslo"), Some("en")));
    assert!(t.warnings.iter().any(|w| w.kind == WarningKind::DateConflict), "the table says otherwise");

    let edits = Edits {
        title: Some("Mine".into()),
        date: Some(DateEdit::On(day("2001-02-03"))),
        place: Some(String::new()),
        speakers: Some(vec!["Max Roe".into()]),
        organisation: Some("OSCE".into()),
        event: Some(" ".into()),
        publisher: Some(String::new()),
        language: Some("no".into()),
        ..Edits::default()
    };
    let t = read_with(
        "2019-03-04.txt",
        &format!("We have come to an end. It was good to be here.\n\n{PLAIN}"),
        &facts,
        &edits,
    );
    assert_eq!(t.meta.title, "Mine");
    assert_eq!(about(&t), (Some("2001-02-03 user".into()), None, Some("no")));
    let meta = &t.meta;
    assert_eq!((meta.organisation.as_deref(), &meta.event, &meta.publisher), (Some("OSCE"), &None, &None));
    assert_eq!(turns(&t), "o:Max Roe q a:Jane Doe q a:Jane Doe");
    assert_eq!(t.meta.speakers, ["Max Roe"]);

    let undated = Edits { date: Some(DateEdit::Undated), ..Edits::default() };
    let t = read_with("2019-03-04.txt", &titled, &facts, &undated);
    assert_eq!(t.meta.date, None);
    assert!(t.warnings.iter().any(|w| w.kind == WarningKind::NoDate));
}

/// Seen on pages of the European Union: a question in bold letters, and the answer below it without a label.
#[test]
fn what_follows_a_question_in_bold_answers_it() {
    let text = "# Doorstep by Foreign Minister Jane Doe\n\nVilnius, 12 July 2023\n\n\
        **Q: Is the country ready to join?**\n\nIts future is in the alliance.\n\nWe have said so before.\n\n\
        **Q: Will the sanctions be lifted?**\n\n**And when?**\n\nNo. They will remain.\n\n**Check against delivery!**";
    let t = read_text(text);
    assert_eq!(turns(&t), "q a:Jane Doe q a:Jane Doe");
    let paragraphs: Vec<&str> = t.paragraphs.iter().map(|p| t.slice(p.span)).collect();
    assert_eq!(
        paragraphs,
        [
            "Is the country ready to join?",
            "Its future is in the alliance.",
            "We have said so before.",
            "Will the sanctions be lifted?",
            "And when?",
            "No. They will remain.",
            "Check against delivery!",
        ]
    );
    // Where only the label is bold, the next paragraph goes on with the question.
    let t = read_text(
        "**Question:** Is it?\n\nI ask again.\n\n**Answer:** It is.\n\n**Question:** Why?\n\n**Answer:** So.",
    );
    assert_eq!(turns(&t), "q a q a");
    // And so it does where a question in bold was the last one.
    let t = read_text(
        "**Question: Is it?**\n\n**Question:**\n\nI ask again.\n\n**Answer:** It is.\n\n**Question:** Why?\n\n**Answer:** So.",
    );
    assert_eq!(turns(&t), "q q a q a");
}

#[test]
fn the_user_says_what_marks_a_label() {
    let text =
        "JANE DOE\nThank you all for coming today.\n\nVOICE\nWhat about the ferry?\n\nMax Roe: It is late.\n";
    let with = |labels: Option<&[LabelShape]>| {
        let edits = Edits { labels: labels.map(<[_]>::to_vec), ..Edits::default() };
        let t = read_with("a.txt", text, &Facts::default(), &edits);
        t.turns.iter().filter_map(|turn| Some(t.slice(turn.label?).to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(with(Some(&[])), Vec::<String>::new());
    assert_eq!(with(Some(&[LabelShape::OwnLine])), ["JANE DOE", "VOICE"]);
    assert_eq!(with(Some(&[LabelShape::Colon])), ["Max Roe:"]);
    assert_eq!(with(Some(&[LabelShape::Colon, LabelShape::OwnLine])).len(), 3);
}

#[test]
fn the_user_restores_and_marks_lines() {
    let text =
        format!("Share this page\n\nRemarks by Jane Doe\n\n{PLAIN}\n\nRead more\n\nTags: ferry, sea\n");
    let read = |furniture: Vec<FurnitureEdit>| {
        let edits = Edits { furniture, ..Edits::default() };
        read_with("a.txt", &text, &Facts::default(), &edits)
    };
    let of = |words: &str, is_furniture| {
        let start = text.find(words).unwrap();
        FurnitureEdit { span: Span::new(start, start + words.len()), is_furniture }
    };
    let pieces = |t: &Transcript| -> Vec<String> {
        t.furniture.iter().map(|f| format!("{}: {}", f.reason.as_str(), t.slice(f.span).trim())).collect()
    };
    let found = read(Vec::new());
    assert!(found.furniture.iter().all(|piece| piece.reason != FurnitureReason::ByHand));
    let marked = read(vec![of("Because I was", true)]);
    assert!(
        pieces(&marked)
            .iter()
            .any(|piece| piece.starts_with("marked by you: ") && piece.contains("Because I was")),
        "{:?}",
        pieces(&marked)
    );
    let restored = read(vec![of("Because I was", true), of("Because I was", false)]);
    assert_eq!((&restored.turns, &restored.furniture), (&found.turns, &found.furniture));
    let first = read(vec![of("Share this page", false)]);
    assert!(!pieces(&first).iter().any(|piece| piece.contains("Share")), "{:?}", pieces(&first));
    assert_eq!(first.slice(first.turns[0].span).lines().next(), Some("Share this page"));
}

#[test]
fn dates_by_trust() {
    let date = |name: &str, head: &str, facts: &Facts| {
        about(&read_with(name, &format!("{head}{PLAIN}"), facts, &Edits::default())).0
    };
    let none = Facts::default();
    let table = Facts { date: "2024-06-20".parse().ok(), ..Facts::default() };
    assert_eq!(date("talk-20240621.txt", "", &none).as_deref(), Some("2024-06-21 file-name"));
    assert_eq!(date("talk-20240621.txt", "", &table).as_deref(), Some("2024-06-20 metadata"));
    assert_eq!(date("a.txt", "676-12-04-2024\n\n", &none).as_deref(), Some("2024-04-12 document-number"));
    assert_eq!(date("a.txt", "676-12-04-2024\n\n", &table).as_deref(), Some("2024-04-12 document-number"));
    assert_eq!(date("a.txt", "Remarks\n\nJune 10, 2022\n\n", &table).as_deref(), Some("2022-06-10 dateline"));
    assert_eq!(
        date("a.txt", "---\ndate: 2021-01-20\ntitle: Remarks, June 10, 2022\n---\n\n", &table).as_deref(),
        Some("2021-01-20 front-matter")
    );
    // A stamp is a day late by nature; the day that it follows is that of the event.
    assert_eq!(
        date("a.txt", "21 June 2024 17:51\n\nRemarks\n\n", &none).as_deref(),
        Some("2024-06-21 dateline")
    );
    assert_eq!(
        date("a.txt", "21 June 2024 17:51\n\nRemarks\n\n", &table).as_deref(),
        Some("2024-06-20 metadata")
    );
    assert_eq!(
        date("a.txt", "21 June 2024 17:51\n\nRemarks, Oslo, June 19, 2024\n\n", &none).as_deref(),
        Some("2024-06-19 title")
    );
    // What a title tells about has a day of its own.
    let jubilee = "Remarks on the anniversary of the treaty (4 April 1949)\n\n";
    assert_eq!(
        date("a.txt", &format!("{jubilee}Oslo, 4 April 2023\n\n"), &none).as_deref(),
        Some("2023-04-04 dateline")
    );
    assert_eq!(date("a.txt", jubilee, &none), None);
    assert_eq!(
        date("a.txt", "Speech on the anniversary of the victory, May 9, 2022\n\n", &none).as_deref(),
        Some("2022-05-09 title")
    );
    let agreed = "Statement on the agreement of 5 May 2011\n\n";
    assert_eq!(
        date("a.txt", &format!("{agreed}Oslo, 4 April 2023\n\n"), &none).as_deref(),
        Some("2023-04-04 dateline")
    );
    assert_eq!(date("a.txt", &format!("{agreed}15:38\n\n"), &none).as_deref(), Some("2011-05-05 title"));
    let speech = "Discours du 21 juin 2024\n\n22 juin 2024\n\n";
    assert_eq!(date("a.txt", speech, &none).as_deref(), Some("2024-06-21 title"));
    assert_eq!(
        date("a.txt", "Press conference (Oslo, 4 April 2023)\n\n", &none).as_deref(),
        Some("2023-04-04 title")
    );
    // Neither running text nor half a date nor an order of numbers that could be swapped.
    assert_eq!(
        date("a.txt", "Remarks on June 10\n\n03/04/2020\n\nWe met on 21 June 2024 in Oslo.\n\n", &none),
        None
    );
}

#[test]
fn conflicts_between_dates() {
    let conflict = |head: &str, facts: &Facts| {
        let t = read_with("a.txt", &format!("{head}{PLAIN}"), facts, &Edits::default());
        t.warnings.into_iter().find(|w| w.kind == WarningKind::DateConflict).map(|w| w.message)
    };
    let table = Facts { date: "2024-06-20".parse().ok(), ..Facts::default() };
    assert_eq!(
        conflict("Remarks, Oslo, June 19, 2024\n\n", &table).as_deref(),
        Some("The title gives 2024-06-19, the table gives 2024-06-20. Check the day of the event.")
    );
    assert!(conflict("21 June 2024 17:51\n\nRemarks, Oslo, June 1, 2024\n\n", &Facts::default()).is_some());
    assert_eq!(conflict("21 June 2024 17:51\n\nRemarks, Oslo, June 19, 2024\n\n", &Facts::default()), None);
    assert_eq!(conflict("21 June 2024 17:51\n\nRemarks\n\n", &table), None);
    let told = |line: &str| {
        conflict(&format!("Statement on the war since 24 February 2022\n\n{line}\n\n"), &Facts::default())
    };
    assert_eq!(told("Berlin, 24 February 2023"), None, "what is told of is no other date of the event");
    assert!(told("Berlin, 24 March 2022").is_some());
}

/// Interviews of Arabic channels: the presenter asks, and only an office stands before the answers.
#[test]
fn who_leads_an_interview_asks() {
    let interview = |host: &str, office: &str| {
        format!(
            "{host}: Thank you for being here. What is your position?\n\n{office}: We call for peace.\n\n\
             {host}: And the talks?\n\n{office}: They go on.\n\n{host}: Thank you."
        )
    };
    for (host, office) in [("Host", "Minister"), ("المذيع", "الوزير"), ("Ведущий", "Министр")]
    {
        let t = read_text(&interview(host, office));
        let kinds: Vec<&str> = t.turns.iter().map(|turn| turn.kind.as_str()).collect();
        assert_eq!(kinds, ["question", "answer", "question", "answer", "other"], "{host}");
    }
    // Where others ask, the moderator only gives the floor.
    let t = read_text(
        "Moderator: Who is first?\n\nQuestion: Why?\n\nJane Doe: So.\n\nModerator: Who is next?\n\nQuestion: How?\n\nJane Doe: Well.",
    );
    assert_eq!(turns(&t), "x:Moderator q a:Jane Doe x:Moderator q a:Jane Doe");
}

#[test]
fn several_paragraphs_and_counter_questions() {
    let t = read_text(
        "Question: Why?\n\nAnd when will it be?\n\nJane Doe: Do they compare me with anyone? Whom?\n\nI find it hard to say.\n\nQuestion: How?\n\nJane Doe: So.",
    );
    assert_eq!(turns(&t), "q a:Jane Doe q a:Jane Doe");
    assert_eq!(
        t.turns.iter().map(|turn| turn.end_paragraph - turn.first_paragraph).collect::<Vec<_>>(),
        [2, 2, 1, 1]
    );
    assert_eq!(t.sentences.len(), 2 + 3 + 1 + 1);
}

#[test]
fn every_line_or_wrapped_lines() {
    let unwrapped = "Question: Why?\nJane Doe: We went there because we had to go.\nIt was late when we came.\nQuestion: How?\nJane Doe: By train.\nThen on foot.";
    let t = read_text(unwrapped);
    assert_eq!((t.turns.len(), t.paragraphs.len()), (4, 6));
    let wrapped = "Q: Why did you go there at all, when everyone knew that it was late and\n\
        that no train would take you back on that day or on the next one?\n\
        A: We went there because we had to go, and it was late when we came to\n\
        the town.  So we took the train.  Then we went on foot, and in the end\n\
        we slept there.\n\
        Q: How did you come back?\n\
        A: By train.";
    let t = read_text(wrapped);
    assert_eq!((t.turns.len(), t.paragraphs.len(), t.sentences.len()), (4, 4, 6));
}

#[test]
fn named_questions_have_a_speaker() {
    let t = read_text(
        "Question (Anna Roe, Daily News): Why?\n\nJane Doe: So.\n\nQuestion from Max Poe: How?\n\nJane Doe: Thus.\n\nQuestion (off mic): When?\n\nJane Doe: Now.",
    );
    assert_eq!(turns(&t), "q:Anna Roe, Daily News a:Jane Doe q:Max Poe a:Jane Doe q a:Jane Doe");
}

#[test]
fn warnings_for_right_to_left_and_lost_characters() {
    let t = read_text("سؤال: ما هي نتائج اجتماع مجلس الوزراء؟\n\nجواب: لقد اتفقنا \u{FFFD} اليوم.");
    let kinds: Vec<_> = t.warnings.iter().map(|w| w.kind).collect();
    assert!(
        kinds.contains(&WarningKind::RightToLeft) && kinds.contains(&WarningKind::LostCharacters),
        "{kinds:?}"
    );
}
