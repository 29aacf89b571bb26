//! What this installation knows of a certificate that is to be verified: its keys, both lists, its log and its achievements.

use spyrales_core::id::CredentialId;
use spyrales_credential::{
    Achievement, Claims, EvidenceDigest, StatusListAnswer, StatusPurpose, Url, VerificationContext,
};

use super::{CertificateError, Certificates, achievements};

impl Certificates {
    /// All that is known of what a file claims. Nothing that it claims is believed.
    pub async fn context_of(&self, claims: &Claims) -> Result<VerificationContext, CertificateError> {
        let mut context = self.issuing.context(self.app.clock.now());
        for url in &claims.status_lists {
            // Only lists of our own: nobody makes this service fetch anything.
            let Some(path) = url.as_str().strip_prefix(self.issuing.origin().as_str()) else {
                continue;
            };
            let answer = self.list_at(path).await?;
            context = context.with_status_list(url.clone(), answer);
        }
        if let Some(published) = self.achievement_at(claims.achievement.as_ref()).await? {
            context = context.with_achievement(published);
        }
        if let Some(id) = claims.uuid().map(CredentialId::from) {
            let mut reader = self.app.store.reader().await?;
            let transcript = reader.transcript(id).await?;
            drop(reader);
            if let Some(transcript) = transcript {
                context = context.with_evidence(EvidenceDigest::of(&transcript));
            }
            if let Some(proof) = self.proof(id).await? {
                context = context.with_log_proof(proof);
            }
        }
        Ok(context)
    }

    async fn list_at(&self, path: &str) -> Result<StatusListAnswer, CertificateError> {
        let purposes = [StatusPurpose::Revocation, StatusPurpose::Suspension];
        let found = purposes.into_iter().find_map(|purpose| {
            let number = path.strip_prefix(&format!("/status/{}/", purpose.as_str()))?;
            Some((purpose, number.parse().ok()?))
        });
        let Some((purpose, number)) = found else {
            return Ok(StatusListAnswer::Unreachable);
        };
        let document = self.status_list(purpose, number).await?;
        Ok(document.map_or(StatusListAnswer::Unreachable, |document| {
            StatusListAnswer::Document(document.as_bytes().to_vec())
        }))
    }

    /// The published achievement that an address under our origin names.
    async fn achievement_at(&self, url: Option<&Url>) -> Result<Option<Achievement>, CertificateError> {
        let path = url.and_then(|url| url.as_str().strip_prefix(self.issuing.origin().as_str()));
        let parts = path.and_then(|path| path.strip_prefix("/achievements/")?.split_once("/v"));
        let Some((slug, Ok(version))) = parts.map(|(slug, version)| (slug, version.parse())) else {
            return Ok(None);
        };
        let mut reader = self.app.store.reader().await?;
        let document = reader.achievement(slug, version).await?;
        document.map(|document| achievements::read(&document)).transpose()
    }
}
