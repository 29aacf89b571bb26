//! Whatever file an employer hands in: a report comes back, within the fuel, and nothing is called valid that isn't.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use spyrales_credential::{
    Bundle, IssuerKeys, MAX_FUEL, Opened, Outcome, Stop, VerificationContext, verify,
};

/// The issuer of the certificate in the corpus.
const DID: &[u8] = include_bytes!("../seeds/did.json");
const CERTIFICATE: &[u8] = include_bytes!("../seeds/certificate.json");

static EMPLOYER: LazyLock<VerificationContext> = LazyLock::new(|| {
    let keys = IssuerKeys::from_did_document(DID).expect("the seed is a DID document");
    let name = "Spyrales".parse().expect("a name");
    VerificationContext::new("2026-12-01T12:00:00Z".parse().expect("a date"))
        .with_registered_issuer(keys, name)
});

fuzz_target!(|bytes: &[u8]| {
    let report = verify(bytes, &EMPLOYER);
    assert!(report.fuel() <= MAX_FUEL);
    if report.outcome() == Outcome::Valid {
        let carried = spyrales_credential::unwrap_container(bytes).expect("what is valid can be read");
        let json =
            |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).expect("what is valid is JSON");
        assert_eq!(
            json(&carried),
            json(CERTIFICATE),
            "a certificate that was never issued"
        );
    }
    // The readers that run before and beside the verification.
    let opened = Opened::read(bytes, Stop::default());
    let _ = opened.claims();
    assert!(opened.verify(&EMPLOYER).fuel() <= MAX_FUEL);
    if let Ok(bundle) = Bundle::from_json(bytes) {
        let _ = bundle.claimed_keys();
        let _ = verify(&bundle.certificate(), &EMPLOYER.clone().with_bundle(&bundle));
    }
    let _ = IssuerKeys::from_did_document(bytes);
});
