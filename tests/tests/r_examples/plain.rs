//! What must differ between two runs, made plain.

use std::sync::LazyLock;

use regex::Regex;
use sha2::{Digest as _, Sha256};

use crate::Ran;

/// What is written instead of what, with the reason.
static RULES: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let rules = [
        // Where something lies in memory.
        (r"\b0x[0-9a-f]{5,}\b", "0x…"),
        (r"<pointer: [^>]*>", "<pointer: …>"),
        // Names of temporary files, which R draws from the clock.
        (r"\bRtmp[A-Za-z0-9]{6}\b", "Rtmp…"),
        (r"\bRtmp…/([A-Za-z_]*?)[0-9a-f]{6,16}\b", "Rtmp…/$1…"),
        (r"\b(file|Rf)[0-9a-f]{6,16}\b", "$1…"),
        // The time of day: both clocks start at the same midnight, and then run at their own pace.
        (r"\b00:\d\d(:\d\d(\.\d+)?)?\b", "00:…"),
        // How long something took.
        (r"(?m)^( +user +system +elapsed *)\n[ \d.-]+$", "$1\n…"),
        (r"\b\d+(\.\d+)?(e-\d+)? (secs|mins)\b", "… $3"),
    ];
    let compiled = rules.map(|(pattern, instead)| (Regex::new(pattern).unwrap(), instead));
    compiled.into()
});

/// All that a program printed, with what must differ made plain.
pub fn text(ran: &Ran) -> String {
    let [stdout, stderr] = [&ran.stdout, &ran.stderr].map(|text| text.trim_end_matches('\n'));
    let all = format!("{stdout}\n[errors]\n{stderr}\n[{}]\n", ran.end);
    RULES.iter().fold(all, |text, (rule, instead)| {
        rule.replace_all(&text, *instead).into_owned()
    })
}

/// A short digest of a text.
pub fn digest(text: &str) -> String {
    hex::encode(&Sha256::digest(text.as_bytes())[..12])
}
