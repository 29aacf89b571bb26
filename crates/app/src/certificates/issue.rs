//! Issuing, from a reached level to a certificate that is stored and logged.

use std::sync::Arc;

use rand::RngExt as _;
use spyrales_core::framework::Segment;
use spyrales_core::id::CredentialId;
use spyrales_core::level::Level;
use spyrales_core::status;
use spyrales_core::store::{
    BestResult, NewLogEntry, OpenUser, StatusPlace, StoreError, StoredCredential, Tx, User,
};
use spyrales_credential::MIN_ENTRIES;
use spyrales_credential::log::{LogEntry, append, append_needs};

use super::issuing::SignedAward;
use super::{
    CertificateError, Certificates, IssueError, LogError, achievement_slug, achievement_version, log,
};
use crate::blocking;
use crate::rng::fork;
use crate::transaction::transaction;

/// A level that a person has reached.
#[derive(Clone, Debug)]
pub struct Award {
    /// Who reached it.
    pub holder: User,
    /// In which segment.
    pub segment: Segment,
    /// Which level.
    pub level: Level,
    /// With which share of the level's points, in hundredths of a percent.
    pub share: u16,
    /// Through which results.
    pub results: Vec<BestResult>,
}

/// A certificate, and whether it was issued now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The certificate.
    pub certificate: StoredCredential,
    /// False when it was issued before.
    pub new: bool,
}

/// What storing a signed certificate did.
enum Stored {
    /// It is stored and logged.
    New,
    /// The person has one for the same level, which somebody asked for first: this one is never shown.
    Earlier(StoredCredential),
    /// Another certificate has its place in the status lists by now, or half of the list is taken.
    PlaceTaken,
}

impl Certificates {
    /// Issues the certificate of a reached level, or finds the one that the person has.
    pub async fn issue(&self, award: Award) -> Result<Delivery, CertificateError> {
        let version = achievement_version(&self.app.framework);
        let _claim = self.claims.claim(award.holder.id).await;
        let mut reader = self.app.store.reader().await?;
        let earlier = reader
            .credential_for(award.holder.id, &award.segment.id, award.level, version)
            .await?;
        drop(reader);
        if let Some(certificate) = earlier {
            return Ok(Delivery {
                certificate,
                new: false,
            });
        }
        let award = Arc::new(award);
        // The place is in what is signed, and signing takes too long for a transaction. At least half of all places are
        // free: that the one that was drawn is taken meanwhile hardly ever happens, and never to all.
        loop {
            let place = self.draw_place().await?;
            let (certificate, signed) = self.sign(&award, place).await?;
            match self.store(&award, place, &certificate, &signed).await? {
                Stored::New => {
                    self.checkpoint().await?;
                    return Ok(Delivery {
                        certificate,
                        new: true,
                    });
                }
                Stored::Earlier(certificate) => {
                    return Ok(Delivery {
                        certificate,
                        new: false,
                    });
                }
                Stored::PlaceTaken => {}
            }
        }
    }

    /// A place in the status lists that is free now.
    async fn draw_place(&self) -> Result<StatusPlace, StoreError> {
        let mut reader = self.app.store.reader().await?;
        let list = status::next_list(reader.last_status_list().await?, MIN_ENTRIES);
        loop {
            let position = self.app.rng.with(|rng| rng.random_range(0..MIN_ENTRIES));
            let place = StatusPlace { list, position };
            if !reader.status_place_is_taken(place).await? {
                return Ok(place);
            }
        }
    }

    async fn sign(
        &self,
        award: &Arc<Award>,
        place: StatusPlace,
    ) -> Result<(StoredCredential, SignedAward), CertificateError> {
        let now = self.app.clock.now();
        let (id, mut rng) = self.app.rng.with(|rng| (CredentialId::new(now, rng), fork(rng)));
        let (issuing, framework) = (Arc::clone(&self.issuing), Arc::clone(&self.app.framework));
        let signing = Arc::clone(award);
        let signed =
            blocking::run(move || issuing.sign(&signing, &framework, (id, place), now, &mut rng)).await??;
        let certificate = StoredCredential {
            id,
            user: award.holder.id,
            segment: award.segment.id.clone(),
            level: award.level,
            achievement_version: achievement_version(&self.app.framework),
            issued: now,
            document: signed.certificate.json().as_bytes().to_vec(),
        };
        Ok((certificate, signed))
    }

    /// Stores a certificate with all that goes with it: its place, what it is awarded for, its transcript and its entry at
    /// the log's end.
    async fn store(
        &self,
        award: &Award,
        place: StatusPlace,
        certificate: &StoredCredential,
        signed: &SignedAward,
    ) -> Result<Stored, CertificateError> {
        let StoredCredential {
            id,
            level,
            achievement_version: version,
            issued,
            ..
        } = *certificate;
        let slug = achievement_slug(&award.segment, level);
        let (_, achievement) = self
            .issuing
            .achievement(&self.app.framework, &award.segment, level)?;
        transaction!(self.app.store, "issue_certificate", CertificateError, |tx| {
            tx.lock_log().await?;
            let earlier = tx
                .credential_for(award.holder.id, &certificate.segment, level, version)
                .await?;
            if let Some(earlier) = earlier {
                return Ok(Stored::Earlier(earlier));
            }
            let list = status::next_list(tx.last_status_list().await?, MIN_ENTRIES);
            if list != place.list || !tx.insert_status_place(id, place).await? {
                return Ok(Stored::PlaceTaken);
            }
            let found = tx.user(award.holder.id).await?;
            let holder = OpenUser::of(found, award.holder.id).map_err(|_| IssueError::HolderChanged)?;
            if holder.live().user().email != award.holder.email {
                return Err(IssueError::HolderChanged.into());
            }
            match tx.achievement(&slug, version).await? {
                Some(published) if published == achievement.as_bytes() => {}
                Some(_) => return Err(IssueError::AchievementChanged(format!("{slug}/v{version}")).into()),
                None => {
                    tx.insert_achievement(&slug, version, achievement.as_bytes(), issued)
                        .await?;
                }
            }
            tx.insert_credential(&holder, certificate).await?;
            tx.insert_transcript(id, signed.transcript.as_bytes()).await?;
            let entry = log_entry(&mut *tx, id, signed).await?;
            tx.append_log_entry(&entry, issued).await?;
            Ok(Stored::New)
        })
    }
}

/// The entry of a certificate at the log's end, with the subtrees that it completes.
async fn log_entry(tx: &mut dyn Tx, id: CredentialId, signed: &SignedAward) -> Result<NewLogEntry, LogError> {
    let size = tx.log_size().await?;
    let entry = LogEntry::new(&signed.nonce, &signed.certificate.digest());
    let known = log::nodes(tx, &append_needs(size)).await?;
    let added = append(size, entry.as_bytes(), |node| known.get(&node).copied());
    Ok(NewLogEntry {
        credential: id,
        position: size,
        entry: *entry.as_bytes(),
        nonce: *signed.nonce.as_bytes(),
        nodes: added
            .map_err(LogError::broken)?
            .into_iter()
            .map(log::stored_node)
            .collect(),
    })
}
