//! Issuing, from a reached level to a certificate that is stored and logged.

use std::sync::Arc;

use rand::RngExt as _;
use spyrales_core::framework::Segment;
use spyrales_core::id::CredentialId;
use spyrales_core::level::Level;
use spyrales_core::store::{
    BestResult, Issued, LogAppend, LogNode, NewCredential, StatusPlace, StoredCredential, User,
};
use spyrales_credential::MIN_ENTRIES;
use spyrales_credential::log::{LogEntry, append, append_needs};

use super::{Award, IssueError, SignedAward, achievement_slug, achievement_version, journal};
use crate::error::ApiError;
use crate::state::AppState;

/// Positions drawn at a time: with half of a list free, all of them are taken once in 65,536 times.
const DRAWN: usize = 16;

/// A certificate and whether it was issued now.
pub(crate) struct Delivery {
    pub(crate) certificate: StoredCredential,
    pub(crate) new: bool,
}

/// Issues a person's certificate for a level that they have reached, or finds the one that they have.
pub(crate) async fn issue(
    state: &AppState,
    holder: &User,
    segment: &Segment,
    level: Level,
    share: u16,
    results: Vec<BestResult>,
) -> Result<Delivery, ApiError> {
    let version = achievement_version(&state.app.framework);
    if let Some(certificate) = state
        .app
        .store
        .reader()
        .await?
        .credential_for(holder.id, &segment.id, level, version)
        .await?
    {
        return Ok(Delivery {
            certificate,
            new: false,
        });
    }
    publish_achievement(state, segment, level, version).await?;
    let now = state.app.clock.now();
    let id = state.app.rng.with(|rng| CredentialId::new(now, rng));
    let place = take_place(state, id).await?;
    let signed = {
        let (issuing, framework) = (Arc::clone(&state.issuing), Arc::clone(&state.app.framework));
        let (holder, segment) = (holder.clone(), segment.clone());
        let mut rng = state.app.rng.with(spyrales_app::rng::fork);
        state
            .blocking(move || {
                let award = Award {
                    id,
                    holder: &holder,
                    framework: &framework,
                    segment: &segment,
                    level,
                    share,
                    results: &results,
                    place,
                };
                issuing.issue(&award, now, &mut rng)
            })
            .await??
    };
    let certificate = StoredCredential {
        id,
        user: holder.id,
        segment: segment.id.clone(),
        level,
        achievement_version: version,
        issued: now,
        document: signed.certificate.json().as_bytes().to_vec(),
    };
    store(state, certificate, &signed).await
}

/// Stores the certificate at the log's end, wherever that is when it is reached.
async fn store(
    state: &AppState,
    certificate: StoredCredential,
    signed: &SignedAward,
) -> Result<Delivery, ApiError> {
    let entry = LogEntry::new(&signed.nonce, &signed.certificate.digest());
    loop {
        let size = state.app.store.reader().await?.log_size().await?;
        let known = journal::nodes(state, &append_needs(size)).await?;
        let nodes = append(size, entry.as_bytes(), |node| known.get(&node).copied())
            .map_err(|missing| ApiError::Internal(missing.to_string()))?;
        let new = NewCredential {
            credential: certificate.clone(),
            transcript: signed.transcript.clone().into_bytes(),
            log: LogAppend {
                position: size,
                entry: *entry.as_bytes(),
                nonce: *signed.nonce.as_bytes(),
                nodes: nodes
                    .into_iter()
                    .map(|added| LogNode {
                        level: added.node.level,
                        position: added.node.position,
                        hash: added.hash,
                    })
                    .collect(),
            },
        };
        match {
            let mut tx = state.app.store.begin("add_credential").await?;
            let done = tx.add_credential(new).await?;
            tx.commit().await?;
            done
        } {
            Issued::New(certificate) => {
                journal::current_checkpoint(state).await?;
                return Ok(Delivery {
                    certificate,
                    new: true,
                });
            }
            // Whoever asked first has the certificate; one that was signed meanwhile is never shown.
            Issued::Earlier(certificate) => {
                return Ok(Delivery {
                    certificate,
                    new: false,
                });
            }
            Issued::LogMoved => {}
        }
    }
}

/// Publishes what the certificate is awarded for; a certificate never says otherwise than its achievement's address.
async fn publish_achievement(
    state: &AppState,
    segment: &Segment,
    level: Level,
    version: u32,
) -> Result<(), ApiError> {
    let (_, document) = state.issuing.achievement(&state.app.framework, segment, level)?;
    let slug = achievement_slug(segment, level);
    let now = state.app.clock.now();
    let published = {
        let mut tx = state.app.store.begin("publish_achievement").await?;
        let done = tx
            .publish_achievement(&slug, version, document.as_bytes(), now)
            .await?;
        tx.commit().await?;
        done
    };
    if published == document.as_bytes() {
        Ok(())
    } else {
        Err(IssueError::AchievementChanged(format!("{slug}/v{version}")).into())
    }
}

async fn take_place(state: &AppState, id: CredentialId) -> Result<StatusPlace, ApiError> {
    loop {
        let drawn: Vec<u32> = state
            .app
            .rng
            .with(|rng| (0..DRAWN).map(|_| rng.random_range(0..MIN_ENTRIES)).collect());
        if let Some(place) = {
            let mut tx = state.app.store.begin("take_status_place").await?;
            let done = tx.take_status_place(id, &drawn, MIN_ENTRIES).await?;
            tx.commit().await?;
            done
        } {
            return Ok(place);
        }
    }
}
