//! What is flagged, and what must not be.

use proptest::prelude::*;

use super::cues::Cues;
use super::*;

fn in_language(language: &str, old: &str, new: &str) -> Vec<String> {
    let lexicon = Lexicon::of(Some(language));
    let say = |flag: &Flag| {
        let caveat = if flag.caveat.is_some() { " (caveat)" } else { "" };
        format!("{}: {}{caveat}", flag.kind.as_str(), flag.words(old, new))
    };
    flags(old, new, lexicon, lexicon).iter().map(say).collect()
}

fn english(old: &str, new: &str) -> Vec<String> {
    in_language("en", old, new)
}

/// What is expected between two wordings, and the other way round nothing that is not its mirror.
fn expect(language: &str, old: &str, new: &str, expected: &[&str]) {
    assert_eq!(in_language(language, old, new), expected, "{old} | {new}");
    assert_eq!(in_language(language, new, old).len(), expected.len(), "{new} | {old}");
}

#[test]
fn every_language_loads() {
    assert_eq!(Cues::languages(), ["de", "en", "es", "fr", "ru"]);
}

#[test]
fn negations_that_come_and_go() {
    for (old, new, flag) in [
        ("NATO will expand to the east.", "NATO will not expand to the east.", "negation: “not” added"),
        ("We can’t accept this proposal.", "We can accept this proposal.", "negation: “can’t” dropped"),
        ("Russia is our partner.", "Russia is no longer our partner.", "negation: “no longer” added"),
        (
            "We are ready for talks without preconditions.",
            "We are ready for talks with preconditions.",
            "negation: “without” dropped",
        ),
        (
            "They have no intention to deploy missiles there.",
            "They have the intention to deploy missiles there.",
            "negation: “no” dropped",
        ),
    ] {
        expect("en", old, new, &[flag]);
    }
}

#[test]
fn a_missing_negation_is_shown_where_the_word_stands() {
    let (old, new) = ("NATO will expand to the east.", "NATO will not expand to the east.");
    let lexicon = Lexicon::of(Some("en"));
    let found = flags(old, new, lexicon, lexicon);
    let at = old.find("expand").unwrap();
    assert_eq!(found[0].old, Span::new(at, at));
    assert_eq!(found[0].new.of(new), "not");
}

#[test]
fn what_is_no_change_of_negation() {
    for (old, new) in [
        ("The bloc is not only military but also political.", "The bloc is military and also political."),
        ("We cannot but welcome this decision.", "We welcome this decision."),
        ("There is no doubt that the talks were useful.", "The talks were useful."),
        ("It is not acceptable to our country.", "It isn’t acceptable to our country."),
        ("It is not a partner of our country.", "It is no longer a partner of our country."),
        ("We do not want a war in Europe.", "We want peace and security on the continent."),
        ("They did not accept our proposals.", "They refused to accept our proposals."),
        ("They did not accept our proposals.", "They rejected our proposals."),
        ("No. 5 on the list is the treaty.", "Item 5 on the list is the treaty."),
        ("Whether or not they agree, we will respond.", "They agree that we will respond."),
        // Double negation says no less.
        ("Nobody can say that we do not support talks.", "Everybody can say that we support talks."),
    ] {
        let negations: Vec<String> =
            english(old, new).into_iter().filter(|flag| flag.starts_with("negation")).collect();
        assert_eq!(negations, Vec::<String>::new(), "{old} | {new}");
    }
}

#[test]
fn modality_that_shifts() {
    expect(
        "en",
        "All states should respect the treaty.",
        "All states must respect the treaty.",
        &["modality: “should” → “must”"],
    );
    expect(
        "en",
        "The sides must respect the treaty.",
        "The sides have to respect the treaty.",
        &["modality: “must” → “have to” (caveat)"],
    );
    expect(
        "en",
        "The alliance may expand to the east.",
        "The alliance will expand to the east.",
        &["modality: “may” → “will”"],
    );
    expect(
        "en",
        "Countries must respect the treaty on arms.",
        "Countries respect the treaty on arms.",
        &["modality: “must” dropped"],
    );
    // Reported speech shifts tenses.
    expect(
        "en",
        "NATO will expand to the east.",
        "NATO would expand to the east.",
        &["modality: “will” → “would” (caveat)"],
    );
}

#[test]
fn what_is_no_change_of_modality() {
    for (old, new) in [
        ("We have to respect the treaty.", "Everybody has to respect the treaty."),
        ("We met in May 2020 in Moscow.", "We met in 2020 in Moscow."),
        ("On 9 May we celebrate the victory.", "We celebrate the victory."),
        ("May 9 is the day of victory.", "It is the day of victory."),
        ("There is political will for talks.", "There is a wish for talks."),
        ("I would like to welcome the decision.", "I welcome the decision."),
        ("We need to support this work.", "The support of this work is important."),
        ("We can say that the talks were useful.", "We say that the talks were useful."),
    ] {
        let found: Vec<String> =
            english(old, new).into_iter().filter(|flag| flag.starts_with("modality")).collect();
        assert_eq!(found, Vec::<String>::new(), "{old} | {new}");
    }
}

