//! Dates as people write them in tables. A date that could be two days is none.

use jiff::civil::Date;
use jiff::fmt::strtime;
use thiserror::Error;

/// Why a date in a table was not used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UnclearDate {
    /// Day and month could be the other way round.
    #[error("{text} could be {first} or {second}")]
    Ambiguous {
        /// As in the table.
        text: String,

        /// With the day first.
        first: Date,

        /// With the month first.
        second: Date,
    },

    /// No such day, or not a whole date.
    #[error("{text} is not a date such as 2023-06-20")]
    NotADate {
        /// As in the table.
        text: String,
    },
}

/// Reads a whole date with a year of four digits.
pub fn read_date(text: &str) -> Result<Date, UnclearDate> {
    const FORMATS: [&str; 7] =
        ["%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y"];
    let text = text.trim();
    if let Ok(date) = text.parse::<Date>() {
        return Ok(date);
    }
    let parse = |format| {
        let parsed = strtime::parse(format, text).ok()?.to_date().ok()?;
        // Two digits of a year are read as the year 20, which is nobody's meaning.
        (parsed.year() >= 1000).then_some(parsed)
    };
    if let Some(date) = FORMATS.into_iter().find_map(parse) {
        return Ok(date);
    }
    let slashed = |a, b| parse(a).or_else(|| parse(b));
    let day_first = slashed("%d/%m/%Y", "%d-%m-%Y");
    let month_first = slashed("%m/%d/%Y", "%m-%d-%Y");
    let text = text.to_owned();
    match (day_first, month_first) {
        (Some(first), Some(second)) if first != second => Err(UnclearDate::Ambiguous { text, first, second }),
        (Some(date), _) | (None, Some(date)) => Ok(date),
        (None, None) => Err(UnclearDate::NotADate { text }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let day = date(2023, 6, 20);
        for text in [
            "2023-06-20",
            " 2023-06-20T18:30:00 ",
            "20230620",
            "2023/06/20",
            "20.06.2023",
            "20.6.2023",
            "20/06/2023",
            "6/20/2023",
            "20-06-2023",
            "20 June 2023",
            "20 Jun 2023",
            "June 20, 2023",
        ] {
            assert_eq!(read_date(text), Ok(day), "{text}");
        }
        assert_eq!(read_date("06/06/2023"), Ok(date(2023, 6, 6)));
    }

    #[test]
    fn what_is_not_one_day_is_no_date() {
        for text in ["2023", "2023-06", "2023-02-30", "20.06.23", "June 2023", "n.d.", "soon"] {
            let unclear = UnclearDate::NotADate { text: text.to_owned() };
            assert_eq!(read_date(text), Err(unclear), "{text}");
        }
        let message = read_date("05/06/2023").map_err(|unclear| unclear.to_string());
        assert_eq!(message, Err("05/06/2023 could be 2023-06-05 or 2023-05-06".to_owned()));
    }
}
