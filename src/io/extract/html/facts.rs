//! What a page says about itself in its head: title, publisher, language, day of publication.

use jiff::civil::Date;
use serde_json::Value;

use super::tree::{Id, ROOT, Step, Tree};
use crate::engine::transcript::Facts;

/// So many nodes of data about the page are looked at.
const MOST_VALUES: usize = 20_000;

/// What a page says about itself.
#[derive(Debug, Default)]
pub(super) struct About {
    /// Title, publisher and language. The day is left out: a page knows when it was published, not when the event was.
    pub facts: Facts,

    /// When it was published.
    pub published: Option<Date>,
}

/// Reads what a page says about itself.
pub(super) fn read(tree: &Tree) -> About {
    let mut found = Found::default();
    tree.walk(ROOT, |step| {
        if let Step::Enter(id) = step {
            found.look(tree, id);
        }
        true
    });
    let site = found.site.filter(|site| !site.is_empty());
    let title = found.headline.or(found.title.map(|title| without_site(&title, site.as_deref())));
    let language = found.language.map(|code| code.replace('_', "-"));
    let is_code = |code: &String| {
        (2..=12).contains(&code.len()) && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let facts = Facts {
        title: title.filter(|title| !title.is_empty()),
        publisher: site,
        language: language
            .filter(is_code)
            .map(|code| code.split('-').next().unwrap_or_default().to_ascii_lowercase()),
        ..Facts::default()
    };
    About { facts, published: found.published }
}

#[derive(Default)]
struct Found {
    title: Option<String>,
    headline: Option<String>,
    site: Option<String>,
    language: Option<String>,
    published: Option<Date>,
}

impl Found {
    fn look(&mut self, tree: &Tree, id: Id) {
        let attribute = |name: &str| tree.attribute(id, name);
        match tree.name(id) {
            "html" => set(&mut self.language, attribute("lang").or(attribute("xml:lang"))),
            "title" if self.title.is_none() => set(&mut self.title, Some(&tree.all_text(id))),
            "meta" => {
                let key =
                    attribute("property").or(attribute("name")).or(attribute("itemprop")).unwrap_or_default();
                let content = attribute("content");
                match key.to_ascii_lowercase().as_str() {
                    "og:title" => set(&mut self.headline, content),
                    "og:site_name" => set(&mut self.site, content),
                    "article:published_time"
                    | "datepublished"
                    | "dc.date"
                    | "dc.date.issued"
                    | "dcterms.date"
                    | "dcterms.created"
                    | "dcterms.issued"
                    | "date"
                    | "pubdate"
                    | "publishdate"
                    | "publication_date" => {
                        self.publish(content);
                    }
                    _ => {}
                }
            }
            "time"
                if attribute("itemprop").is_some_and(|name| name.eq_ignore_ascii_case("datePublished")) =>
            {
                self.publish(attribute("datetime"));
            }
            "script"
                if attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) =>
            {
                if let Ok(value) = serde_json::from_str(&tree.all_text(id)) {
                    self.look_in_data(&value);
                }
            }
            _ => {}
        }
    }

    fn look_in_data(&mut self, value: &Value) {
        let mut open = vec![value];
        let mut count = 0;
        while let Some(value) = open.pop() {
            count += 1;
            if count > MOST_VALUES {
                return;
            }
            match value {
                Value::Array(values) => open.extend(values.iter().rev()),
                Value::Object(fields) => {
                    let text = |name: &str| fields.get(name).and_then(Value::as_str);
                    if let Some(day) = text("datePublished") {
                        self.publish(Some(day));
                        set(&mut self.headline, text("headline"));
                        set(&mut self.language, text("inLanguage"));
                        let publisher =
                            fields.get("publisher").and_then(|p| p.get("name")).and_then(Value::as_str);
                        set(&mut self.site, publisher);
                    }
                    open.extend(fields.values());
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
    }

    /// Takes the day of a time in ISO form, the first that is named.
    fn publish(&mut self, time: Option<&str>) {
        let day = time.and_then(|time| time.trim().get(..10)).and_then(|day| day.parse().ok());
        self.published = self.published.or(day);
    }
}

/// Keeps the first that is named, on one line.
fn set(slot: &mut Option<String>, value: Option<&str>) {
    let value = value.map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "));
    if slot.is_none() {
        *slot = value.filter(|value| !value.is_empty());
    }
}

/// The title of a window without the name of the site after or before it.
fn without_site(title: &str, site: Option<&str>) -> String {
    for separator in [" | ", " • ", " :: ", " » ", " · ", " – ", " — ", " - "] {
        if let Some((before, after)) = title.rsplit_once(separator)
            && (site == Some(after.trim())
                || (!separator.contains(['–', '—', '-']) && after.len() < before.len()))
        {
            return before.trim().to_owned();
        }
        if let Some((before, after)) = title.split_once(separator)
            && site == Some(before.trim())
        {
            return after.trim().to_owned();
        }
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_site_is_no_part_of_the_title() {
        let cases = [
            ("Remarks in Minsk | Ministry", None, "Remarks in Minsk"),
            ("Remarks - Ministry", Some("Ministry"), "Remarks"),
            ("Ministry - Remarks", Some("Ministry"), "Remarks"),
            ("Question - and answer", None, "Question - and answer"),
            ("Remarks", Some("Remarks"), "Remarks"),
        ];
        for (title, site, expected) in cases {
            assert_eq!(without_site(title, site), expected);
        }
    }
}