#[test]
fn numbers_are_compared_by_value() {
    for (old, new) in [
        ("Trade grew by 10 % last year.", "Trade grew by 10 percent last year."),
        ("Trade grew by 10% last year.", "Trade grew by ten per cent last year."),
        ("We sent 1,000 tonnes of grain.", "We sent 1 000 tonnes of grain."),
        ("We sent 2.5 million tonnes of grain.", "We sent 2,500,000 tonnes of grain."),
        ("We sent one hundred and fifty trucks.", "We sent 150 trucks."),
        ("We sent twenty-five trucks.", "We sent 25 trucks."),
        ("The two sides signed the treaty.", "The sides signed the treaty."),
        ("A hundred states signed it.", "100 states signed it."),
        ("C5+1 met on the S-400 at 12:30.", "C5 met on the S-400 at 13:45."),
        ("One of them is the treaty.", "The treaty is one of them."),
        ("It is 1/4 to 1/2 percent now.", "It is 0.25 to 0.5 percent now."),
    ] {
        assert_eq!(english(old, new), Vec::<String>::new(), "{old} | {new}");
    }
    expect(
        "en",
        "Trade grew by 10 % last year.",
        "Trade grew by 12 percent last year.",
        &["number: “10 %” → “12 percent”"],
    );
    expect("en", "NATO has thirty members.", "NATO has 32 members.", &["number: “thirty” → “32”"]);
    expect(
        "en",
        "The range is 5-1/4 to 5-1/2 percent.",
        "The range is 5 to 5-1/2 percent.",
        &["number: “5-1/4” → “5”"],
    );
    expect("en", "We sent 500 trucks to them.", "We sent trucks to them.", &["number: “500” dropped"]);
}

#[test]
fn dates_are_compared_as_dates() {
    for (old, new) in [
        ("We signed it on 9 May 2020 in Moscow.", "We signed it on May 9, 2020 in Moscow."),
        ("We signed it on 9 May 2020 in Moscow.", "We signed it in May 2020 in Moscow."),
        ("We signed it on 9 May 2020 in Moscow.", "We signed it in 2020 in Moscow."),
        ("In the 1990s we signed a treaty.", "In the ’90s we signed a treaty."),
        ("In 2014-2015 we signed two treaties.", "In 2014 and 2015 we signed two treaties."),
    ] {
        assert_eq!(english(old, new), Vec::<String>::new(), "{old} | {new}");
    }
    expect(
        "en",
        "We signed it on 9 May 2020 in Moscow.",
        "We signed it on 10 May 2020 in Moscow.",
        &["date: “9 May 2020” → “10 May 2020”"],
    );
    expect(
        "en",
        "The treaty was signed in 1997 in Paris.",
        "The treaty was signed in 1999 in Paris.",
        &["date: “1997” → “1999”"],
    );
    expect("en", "In the 1990s NATO expanded.", "In the 1980s NATO expanded.", &["date: “1990s” → “1980s”"]);
    expect(
        "en",
        "The treaty on arms was signed by both sides in 1997.",
        "The treaty on arms was signed by both sides.",
        &["date: “1997” dropped"],
    );
}

#[test]
fn actors_and_labels() {
    expect(
        "en",
        "We agreed with our partners to continue the dialogue on security.",
        "We agreed with Western states to continue the dialogue on security.",
        &["label: “partners” → “Western states”"],
    );
    expect(
        "en",
        "The Ukrainian government refused to continue the talks on security.",
        "The Ukrainian regime refused to continue the talks on security.",
        &["label: “Ukrainian government” → “Ukrainian regime”"],
    );
    expect(
        "en",
        "We agreed with our partners to continue the talks on security.",
        "We agreed with our colleagues to continue the talks on security.",
        &["label: “partners” → “colleagues” (caveat)"],
    );
    expect(
        "en",
        "We discussed the situation in Ukraine with our neighbours in the region.",
        "We discussed the situation in Moldova with our neighbours in the region.",
        &["actor: “Ukraine” → “Moldova”"],
    );
    expect(
        "en",
        "We discussed security in the region together with Turkey and Iran last week.",
        "We discussed security in the region together with Turkey last week.",
        &["actor: “Iran” dropped"],
    );
    // The rest is rewritten, the name is the same and its label is not.
    expect(
        "en",
        "We have repeatedly suggested to our NATO colleagues that we needed a dialogue.",
        "NATO adversaries arrogantly declined after several proposals of dialogue.",
        &["label: “NATO colleagues” → “NATO adversaries”"],
    );
}

