//! `spyrales log audit`: the whole transparency log, recomputed and compared.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::Context;
use spyrales_core::store::Store as _;
use spyrales_core::text::Lang;
use spyrales_credential::log::{Checkpoint, Hash, LogEntry, LogKey, LogNonce, Node, append, root};
use spyrales_store_sql::sqlite::SqliteStore;

use crate::args::LogAudit;
use crate::issuer::Keys;
use crate::setting::{Setting, database};

/// Entries read at a time.
const PAGE: u64 = 4096;

/// What an audit found.
#[derive(Default)]
struct Audit {
    entries: u64,
    certificates: u64,
    erased: u64,
    checkpoints: u64,
    problems: Vec<String>,
}

/// Exit code: 0 all is right, 1 something isn't, 2 it can't be read.
pub(crate) fn audit(setting: &Setting, args: &LogAudit) -> anyhow::Result<ExitCode> {
    let data = args.data.resolve();
    let key = Keys::load(&data)?.log_key();
    let older = args
        .checkpoint
        .as_ref()
        .map(|path| {
            std::fs::read_to_string(path).with_context(|| format!("failed to read {}", path.display()))
        })
        .transpose()?;
    let audit = tokio::runtime::Runtime::new()?.block_on(async {
        let store = SqliteStore::open(&database(&data)).await?;
        run(&store, &key, older.as_deref()).await
    })?;
    let Audit {
        entries,
        certificates,
        erased,
        checkpoints,
        problems,
    } = &audit;
    match setting.lang {
        Lang::Fr => println!(
            "Journal : {entries} inscriptions, {certificates} certificats retrouvés, {erased} effacés, {checkpoints} points de contrôle."
        ),
        Lang::En => println!(
            "Log: {entries} entries, {certificates} certificates found, {erased} erased, {checkpoints} checkpoints."
        ),
    }
    for problem in problems {
        eprintln!("✗ {problem}");
    }
    match (problems.is_empty(), setting.lang) {
        (true, Lang::Fr) => println!("✓ Le journal est intact."),
        (true, Lang::En) => println!("✓ The log is intact."),
        (false, _) => {}
    }
    Ok(ExitCode::from(u8::from(!problems.is_empty())))
}

async fn run(store: &SqliteStore, key: &LogKey, older: Option<&str>) -> anyhow::Result<Audit> {
    // Entries are only ever added: what is added meanwhile is left for the next audit.
    let mut audit = Audit {
        entries: store.reader().await?.log_size().await?,
        ..Audit::default()
    };
    let mut nodes: BTreeMap<Node, Hash> = BTreeMap::new();
    let mut entries: Vec<[u8; 32]> = Vec::new();
    while (entries.len() as u64) < audit.entries {
        let from = entries.len() as u64;
        let page = store
            .reader()
            .await?
            .log_entries(from..(from + PAGE).min(audit.entries))
            .await?;
        if page.is_empty() {
            audit.problems.push(format!("entry {from} is missing"));
            return Ok(audit);
        }
        entries.extend(page);
    }
    for (position, entry) in (0..).zip(&entries) {
        for added in append(position, entry, |node| nodes.get(&node).copied())? {
            nodes.insert(added.node, added.hash);
        }
    }
    tree(store, &nodes, &mut audit).await?;
    certificates(store, &entries, &mut audit).await?;
    let signed = store.reader().await?.checkpoints().await?;
    audit.checkpoints = signed.len() as u64;
    for note in signed
        .iter()
        .map(|checkpoint| checkpoint.note.as_str())
        .chain(older)
    {
        checkpoint(note, key, &nodes, &mut audit);
    }
    Ok(audit)
}

/// Every node that is kept is what its entries come to.
async fn tree(store: &SqliteStore, nodes: &BTreeMap<Node, Hash>, audit: &mut Audit) -> anyhow::Result<()> {
    for (node, hash) in nodes {
        let kept = store
            .reader()
            .await?
            .log_nodes(&[(node.level, node.position)])
            .await?;
        if kept.and_then(|kept| kept.first().map(|kept| kept.hash)) != Some(*hash) {
            audit.problems.push(format!(
                "node {} of level {} isn't what its entries come to",
                node.position, node.level
            ));
        }
    }
    Ok(())
}

/// Every certificate has the entry that its nonce and its file come to, and every entry a certificate.
async fn certificates(store: &SqliteStore, entries: &[[u8; 32]], audit: &mut Audit) -> anyhow::Result<()> {
    let mut owned = vec![false; entries.len()];
    let found = store.reader().await?.log_places().await?;
    for (id, place) in found {
        let Some(entry) = usize::try_from(place.position).ok().and_then(|at| {
            *owned.get_mut(at)? = true;
            entries.get(at)
        }) else {
            continue;
        };
        let stored = store.reader().await?.credential(id).await?;
        match (place.nonce, stored.filter(|stored| !stored.is_erased())) {
            (None, _) => audit.erased += 1,
            (Some(nonce), Some(stored)) => {
                // A file is in RFC 8785 form, so its digest is that of its bytes.
                let digest = *spyrales_core::digest::Digest::of(&stored.document).as_bytes();
                if LogEntry::new(&LogNonce::from_bytes(nonce), &digest).as_bytes() == entry {
                    audit.certificates += 1;
                } else {
                    audit
                        .problems
                        .push(format!("certificate {id} isn't the one that was logged"));
                }
            }
            (Some(_), None) => audit
                .problems
                .push(format!("certificate {id} is logged and its file is gone")),
        }
    }
    for (position, _) in owned.iter().enumerate().filter(|(_, owned)| !**owned) {
        audit.problems.push(format!("entry {position} is nobody's"));
    }
    Ok(())
}

/// The log begins with what was signed.
fn checkpoint(note: &str, key: &LogKey, nodes: &BTreeMap<Node, Hash>, audit: &mut Audit) {
    let signed = match Checkpoint::open(note, key) {
        Ok(signed) => signed,
        Err(error) => {
            audit.problems.push(format!("a checkpoint is no good: {error}"));
            return;
        }
    };
    let size = signed.size;
    if size > audit.entries {
        audit.problems.push(format!(
            "a checkpoint of {size} entries was signed, and there are {}",
            audit.entries
        ));
    } else if root(size, |node| nodes.get(&node).copied()) != Ok(signed.root) {
        audit.problems.push(format!(
            "the first {size} entries aren't those of the checkpoint that was signed"
        ));
    }
}
