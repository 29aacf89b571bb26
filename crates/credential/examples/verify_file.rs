//! Verifies a certificate file, offline: `cargo run --example verify_file -- certificate.json did.json 2026-12-01T12:00:00Z`.

use spyrales_credential::{IssuerKeys, VerificationContext, verify};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, did, now] = arguments.as_slice() else {
        return Err("usage: FILE DID_DOCUMENT NOW".into());
    };
    let keys = IssuerKeys::from_did_document(&std::fs::read(did)?)?;
    let context = VerificationContext::new(now.parse()?).with_registered_issuer(keys, "Spyrales".parse()?);
    let report = verify(&std::fs::read(file)?, &context);
    println!("{}", report.outcome());
    report
        .answers()
        .for_each(|(step, answer)| println!("{step}: {answer}"));
    Ok(())
}