#[test]
fn a_label_beside_another_is_not_replaced() {
    let old = "Our NATO colleagues were told of it many times. NATO members arrogantly turned it down.";
    let new = "NATO members will come to see that they have made a mistake with the whole region.";
    assert_eq!(english(old, new), Vec::<String>::new());
    assert_eq!(english(new, old), Vec::<String>::new());
}

#[test]
fn what_is_the_same_actor() {
    for (old, new) in [
        ("The European Union adopted new sanctions last week.", "The EU adopted new sanctions last week."),
        ("We support the Ukrainian people in this work.", "We support the people of Ukraine in this work."),
        ("President Putin spoke of security in Moscow.", "Vladimir Putin spoke of security in Moscow."),
        ("Our partners know our position well.", "Each partner knows our position well."),
        ("Security in Asia is important. Talks help.", "Talks on security in Asia are important."),
    ] {
        assert_eq!(english(old, new), Vec::<String>::new(), "{old} | {new}");
    }
}

#[test]
fn other_languages() {
    expect(
        "ru",
        "НАТО будет расширяться на восток.",
        "НАТО не будет расширяться на восток.",
        &["negation: “не” added"],
    );
    expect("ru", "Мы не можем не приветствовать это решение.", "Мы приветствуем это решение.", &[]);
    expect(
        "ru",
        "Все государства должны соблюдать договор.",
        "Все государства могут соблюдать договор.",
        &["modality: “должны” → “могут”"],
    );
    expect("ru", "Рост составил 10 процентов за год.", "Рост составил 10 % за год.", &[]);
    expect(
        "ru",
        "Мы отправили 1,5 миллиона тонн зерна.",
        "Мы отправили 2 миллиона тонн зерна.",
        &["number: “1,5 миллиона” → “2 миллиона”"],
    );
    expect(
        "fr",
        "L’alliance acceptera cette proposition.",
        "L’alliance n’acceptera pas cette proposition.",
        &["negation: “n’acceptera” added"],
    );
    expect(
        "fr",
        "Nous acceptons cette proposition de paix.",
        "Nous ne acceptons pas cette proposition de paix.",
        &["negation: “ne” added"],
    );
    expect(
        "fr",
        "Les États doivent respecter le traité.",
        "Les États devraient respecter le traité.",
        &["modality: “doivent” → “devraient”"],
    );
    expect(
        "de",
        "Wir akzeptieren diese Erweiterung.",
        "Wir akzeptieren diese Erweiterung nicht.",
        &["negation: “nicht” added"],
    );
    expect(
        "de",
        "Die Staaten sollten den Vertrag achten.",
        "Die Staaten müssen den Vertrag achten.",
        &["modality: “sollten” → “müssen”"],
    );
    expect(
        "es",
        "Aceptamos esta propuesta de paz.",
        "No aceptamos esta propuesta de paz.",
        &["negation: “No” added"],
    );
    expect("es", "Enviamos 1.000 toneladas de grano.", "Enviamos mil toneladas de grano.", &[]);
    // Of a language without words only numbers are compared.
    expect("it", "Abbiamo 30 membri.", "Abbiamo 32 membri.", &["number: “30” → “32”"]);
    expect("it", "Non accettiamo la proposta.", "Accettiamo la proposta.", &[]);
}

#[test]
fn two_languages_compare_by_numbers_only() {
    let old = "We must not send 30 trucks.";
    let new = "Мы должны отправить 32 машины.";
    let found = flags(old, new, Lexicon::of(Some("en")), Lexicon::of(Some("ru")));
    assert!(found.iter().all(|flag| matches!(flag.kind, FlagKind::Number | FlagKind::Date)), "{found:?}");
}

proptest! {
    #[test]
    fn places_are_places_of_the_texts(
        old in "(not |must |[0-9]{1,4} |May |NATO |partners |é’%,. |ein |word ){0,12}",
        new in "(not |must |[0-9]{1,4} |May |NATO |partners |é’%,. |ein |word ){0,12}",
    ) {
        for language in ["en", "de", "xx"] {
            let lexicon = Lexicon::of(Some(language));
            for flag in flags(&old, &new, lexicon, lexicon) {
                prop_assert!(old.get(flag.old.start..flag.old.end).is_some());
                prop_assert!(new.get(flag.new.start..flag.new.end).is_some());
                prop_assert!(!(flag.old.is_empty() && flag.new.is_empty()));
            }
            prop_assert_eq!(flags(&old, &old, lexicon, lexicon), Vec::<Flag>::new());
        }
    }
}
