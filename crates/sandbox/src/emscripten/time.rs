//! Clocks and calendars: the virtual clock, and the only zone that the C library knows, UTC. R reads the
//! zones of `as.POSIXct` from its own files.

use super::memory::{read, write};
use crate::functions::{Entered, Functions};

const DAY: i64 = 86_400;

pub(super) fn link(functions: &mut Functions<'_>) -> wasmtime::Result<()> {
    functions.define("env", "emscripten_date_now", |entered: &mut Entered<'_>| {
        Ok(entered.host().clock.realtime(entered.fuel()?) as f64 / 1e6)
    })?;
    functions.define("env", "emscripten_get_now", |entered: &mut Entered<'_>| {
        Ok(entered.host().clock.monotonic(entered.fuel()?) as f64 / 1e6)
    })?;
    functions.define(
        "env",
        "_tzset_js",
        |entered: &mut Entered<'_>, offset: u32, daylight: u32, standard: u32, summer: u32| {
            let mut store = entered.store();
            write(&mut store, offset, &[0; 4])?;
            write(&mut store, daylight, &[0; 4])?;
            write(&mut store, standard, b"UTC\0")?;
            write(&mut store, summer, b"UTC\0")
        },
    )?;
    for name in ["_gmtime_js", "_localtime_js"] {
        functions.define(
            "env",
            name,
            |entered: &mut Entered<'_>, seconds: i64, out: u32| write_broken_down(entered, out, seconds),
        )?;
    }
    for name in ["_timegm_js", "_mktime_js"] {
        functions.define("env", name, |entered: &mut Entered<'_>, tm: u32| {
            let mut fields = [0; 6];
            for (index, field) in (0u32..).zip(&mut fields) {
                let bytes = read::<4>(entered.store(), tm.wrapping_add(4 * index))?;
                *field = i64::from(i32::from_le_bytes(bytes));
            }
            let [second, minute, hour, day, month, year] = fields;
            let days = days_from_civil(year + 1900, month, day);
            let seconds = days * DAY + hour * 3600 + minute * 60 + second;
            write_broken_down(entered, tm, seconds)?;
            Ok(seconds)
        })?;
    }
    Ok(())
}

/// `struct tm`, normalised.
fn write_broken_down(entered: &mut Entered<'_>, at: u32, seconds: i64) -> wasmtime::Result<()> {
    let fields = broken_down(seconds);
    let bytes: Vec<u8> = fields.iter().flat_map(|field| field.to_le_bytes()).collect();
    write(entered.store(), at, &bytes)
}

/// Second, minute, hour, day of the month, month from 0, years since 1900, day of the week from Sunday, day
/// of the year from 0, summer time, seconds east of UTC.
fn broken_down(seconds: i64) -> [i32; 10] {
    let (days, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let (year, month, day) = civil_from_days(days);
    let of_year = days - days_from_civil(year, 0, 1);
    [
        rest % 60,
        rest / 60 % 60,
        rest / 3600,
        day,
        month,
        year - 1900,
        (days + 4).rem_euclid(7),
        of_year,
        0,
        0,
    ]
    .map(|field| field as i32)
}

/// Days since 1970-01-01 of a date in the proleptic Gregorian calendar; months count from 0 and may be out of
/// range, as may days. Years are counted from March, so that the leap day comes last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = (year + month.div_euclid(12), month.rem_euclid(12));
    let (year, from_march) = if month < 2 {
        (year - 1, month + 10)
    } else {
        (year, month - 2)
    };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month from 0 and day of a day since 1970-01-01.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let (carry, month) = if from_march < 10 {
        (0, from_march + 2)
    } else {
        (1, from_march - 10)
    };
    (era * 400 + year_of_era + carry, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_days_are_each_others_inverse() {
        for days in (-800_000..800_000).step_by(13) {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), days);
        }
        assert_eq!(civil_from_days(0), (1970, 0, 1));
        assert_eq!(civil_from_days(19_782), (2024, 1, 29));
    }

    #[test]
    fn a_moment_is_taken_apart() {
        // 2024-02-29T12:34:56Z, a Thursday.
        assert_eq!(broken_down(1_709_210_096), [56, 34, 12, 29, 1, 124, 4, 59, 0, 0]);
        assert_eq!(broken_down(-1), [59, 59, 23, 31, 11, 69, 3, 364, 0, 0]);
    }

    #[test]
    fn months_and_days_out_of_range_carry_over() {
        assert_eq!(days_from_civil(2023, 12, 1), days_from_civil(2024, 0, 1));
        assert_eq!(days_from_civil(2024, -1, 31), days_from_civil(2023, 11, 31));
        assert_eq!(days_from_civil(2024, 1, 30), days_from_civil(2024, 2, 1));
    }
}
