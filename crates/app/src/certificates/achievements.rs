//! What certificates are awarded for. A published version never changes.

use spyrales_core::level::Level;
use spyrales_credential::Achievement;

use super::{CertificateError, Certificates, achievement_slug, achievement_version};
use crate::transaction::transaction;

impl Certificates {
    /// A version of an achievement as it is published; of the framework's present version, published now if no certificate
    /// has named it yet. Nothing when there is none.
    pub async fn achievement(&self, slug: &str, version: u32) -> Result<Option<Vec<u8>>, CertificateError> {
        let mut reader = self.app.store.reader().await?;
        let published = reader.achievement(slug, version).await?;
        drop(reader);
        if published.is_some() {
            return Ok(published);
        }
        let framework = &self.app.framework;
        let levels = framework
            .segments()
            .iter()
            .flat_map(|segment| Level::ALL.map(|level| (segment, level)));
        let Some((segment, level)) = levels.into_iter().find(|(segment, level)| {
            achievement_slug(segment, *level) == slug && achievement_version(framework) == version
        }) else {
            return Ok(None);
        };
        let (_, document) = self.issuing.achievement(framework, segment, level)?;
        let now = self.app.clock.now();
        transaction!(self.app.store, "publish_achievement", CertificateError, |tx| {
            if let Some(published) = tx.achievement(slug, version).await? {
                return Ok(Some(published));
            }
            tx.insert_achievement(slug, version, document.as_bytes(), now)
                .await?;
            Ok(Some(document.clone().into_bytes()))
        })
    }
}

/// Reads an achievement as it was published.
pub(super) fn read(document: &[u8]) -> Result<Achievement, CertificateError> {
    Ok(serde_json::from_slice(document)?)
}
