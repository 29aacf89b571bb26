//! The transparency log, the compromise of a key, and the bundle that verifies without a network.

use std::collections::BTreeMap;

use rand::SeedableRng as _;
use spyrales_credential::log::*;
use spyrales_credential::*;

use crate::fixture::*;

/// The platform's log after `before` entries of others, this certificate's, and one more.
struct Log {
    key: LogKey,
    nodes: BTreeMap<Node, Hash>,
    index: u64,
    nonce: LogNonce,
}

fn log_key() -> LogKey {
    LogKey::new(&issuer().origin, key(8).public_key())
}

impl Log {
    fn with(certificate: &SignedCredential, before: u64) -> Self {
        let nonce = LogNonce::random(&mut rand_chacha::ChaCha20Rng::seed_from_u64(9));
        let mut log = Self {
            key: log_key(),
            nodes: BTreeMap::new(),
            index: before,
            nonce,
        };
        for other in 0..before + 2 {
            let entry = if other == before {
                *LogEntry::new(&log.nonce, &certificate.digest()).as_bytes()
            } else {
                [u8::try_from(other).unwrap(); 32]
            };
            let added = append(other, &entry, |node| log.nodes.get(&node).copied()).unwrap();
            log.nodes
                .extend(added.into_iter().map(|added| (added.node, added.hash)));
        }
        log
    }

    fn proof_at(&self, size: u64, signer: &SecretKey) -> LogProof {
        let read = |node: Node| self.nodes.get(&node).copied();
        let checkpoint = Checkpoint {
            size,
            root: root(size, read).unwrap(),
        };
        let key = LogKey::named(self.key.name(), signer.public_key()).unwrap();
        LogProof {
            nonce: self.nonce,
            index: self.index,
            path: inclusion(self.index, size, read).unwrap(),
            checkpoint: checkpoint.sign(&key, signer).unwrap(),
        }
    }

    fn proof(&self) -> LogProof {
        self.proof_at(self.index + 2, &key(8))
    }
}

fn keys(compromised: Option<Compromise>) -> IssuerKeys {
    let key = IssuerKey {
        compromised,
        ..IssuerKey::new(key(1).public_key())
    };
    issuer_keys(&[key]).with_log(log_key())
}

fn employer_knowing(keys: IssuerKeys) -> VerificationContext {
    VerificationContext::new(today()).with_registered_issuer(keys, "Spyrales".parse().unwrap())
}

#[test]
fn a_certificate_in_the_log_is_shown_to_be_there() {
    let certificate = signed();
    let log = Log::with(&certificate, 5);
    let employer = employer_knowing(keys(None)).with_log_proof(log.proof());
    let report = verify(certificate.json().as_bytes(), &employer);
    assert_eq!(report.answer(Step::Log), &Answer::Passed);
    assert_eq!(report.outcome(), Outcome::Valid);
    // Another writer's white space makes no other certificate.
    let pretty = serde_json::to_string_pretty(&signed_json()).unwrap();
    assert_eq!(
        verify(pretty.as_bytes(), &employer).answer(Step::Log),
        &Answer::Passed
    );
}

#[test]
fn a_proof_that_shows_nothing_is_refused_for_its_reason() {
    let certificate = signed();
    let log = Log::with(&certificate, 5);
    let proof = log.proof();
    let elsewhere = LogKey::named("other.example.org/log", key(8).public_key()).unwrap();
    let foreign = Checkpoint {
        size: 7,
        root: [0; 32],
    }
    .sign(&elsewhere, &key(8))
    .unwrap();
    let cases = [
        (
            "another place",
            LogProof {
                index: 4,
                ..proof.clone()
            },
            "not_in_the_log",
        ),
        (
            "past the end",
            LogProof {
                index: u64::MAX,
                ..proof.clone()
            },
            "not_in_the_log",
        ),
        (
            "no path",
            LogProof {
                path: vec![],
                ..proof.clone()
            },
            "not_in_the_log",
        ),
        (
            "another nonce",
            LogProof {
                nonce: LogNonce::from_bytes([0; 32]),
                ..proof.clone()
            },
            "not_in_the_log",
        ),
        (
            "signed with the issuer's key",
            log.proof_at(7, &key(1)),
            "log_checkpoint_not_signed",
        ),
        (
            "another log's checkpoint",
            LogProof {
                checkpoint: foreign,
                ..proof.clone()
            },
            "log_of_another_issuer",
        ),
        (
            "no checkpoint",
            LogProof {
                checkpoint: String::new(),
                ..proof.clone()
            },
            "log_checkpoint_malformed",
        ),
        (
            "a larger log than was signed",
            LogProof {
                checkpoint: proof.checkpoint.replace("\n7\n", "\n8\n"),
                ..proof.clone()
            },
            "log_checkpoint_not_signed",
        ),
    ];
    for (name, proof, code) in cases {
        let employer = employer_knowing(keys(None)).with_log_proof(proof);
        let report = verify(certificate.json().as_bytes(), &employer);
        assert_eq!(decision(&report), Some((Step::Log, code)), "{name}");
    }
    // Without the log's key there is no answer, and the proof of another certificate isn't this one's.
    let unknown = employer().with_log_proof(proof.clone());
    let report = verify(certificate.json().as_bytes(), &unknown);
    assert_eq!(report.answer(Step::Log), &Answer::Unknown(Unknown::LogKey));
    let mut other = request();
    other.title = "Certificat « Autre chose »".into();
    let other = credential(other).sign(&key(1), issued()).unwrap();
    let report = verify(
        other.json().as_bytes(),
        &employer_knowing(keys(None)).with_log_proof(proof),
    );
    assert_eq!(decision(&report), Some((Step::Log, "not_in_the_log")));
}

