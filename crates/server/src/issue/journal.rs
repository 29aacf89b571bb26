//! The transparency log as it is served: its present checkpoint, and proofs that lead to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use spyrales_core::id::CredentialId;
use spyrales_core::store::{LogPlace, StoredCheckpoint};
use spyrales_credential::log::{
    Checkpoint, Hash, LogNonce, LogProof, Node, inclusion, inclusion_needs, root, root_needs,
};

use crate::error::ApiError;
use crate::state::AppState;

fn broken(why: impl std::fmt::Display) -> ApiError {
    ApiError::Internal(format!(
        "the transparency log is broken: {why} (run `spyrales log audit`)"
    ))
}

/// Nodes of the log, all of which it must have.
pub(crate) async fn nodes(state: &AppState, wanted: &[Node]) -> Result<BTreeMap<Node, Hash>, ApiError> {
    let places: Vec<_> = wanted.iter().map(|node| (node.level, node.position)).collect();
    let found = state.app.store.reader().await?.log_nodes(&places).await?;
    let found = found.ok_or_else(|| broken("a node is missing"))?;
    Ok(found
        .into_iter()
        .map(|found| {
            (
                Node {
                    level: found.level,
                    position: found.position,
                },
                found.hash,
            )
        })
        .collect())
}

async fn root_of(state: &AppState, size: u64) -> Result<Hash, ApiError> {
    let known = nodes(state, &root_needs(size)).await?;
    root(size, |node| known.get(&node).copied()).map_err(broken)
}

/// The signed checkpoint of the log as it is, signed now if it has grown.
///
/// Before it signs, it makes sure that the tree still begins with what it signed last: a log that forks is never signed.
pub(crate) async fn current_checkpoint(state: &AppState) -> Result<StoredCheckpoint, ApiError> {
    let latest = state.app.store.reader().await?.latest_checkpoint().await?;
    let size = state.app.store.reader().await?.log_size().await?;
    if let Some(latest) = latest {
        if latest.size == size {
            return Ok(latest);
        }
        let signed = Checkpoint::open(&latest.note, state.issuing.log_key()).map_err(broken)?;
        if signed.size > size || root_of(state, signed.size).await? != signed.root {
            return Err(broken("it no longer begins with what was signed"));
        }
    }
    let root = root_of(state, size).await?;
    let issuing = Arc::clone(&state.issuing);
    let note = state
        .blocking(move || issuing.sign_checkpoint(size, root))
        .await?;
    let note = note.map_err(|error| ApiError::Internal(error.to_string()))?;
    Ok({
        let mut tx = state.app.store.begin("add_checkpoint").await?;
        let done = tx
            .add_checkpoint(StoredCheckpoint { size, note }, state.app.clock.now())
            .await?;
        tx.commit().await?;
        done
    })
}

/// The proof that a certificate is in the log; nothing when it was issued before there was one, or erased.
pub(crate) async fn proof(state: &AppState, id: CredentialId) -> Result<Option<LogProof>, ApiError> {
    let Some(LogPlace {
        position,
        nonce: Some(nonce),
    }) = state.app.store.reader().await?.log_place(id).await?
    else {
        return Ok(None);
    };
    let checkpoint = current_checkpoint(state).await?;
    let known = nodes(state, &inclusion_needs(position, checkpoint.size)).await?;
    let path = inclusion(position, checkpoint.size, |node| known.get(&node).copied()).map_err(broken)?;
    Ok(Some(LogProof {
        nonce: LogNonce::from_bytes(nonce),
        index: position,
        path,
        checkpoint: checkpoint.note,
    }))
}
