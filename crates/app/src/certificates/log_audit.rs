//! The whole transparency log, recomputed and compared.

use std::collections::BTreeMap;
use std::fmt;

use spyrales_core::digest::Digest;
use spyrales_core::id::CredentialId;
use spyrales_core::store::Reader;
use spyrales_credential::log::{Checkpoint, Hash, LogEntry, LogKey, LogNonce, Node, append, root};

use super::LogError;
use crate::App;

/// Entries read at a time.
const PAGE: u64 = 4096;

/// What an audit found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogAudit {
    /// Entries of the log.
    pub entries: u64,
    /// Certificates that are the ones that were logged.
    pub certificates: u64,
    /// Certificates whose holders' accounts were erased.
    pub erased: u64,
    /// Signed checkpoints that were kept.
    pub checkpoints: u64,
    /// What isn't as it should be.
    pub faults: Vec<LogFault>,
}

/// Something that isn't as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogFault {
    /// The entry at this position is missing.
    Missing(u64),
    /// A kept node isn't what its entries come to.
    Node(Node),
    /// A certificate isn't the one that was logged.
    OtherCertificate(CredentialId),
    /// A certificate is logged and its file is gone.
    NoCertificate(CredentialId),
    /// The entry at this position is nobody's.
    Nobodys(u64),
    /// A checkpoint can't be opened.
    Checkpoint(String),
    /// A checkpoint of more entries than there are was signed.
    TooLong {
        /// The size that was signed.
        signed: u64,
        /// The log's.
        entries: u64,
    },
    /// The first entries aren't those of the checkpoint of this size.
    OtherHistory(u64),
}

impl fmt::Display for LogFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(position) => write!(f, "entry {position} is missing"),
            Self::Node(Node { level, position }) => write!(
                f,
                "node {position} of level {level} isn't what its entries come to"
            ),
            Self::OtherCertificate(id) => write!(f, "certificate {id} isn't the one that was logged"),
            Self::NoCertificate(id) => write!(f, "certificate {id} is logged and its file is gone"),
            Self::Nobodys(position) => write!(f, "entry {position} is nobody's"),
            Self::Checkpoint(why) => write!(f, "a checkpoint is no good: {why}"),
            Self::TooLong { signed, entries } => write!(
                f,
                "a checkpoint of {signed} entries was signed, and there are {entries}"
            ),
            Self::OtherHistory(size) => write!(
                f,
                "the first {size} entries aren't those of the checkpoint that was signed"
            ),
        }
    }
}

impl App {
    /// Recomputes the log from its entries and compares it with its nodes, with the certificates, with every checkpoint that
    /// was signed with this key, and with one that somebody kept. Entries appended meanwhile are left for the next audit.
    pub async fn audit_log(&self, key: &LogKey, kept: Option<&str>) -> Result<LogAudit, LogError> {
        let mut reader = self.store.reader().await?;
        let mut audit = LogAudit {
            entries: reader.log_size().await?,
            ..LogAudit::default()
        };
        let mut entries: Vec<[u8; 32]> = Vec::new();
        while (entries.len() as u64) < audit.entries {
            let from = entries.len() as u64;
            let page = reader.log_entries(from..(from + PAGE).min(audit.entries)).await?;
            if page.is_empty() {
                audit.faults.push(LogFault::Missing(from));
                return Ok(audit);
            }
            entries.extend(page);
        }
        let mut nodes: BTreeMap<Node, Hash> = BTreeMap::new();
        for (position, entry) in (0..).zip(&entries) {
            let added = append(position, entry, |node| nodes.get(&node).copied());
            for added in added.map_err(LogError::broken)? {
                nodes.insert(added.node, added.hash);
            }
        }
        audit.tree(&mut *reader, &nodes).await?;
        audit.certificates(&mut *reader, &entries).await?;
        let signed = reader.checkpoints().await?;
        audit.checkpoints = signed.len() as u64;
        let notes = signed.iter().map(|checkpoint| checkpoint.note.as_str());
        for note in notes.chain(kept) {
            audit.checkpoint(note, key, &nodes);
        }
        Ok(audit)
    }
}

impl LogAudit {
    /// Every node that is kept is what its entries come to.
    async fn tree(&mut self, reader: &mut dyn Reader, nodes: &BTreeMap<Node, Hash>) -> Result<(), LogError> {
        for (node, hash) in nodes {
            let kept = reader.log_nodes(&[(node.level, node.position)]).await?;
            if kept.and_then(|kept| kept.first().map(|kept| kept.hash)) != Some(*hash) {
                self.faults.push(LogFault::Node(*node));
            }
        }
        Ok(())
    }

    /// Every certificate has the entry that its nonce and its file come to, and every entry a certificate.
    async fn certificates(&mut self, reader: &mut dyn Reader, entries: &[[u8; 32]]) -> Result<(), LogError> {
        let mut owned = vec![false; entries.len()];
        for (id, place) in reader.log_places().await? {
            let Some(entry) = usize::try_from(place.position).ok().and_then(|at| {
                *owned.get_mut(at)? = true;
                entries.get(at)
            }) else {
                continue;
            };
            let stored = reader.credential(id).await?;
            match (place.nonce, stored.filter(|stored| !stored.is_erased())) {
                (None, _) => self.erased += 1,
                (Some(nonce), Some(stored)) => {
                    // A file is in RFC 8785 form, so its digest is that of its bytes.
                    let digest = *Digest::of(&stored.document).as_bytes();
                    if LogEntry::new(&LogNonce::from_bytes(nonce), &digest).as_bytes() == entry {
                        self.certificates += 1;
                    } else {
                        self.faults.push(LogFault::OtherCertificate(id));
                    }
                }
                (Some(_), None) => self.faults.push(LogFault::NoCertificate(id)),
            }
        }
        let nobodys = (0..).zip(&owned).filter(|(_, owned)| !**owned);
        self.faults
            .extend(nobodys.map(|(position, _)| LogFault::Nobodys(position)));
        Ok(())
    }

    /// The log begins with what was signed.
    fn checkpoint(&mut self, note: &str, key: &LogKey, nodes: &BTreeMap<Node, Hash>) {
        let signed = match Checkpoint::open(note, key) {
            Ok(signed) => signed,
            Err(error) => return self.faults.push(LogFault::Checkpoint(error.to_string())),
        };
        let size = signed.size;
        if size > self.entries {
            self.faults.push(LogFault::TooLong {
                signed: size,
                entries: self.entries,
            });
        } else if root(size, |node| nodes.get(&node).copied()) != Ok(signed.root) {
            self.faults.push(LogFault::OtherHistory(size));
        }
    }
}