#[test]
fn a_stolen_key_takes_down_what_was_not_logged_before() {
    let certificate = signed();
    let log = Log::with(&certificate, 5);
    let compromised = |log_size| {
        keys(Some(Compromise {
            at: today().to_string().parse().unwrap(),
            log_size,
        }))
    };
    let judge = |keys: IssuerKeys, proof: Option<LogProof>| {
        let mut employer = employer_knowing(keys);
        if let Some(proof) = proof {
            employer = employer.with_log_proof(proof);
        }
        decision(&verify(certificate.json().as_bytes(), &employer))
    };
    let refused = Some((Step::Issuer, "key_compromised"));
    assert_eq!(
        judge(compromised(Some(6)), Some(log.proof())),
        None,
        "it was the sixth entry"
    );
    assert_eq!(
        judge(compromised(Some(5)), Some(log.proof())),
        refused,
        "logged afterwards"
    );
    assert_eq!(
        judge(compromised(Some(6)), None),
        refused,
        "not shown to be in the log"
    );
    assert_eq!(
        judge(compromised(None), Some(log.proof())),
        refused,
        "nothing is saved"
    );
    let thief = LogProof {
        path: vec![],
        ..log.proof()
    };
    assert_eq!(
        judge(compromised(Some(6)), Some(thief)),
        refused,
        "a forged proof"
    );

    // The DID document says it too, to whoever only has that.
    let published = compromised(Some(6)).did_document().unwrap();
    let read = IssuerKeys::from_did_document(published.as_bytes()).unwrap();
    assert_eq!(read, compromised(Some(6)));
    assert_eq!(judge(read, Some(log.proof())), None);
}

#[test]
fn a_bundle_verifies_without_a_network() {
    let slot = StatusSlot {
        list: 1,
        index: 94567,
    };
    let mut request = request();
    request.status = Some(StatusSlots {
        revocation: slot,
        suspension: slot,
    });
    let certificate = credential(request).sign(&key(1), issued()).unwrap();
    let log = Log::with(&certificate, 3);
    let list = |purpose| {
        let signed = StatusList::new()
            .sign(&issuer().origin, purpose, 1, &key(1), today())
            .unwrap();
        serde_json::from_str(&signed).unwrap()
    };
    let bundle = Bundle {
        credential: serde_json::from_str(certificate.json()).unwrap(),
        did_document: serde_json::from_str(&keys(None).did_document().unwrap()).unwrap(),
        status_lists: vec![list(StatusPurpose::Revocation), list(StatusPurpose::Suspension)],
        log_proof: Some(log.proof()),
        achievement: Some(certificate.credential().achievement().clone()),
    };
    let read = Bundle::from_json(bundle.to_json().as_bytes()).unwrap();
    assert_eq!(read, bundle);

    let claimed = read.claimed_keys().unwrap();
    let stranger = VerificationContext::new(today())
        .with_unregistered_issuer(claimed.clone())
        .with_bundle(&read);
    let report = verify(&read.certificate(), &stranger);
    assert_eq!(
        report.outcome(),
        Outcome::Incomplete(Step::Registry),
        "anybody can make a bundle"
    );
    for step in [Step::Signatures, Step::Status, Step::Log, Step::Evidence] {
        assert_eq!(report.answer(step), &Answer::Passed, "{step}");
    }
    let employer = employer_knowing(claimed).with_bundle(&read);
    assert_eq!(verify(&read.certificate(), &employer).outcome(), Outcome::Valid);

    for (broken, problem) in [
        ("{}".to_owned(), "no `format`"),
        (
            bundle.to_json().replace("bundle/1", "bundle/2"),
            "another version",
        ),
        (
            bundle.to_json().replace("\"statusLists\"", "\"lists\""),
            "another member",
        ),
        (
            bundle.to_json().replace("tlog-proof@v1", "tlog-proof@v9"),
            "another proof",
        ),
        (bundle.to_json().replacen('{', "{\"format\":1,", 1), "a key twice"),
        ("[".repeat(20), "too deep"),
    ] {
        assert!(Bundle::from_json(broken.as_bytes()).is_err(), "{problem}");
    }
}
