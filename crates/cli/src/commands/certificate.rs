//! `spyrales certificate`: revoking, suspending and reinstating.

use std::process::ExitCode;

use anyhow::Context;
use spyrales_app::certificates::StatusChanged;
use spyrales_core::id::CredentialId;
use spyrales_core::store::StatusChange;
use spyrales_core::text::Lang;

use crate::args::CertificateChange;
use crate::setting::{Setting, app_over};

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
    let changed = tokio::runtime::Runtime::new()?.block_on(async {
        let app = app_over(args.data.resolve().open_existing_store().await?)?;
        let actor = "spyrales certificate";
        anyhow::Ok(app.change_status(id, change, &args.reason, actor).await?)
    })?;
    let fr = setting.lang == Lang::Fr;
    match changed {
        StatusChanged::Changed => {
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
        StatusChanged::Unchanged if fr => println!("Certificat {id} : rien à changer, il l'était déjà."),
        StatusChanged::Unchanged => println!("Certificate {id}: nothing to change, it was so already."),
    }
    Ok(ExitCode::SUCCESS)
}
