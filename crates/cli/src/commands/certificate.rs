//! `spyrales certificate`: revoking, suspending and reinstating.

use std::process::ExitCode;

use anyhow::{Context, bail};
use spyrales_core::clock::Clock;
use spyrales_core::id::CredentialId;
use spyrales_core::store::{NewStatusEvent, StatusChange, StatusOutcome, Store as _};
use spyrales_core::text::Lang;
use spyrales_store_sql::sqlite::SqliteStore;

use crate::args::CertificateChange;
use crate::setting::{Setting, SystemClock, database};

pub(crate) fn change(
    setting: &Setting,
    change: StatusChange,
    args: &CertificateChange,
) -> anyhow::Result<ExitCode> {
    // An address or a file's name is as good as the id in it.
    let id = args
        .certificate
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let id: CredentialId = id.parse().with_context(|| {
        format!(
            "{:?} is no certificate's id; hint: it is the last part of its address",
            args.certificate
        )
    })?;
    let Some(reason) = NewStatusEvent::reason(&args.reason) else {
        bail!(
            "the reason has 1 to {} characters; hint: the holder reads it",
            NewStatusEvent::LONGEST_REASON
        );
    };
    let path = database(&args.data.resolve());
    if !path.exists() {
        bail!(
            "no database in {}; hint: name the service's data directory with --data",
            args.data.resolve().display()
        );
    }
    let event = NewStatusEvent {
        credential: id,
        change,
        reason,
        actor: "spyrales certificate".to_owned(),
    };
    let outcome = tokio::runtime::Runtime::new()?.block_on(async {
        let store = SqliteStore::open(&path).await?;
        anyhow::Ok({
            let mut tx = store.begin("change_status").await?;
            let done = tx.change_status(event, SystemClock.now()).await?;
            tx.commit().await?;
            done
        })
    })?;
    let fr = setting.lang == Lang::Fr;
    match outcome {
        StatusOutcome::Changed(_) => {
            let done = match (change, fr) {
                (StatusChange::Revoked, true) => "révoqué, définitivement",
                (StatusChange::Revoked, false) => "revoked, for good",
                (StatusChange::Suspended, true) => "suspendu",
                (StatusChange::Suspended, false) => "suspended",
                (StatusChange::Reinstated, true) => "rétabli",
                (StatusChange::Reinstated, false) => "reinstated",
            };
            if fr {
                println!(
                    "Certificat {id} {done}. Son titulaire en lira le motif ; les listes de statut le disent dès maintenant."
                );
            } else {
                println!(
                    "Certificate {id} {done}. Its holder will read the reason; the status lists say so from now on."
                );
            }
        }
        StatusOutcome::Unchanged if fr => println!("Certificat {id} : rien à changer, il l'était déjà."),
        StatusOutcome::Unchanged => println!("Certificate {id}: nothing to change, it was so already."),
        StatusOutcome::RevokedForGood => {
            bail!(
                "certificate {id} is revoked, which can't be taken back; hint: suspend while a doubt may be lifted"
            )
        }
        StatusOutcome::Unknown => bail!("no certificate {id} was issued here"),
    }
    Ok(ExitCode::SUCCESS)
}
