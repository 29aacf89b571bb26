//! Issued certificates.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use spyrales_app::App;
use spyrales_app::certificates::{Award, CertificateError, Certificates, Delivery, IssueError, Issuing};
use spyrales_core::id::UserId;
use spyrales_core::level::Level;
use spyrales_core::store::{
    AuditAction, LogNode, NewLogEntry, OpenUser, Store, StoreError, StoredCredential, User,
};
use spyrales_credential::{Issuer, PublicKey, SecretKey, Signer, SignerError};

use super::{Database, World, at};

/// The certificates of an issuer whose keys stay the same.
#[must_use]
pub fn certificates(app: &App) -> Certificates {
    use rand::SeedableRng as _;

    let mut rng = rand::rngs::StdRng::seed_from_u64(11);
    let issuer = Issuer {
        origin: "https://certificats.example".parse().unwrap(),
        name: "Spyrales".parse().unwrap(),
    };
    let [key, log_key] = [(); 2].map(|()| Arc::new(SecretKey::generate(&mut rng)));
    Certificates::new(app.clone(), Issuing::new(issuer, key, log_key))
}

/// A key that counts what it signs.
struct CountingKey {
    key: SecretKey,
    signed: AtomicUsize,
}

impl Signer for CountingKey {
    fn public_key(&self) -> PublicKey {
        self.key.public_key()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError> {
        self.signed.fetch_add(1, Ordering::Relaxed);
        self.key.sign(message)
    }
}

/// Whoever asks many times at once has as much signed, and as many places taken, as whoever asks once.
pub async fn a_person_who_asks_many_times_has_one_certificate_signed(database: &dyn Database) {
    use rand::SeedableRng as _;

    let world = World::new(database).await;
    let [first, second, ..] = Level::ALL;
    let mut rng = rand::rngs::StdRng::seed_from_u64(12);
    let key = Arc::new(CountingKey {
        key: SecretKey::generate(&mut rng),
        signed: AtomicUsize::new(0),
    });
    let issuer = Issuer {
        origin: "https://certificats.example".parse().unwrap(),
        name: "Spyrales".parse().unwrap(),
    };
    let log_key = Arc::new(SecretKey::generate(&mut rng));
    let issuing = Issuing::new(issuer, Arc::clone(&key) as _, log_key);
    let certificates = Certificates::new(world.app.clone(), issuing);
    let person = world.person("camille").await;
    let signed = || key.signed.swap(0, Ordering::Relaxed);
    certificates
        .issue(award(&world.app, &person, first))
        .await
        .unwrap();
    let once = signed();
    world
        .at_once(|_, _| {
            let (certificates, award) = (certificates.clone(), award(&world.app, &person, second));
            async move { certificates.issue(award).await.unwrap() }
        })
        .await;
    assert_eq!(signed(), once);
    let list = world.store.reader().await.unwrap().last_status_list().await;
    assert_eq!(list.unwrap().unwrap().taken, 2);
}

/// A level of a segment of the framework that somebody has reached.
#[must_use]
pub fn award(app: &App, holder: &User, level: Level) -> Award {
    Award {
        holder: holder.clone(),
        segment: app.framework.segments()[0].clone(),
        level,
        share: 9_000,
        results: Vec::new(),
    }
}

/// A certificate that isn't signed.
pub fn credential(world: &World<'_>, user: UserId, level: Level, seconds: i64) -> StoredCredential {
    StoredCredential {
        id: world.id(),
        user,
        segment: "preparation".to_owned(),
        level,
        achievement_version: 1,
        issued: at(seconds),
        document: format!("{{\"a\": 1.0, \"n\": {}}} \u{0}", world.number()).into_bytes(),
    }
}

/// A certificate's log entry at a position. What nodes hash to is nothing to the store.
#[must_use]
pub fn entry(credential: &StoredCredential, position: u64) -> NewLogEntry {
    let mut entry = [0; 32];
    entry[..16].copy_from_slice(credential.id.uuid().as_bytes());
    NewLogEntry {
        credential: credential.id,
        position,
        entry,
        nonce: [position as u8; 32],
        nodes: vec![LogNode {
            level: 0,
            position,
            hash: entry,
        }],
    }
}

/// Stores a certificate at the log's end, without a word on whether it may be.
pub async fn insert(store: &dyn Store, credential: &StoredCredential) -> Result<(), StoreError> {
    let found = store.reader().await?.user(credential.user).await?;
    let holder = OpenUser::of(found, credential.user).unwrap();
    let mut tx = store.begin("insert").await?;
    tx.lock_log().await?;
    tx.insert_credential(&holder, credential).await?;
    tx.insert_transcript(credential.id, credential.id.to_string().as_bytes())
        .await?;
    let end = tx.log_size().await?;
    tx.append_log_entry(&entry(credential, end), credential.issued)
        .await?;
    tx.commit().await
}

/// A person's certificate for a level of one segment.
pub async fn certificate(world: &World<'_>, user: UserId, level: Level) -> StoredCredential {
    let held = credential(world, user, level, 1);
    insert(&*world.store, &held).await.unwrap();
    held
}

/// Asked for several times at once, it is the same certificate; another level is another.
pub async fn one_certificate_per_person_segment_level_and_version(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let [first, second, ..] = Level::ALL;
    let issued = world
        .at_once(|_, app| {
            let (certificates, award) = (certificates(&app), award(&app, &person, first));
            async move { certificates.issue(award).await.unwrap() }
        })
        .await;
    assert_eq!(issued.iter().filter(|one| one.new).count(), 1);
    let held = &issued[0].certificate;
    assert!(issued.iter().all(|one| one.certificate == *held), "{issued:?}");

    let certificates = certificates(&world.app);
    let again = certificates
        .issue(award(&world.app, &person, first))
        .await
        .unwrap();
    let earlier = Delivery {
        certificate: held.clone(),
        new: false,
    };
    assert_eq!(again, earlier);
    let higher = certificates
        .issue(award(&world.app, &person, second))
        .await
        .unwrap();
    assert!(higher.new);
    let mut reader = world.store.reader().await.unwrap();
    assert_eq!(reader.credentials(person.id).await.unwrap().len(), 2);
    assert_eq!(reader.log_size().await.unwrap(), 2);
    let list = reader.last_status_list().await.unwrap().unwrap();
    assert_eq!(list.taken, 2, "a certificate that isn't stored takes no place");
    let found = reader
        .credential_for(person.id, &held.segment, second, 2)
        .await
        .unwrap();
    assert_eq!(found, Some(higher.certificate));
    let other = reader
        .credential_for(person.id, "autre", second, 2)
        .await
        .unwrap();
    assert_eq!(other, None);
    drop(reader);

    // A later version of what it is awarded for is another certificate.
    let mut newer = held.clone();
    newer.id = world.id();
    newer.achievement_version = 3;
    insert(&*world.store, &newer).await.unwrap();
    let mut like = newer.clone();
    like.id = world.id();
    assert!(insert(&*world.store, &like).await.is_err());
}

/// Its place in the log is taken, so the last of the writes fails: all of them are undone.
pub async fn a_certificate_is_stored_with_all_that_goes_with_it_or_not_at_all(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let blocking = credential(&world, person.id, Level::ALL[0], 1);
    let mut entry = entry(&blocking, 0);
    // A subtree that only the next entry completes.
    entry.nodes.push(LogNode {
        level: 0,
        position: 1,
        hash: [0; 32],
    });
    let holder = world.open(person.id).await;
    let mut tx = world.store.begin("block").await.unwrap();
    tx.insert_credential(&holder, &blocking).await.unwrap();
    tx.append_log_entry(&entry, at(1)).await.unwrap();
    tx.commit().await.unwrap();

    let award = award(&world.app, &person, Level::ALL[1]);
    let slug = format!("{}-2", award.segment.id);
    let refused = certificates(&world.app).issue(award).await;
    assert!(matches!(refused, Err(CertificateError::Store(_))), "{refused:?}");
    let mut reader = world.store.reader().await.unwrap();
    assert_eq!(reader.last_status_list().await.unwrap(), None);
    assert_eq!(reader.achievement(&slug, 2).await.unwrap(), None);
    assert_eq!(reader.credentials(person.id).await.unwrap(), [blocking]);
    assert_eq!(reader.log_size().await.unwrap(), 1);
}

/// What is signed says otherwise than what is published under the same address.
pub async fn a_certificate_never_says_otherwise_than_its_achievement(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let certificates = certificates(&world.app);
    let [first, second, ..] = Level::ALL;
    let issued = certificates
        .issue(award(&world.app, &person, first))
        .await
        .unwrap();
    let segment = &issued.certificate.segment;
    let mut reader = world.store.reader().await.unwrap();
    assert!(
        reader
            .achievement(&format!("{segment}-1"), 2)
            .await
            .unwrap()
            .is_some()
    );
    drop(reader);
    let slug = format!("{segment}-2");
    wrote!(world.store, insert_achievement(&slug, 2, b"{}", at(1))).unwrap();
    let refused = certificates.issue(award(&world.app, &person, second)).await;
    assert!(
        matches!(
            refused,
            Err(CertificateError::Issue(IssueError::AchievementChanged(_)))
        ),
        "{refused:?}"
    );
    let mut reader = world.store.reader().await.unwrap();
    assert_eq!(reader.credentials(person.id).await.unwrap().len(), 1);
}

/// Whoever is erased while their certificate is signed gets none.
pub async fn an_erased_account_gets_no_certificate(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let award = award(&world.app, &person, Level::ALL[0]);
    world.erase(person.id).await;
    let refused = certificates(&world.app).issue(award).await;
    assert!(
        matches!(refused, Err(CertificateError::Issue(IssueError::HolderChanged))),
        "{refused:?}"
    );
    let mut reader = world.store.reader().await.unwrap();
    assert_eq!(reader.credentials(person.id).await.unwrap(), []);
    assert_eq!(reader.last_status_list().await.unwrap(), None);
}

/// A signature is over bytes.
pub async fn certificates_come_back_byte_for_byte_newest_first(database: &dyn Database) {
    let world = World::new(database).await;
    let (holder, other) = (world.person("camille").await, world.person("dominique").await);
    let mut added = Vec::new();
    for (seconds, level) in (1..).zip(Level::ALL) {
        let new = credential(&world, holder.id, level, seconds);
        insert(&*world.store, &new).await.unwrap();
        added.push(new);
    }
    let store = world.another_handle().await;
    let mut reader = store.reader().await.unwrap();
    assert_eq!(
        reader.credential(added[2].id).await.unwrap().as_ref(),
        Some(&added[2])
    );
    added.reverse();
    assert_eq!(reader.credentials(holder.id).await.unwrap(), added);
    assert_eq!(reader.credentials(other.id).await.unwrap(), []);
    let transcript = reader.transcript(added[0].id).await.unwrap();
    assert_eq!(transcript, Some(added[0].id.to_string().into_bytes()));
    assert_eq!(reader.credential(world.id()).await.unwrap(), None);
}

/// Certificates refer to it by its address, which stands for one text for ever.
pub async fn a_published_achievement_never_changes(database: &dyn Database) {
    let world = World::new(database).await;
    let slug = format!("{}-1", world.app.framework.segments()[0].id);
    let published = world
        .at_once(|_, app| {
            let (certificates, slug) = (certificates(&app), slug.clone());
            async move { certificates.achievement(&slug, 2).await.unwrap() }
        })
        .await;
    assert!(published[0].is_some());
    assert!(published.iter().all(|one| *one == published[0]));
    let certificates = certificates(&world.app);
    assert_eq!(
        certificates.achievement(&slug, 3).await.unwrap(),
        None,
        "no such version"
    );
    assert_eq!(certificates.achievement("autre-1", 2).await.unwrap(), None);
    let again = wrote!(world.store, insert_achievement(&slug, 2, b"second", at(1)));
    assert!(again.is_err());
    wrote!(world.store, insert_achievement(&slug, 3, b"second", at(1))).unwrap();
    let store = world.another_handle().await;
    let mut reader = store.reader().await.unwrap();
    assert_eq!(reader.achievement(&slug, 2).await.unwrap(), published[0]);
    assert_eq!(
        reader.achievement(&slug, 3).await.unwrap().as_deref(),
        Some(&b"second"[..])
    );
}

/// What was done to keys is on record, all of it or nothing.
pub async fn changes_of_keys_are_on_record_together(database: &dyn Database) {
    use spyrales_app::certificates::KeyChange;

    let world = World::new(database).await;
    let issuing = &certificates(&world.app).issuing;
    let (key, since) = (
        issuing.keys().keys()[0].key,
        "2026-11-24T03:18:35Z".parse().unwrap(),
    );
    let changes = [KeyChange::Compromised(key, since), KeyChange::Rotated(key)];
    let actor = "spyrales issuer compromised";
    world.app.record_key_changes(actor, &changes).await.unwrap();
    // Whoever reads the keys afterwards finds all of it there.
    let again = world.app.record_key_changes("spyrales serve", &changes).await;
    again.unwrap();
    let other = [KeyChange::Compromised(
        key,
        "2026-11-23T00:00:00Z".parse().unwrap(),
    )];
    let refused = world.app.record_key_changes(&"x".repeat(65), &other).await;
    assert!(refused.is_err());
    let acts = world
        .store
        .reader()
        .await
        .unwrap()
        .audit_events(None, 9)
        .await
        .unwrap();
    let acts: Vec<_> = acts
        .iter()
        .map(|act| (act.action, act.subject.as_str(), act.detail.as_str()))
        .collect();
    let key = key.to_string();
    assert_eq!(
        acts,
        [
            (AuditAction::KeyRotated, key.as_str(), ""),
            (AuditAction::KeyCompromised, key.as_str(), "2026-11-24T03:18:35Z")
        ]
    );
}
