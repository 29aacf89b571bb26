//! The command line, in French as the product speaks first; `--lang en` changes what commands print.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use spyrales_core::store::Role;
use spyrales_core::text::Lang;

/// Spyrales : exercices de science des données, corrigés aussitôt, et certificats vérifiables.
#[derive(Debug, Parser)]
#[command(name = "spyrales", version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Langue de ce qui s'affiche : fr ou en.
    #[arg(
        long,
        global = true,
        default_value = "fr",
        env = "SPYRALES_LANG",
        value_name = "LANGUE"
    )]
    pub(crate) lang: Lang,

    /// Dossier des environnements préparés (Python compilé, instantanés).
    #[arg(long, global = true, env = "SPYRALES_CACHE", value_name = "DOSSIER")]
    pub(crate) cache: Option<PathBuf>,

    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Exemples :
  spyrales serve                                   tout préparer, puis servir sur http://127.0.0.1:8080
  spyrales grade exercises/PACK/EXERCICE reponse.py  corriger un fichier, sans serveur
  spyrales pack check exercises/PACK               vérifier un paquet d'exercices
  spyrales user add camille --email camille@example.fr
  spyrales verify certificat.pdf                   vérifier un certificat
  spyrales certificate revoke ID --reason TEXTE    révoquer un certificat";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Prépare tout ce qui manque, puis sert l'API et corrige les soumissions.
    Serve(Serve),
    /// Corrige un fichier pour un exercice, sans serveur.
    ///
    /// Code de sortie : 0 tous les points, 1 une partie, 2 correction impossible.
    Grade(Grade),
    /// Outils des formateurs : paquets d'exercices.
    #[command(subcommand)]
    Pack(Pack),
    /// Environnements préparés sur cette machine, au-delà de ceux qui se préparent seuls.
    #[command(subcommand)]
    Runtime(Runtime),
    /// Comptes locaux et jetons d'API.
    #[command(subcommand)]
    User(User),
    /// Vérifie un certificat : JSON, PDF, PNG, SVG ou lot hors ligne.
    ///
    /// Code de sortie : 0 valide, 1 refusé, 2 fichier illisible, 3 vérification incomplète.
    Verify(Verify),
    /// Certificats délivrés : révoquer, suspendre, rétablir.
    #[command(subcommand)]
    Certificate(Certificate),
    /// Clés de l'émetteur : changer de clé, en déclarer une compromise, publier.
    #[command(subcommand)]
    Issuer(Issuer),
    /// Journal de transparence.
    #[command(subcommand)]
    Log(Log),
    /// Refait la correction d'un relevé et dit si elle donne le même, au bit près.
    ///
    /// Code de sortie : 0 identique, 1 différent, 2 impossible à refaire, 3 relevé d'un autre environnement.
    Replay(Replay),
    /// Corrige pour le service qui l'a lancé ; `--self-test` montre de quoi il est privé sur cette machine.
    #[command(hide = true)]
    Sandbox(Sandbox),
    /// Corrige, et rien d'autre, pour les services qui partagent la base : sur autant de machines qu'il en faut.
    ///
    /// Il ne lui faut que la base. Les paquets d'exercices en viennent par leur empreinte ; les environnements (Python, R) sont
    /// préparés au premier démarrage.
    Worker(Worker),
    /// Mesure cette machine : démarrage, correction, débit, mémoire, et le rapport à un Python neuf.
    Bench(Bench),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Runtime {
    /// Construit un ensemble de paquets, une fois pour toutes ; interrompu, il reprend où il en était.
    ///
    /// r-tidyverse : dplyr, tidyr, ggplot2 et les autres, à partir des sources de Debian ; onze minutes de processeur.
    /// Un paquet qui ne peut pas l'être est nommé avec la raison, et laissé de côté.
    ///
    /// Code de sortie : 0 tout ce que l'archive permet est construit, 1 un paquet manque qui ne devrait pas.
    #[command(after_help = "\
Exemples :
  spyrales runtime build r-tidyverse
  spyrales runtime build r-tidyverse --only dplyr,ggplot2")]
    Build {
        /// L'ensemble.
        bundle: Bundle,
        /// Seulement ces paquets et ceux dont ils ont besoin ; ce qui est déjà construit reste.
        #[arg(long, value_name = "PAQUET", value_delimiter = ',')]
        only: Vec<String>,
    },
    /// Retire ce qu'une version précédente a préparé et que plus rien n'utilise : instantanés, code compilé, paquets.
    ///
    /// Ce dont un service en marche se sert reste, quelle que soit sa version. Au démarrage, `spyrales serve` retire de même ce
    /// qui n'a pas servi depuis 30 jours.
    #[command(after_help = "\
Exemples :
  spyrales runtime prune --dry-run
  spyrales runtime prune --unused-days 7")]
    Prune {
        /// Dit ce qui serait retiré, et ne retire rien.
        #[arg(long)]
        dry_run: bool,
        /// Seulement ce qui n'a pas servi depuis tant de jours.
        #[arg(long, value_name = "JOURS")]
        unused_days: Option<u32>,
    },
}

/// Les ensembles de paquets.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Bundle {
    /// Les paquets de R qui ne sont pas dans R.
    RTidyverse,
}

/// Où sont la base de données et la clé de l'émetteur.
#[derive(Args, Debug)]
pub(crate) struct DataDirectory {
    /// Dossier des données (par défaut ~/.local/share/spyrales).
    #[arg(long = "data", env = "SPYRALES_DATA", value_name = "DOSSIER")]
    pub(crate) path: Option<PathBuf>,
    /// Base PostgreSQL, comme `postgres://utilisateur@hôte:5432/nom` ; sans elle, un fichier SQLite du dossier des données. Un mot de
    /// passe se donne par la variable, ou par PGPASSWORD, plutôt que sur la ligne de commande.
    #[arg(
        long,
        env = "SPYRALES_DATABASE",
        hide_env_values = true,
        value_name = "ADRESSE"
    )]
    pub(crate) database: Option<String>,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Exemples :
  spyrales serve
  spyrales serve --listen 127.0.0.1:9000 --data ./donnees
  spyrales serve --public-url https://spyrales.example.gouv.fr --exercises ./exercises")]
pub(crate) struct Serve {
    /// Adresse où écouter.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADRESSE:PORT")]
    pub(crate) listen: SocketAddr,
    /// Adresse publique : elle nomme l'émetteur des certificats (did:web) et ne change plus ensuite.
    #[arg(long, value_name = "URL")]
    pub(crate) public_url: Option<String>,
    /// Dossier des paquets d'exercices à publier au démarrage.
    #[arg(long, default_value = "exercises", value_name = "DOSSIER")]
    pub(crate) exercises: PathBuf,
    /// Durée de validité des certificats, en jours (par défaut : sans limite).
    #[arg(long, value_name = "JOURS", value_parser = clap::value_parser!(u32).range(1..=36500))]
    pub(crate) certificate_days: Option<u32>,
    /// Ouvre l'API VC (/vc-api) aux administrateurs : elle signe ce qu'ils demandent, pour les suites de conformité.
    #[arg(long)]
    pub(crate) vc_api: bool,
    /// Sans comptes de démonstration ; il n'y en a jamais avec --public-url.
    #[arg(long)]
    pub(crate) no_demo: bool,
    /// Adresse d'un Onyxia où ouvrir les exercices (Jupyter, ou l'atelier de R).
    #[arg(long, value_name = "URL", value_parser = parse_onyxia)]
    pub(crate) onyxia: Option<String>,
    /// Derrière un serveur mandataire à nous : l'adresse d'où vient une requête est la dernière de X-Forwarded-For.
    #[arg(long)]
    pub(crate) behind_proxy: bool,
    /// Corrections menées de front (par défaut : le nombre de cœurs).
    #[arg(long, value_name = "NOMBRE")]
    pub(crate) workers: Option<usize>,
    /// Forme du journal, écrit sur la sortie d'erreur ; `RUST_LOG` en change le niveau (par défaut : info).
    #[arg(long, value_enum, default_value_t = LogFormat::Text, value_name = "FORME")]
    pub(crate) log_format: LogFormat,
    #[command(flatten)]
    pub(crate) data: DataDirectory,
    #[command(flatten)]
    pub(crate) oidc: Oidc,
}

/// Formes du journal.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LogFormat {
    /// Une ligne à lire par événement.
    Text,
    /// Un objet JSON par ligne, pour les collecteurs.
    Json,
}

/// What was agreed on with an OpenID Connect provider, such as ProConnect.
#[derive(Args, Debug)]
#[command(
    next_help_heading = "Connexion par un fournisseur d'identité (OpenID Connect, voir docs/fr/sign-in.md)"
)]
pub(crate) struct Oidc {
    /// Adresse du fournisseur, à la lettre près celle de son document de découverte (« issuer »).
    #[arg(
        long = "oidc-issuer",
        env = "SPYRALES_OIDC_ISSUER",
        value_name = "URL",
        requires = "client_id",
        requires = "client_secret_file"
    )]
    pub(crate) issuer: Option<String>,
    /// Identifiant que le fournisseur a donné à ce service.
    #[arg(
        long = "oidc-client-id",
        env = "SPYRALES_OIDC_CLIENT_ID",
        value_name = "ID",
        requires = "issuer"
    )]
    pub(crate) client_id: Option<String>,
    /// Fichier du secret correspondant, lisible de son seul propriétaire.
    #[arg(
        long = "oidc-client-secret-file",
        env = "SPYRALES_OIDC_CLIENT_SECRET_FILE",
        value_name = "FICHIER",
        requires = "issuer"
    )]
    pub(crate) client_secret_file: Option<PathBuf>,
    /// Nom du fournisseur sur les pages.
    #[arg(
        long = "oidc-name",
        env = "SPYRALES_OIDC_NAME",
        default_value = "ProConnect",
        value_name = "NOM"
    )]
    pub(crate) name: String,
    /// Niveaux d'authentification admis (acr), séparés par des virgules ; « any » les admet tous.
    #[arg(
        long = "oidc-acr",
        env = "SPYRALES_OIDC_ACR",
        default_value = "eidas0-mfa,eidas1-mfa,eidas2,eidas3",
        value_name = "LISTE"
    )]
    pub(crate) acr: String,
    /// Rôles admis, séparés par des virgules ; « any » admet tous ceux que le fournisseur connaît.
    #[arg(
        long = "oidc-roles",
        env = "SPYRALES_OIDC_ROLES",
        default_value = "agent_public,agent_public_etat,agent_public_territorial",
        value_name = "LISTE"
    )]
    pub(crate) roles: String,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Exemples :
  spyrales grade exercises/python-preparer-donnees/depenses-epci ma_reponse.py
  spyrales grade exercises/python-preparer-donnees/depenses-epci ma_reponse.py --json > releve.json
  spyrales --lang en grade exercises/python-preparer-donnees/depenses-epci answer.py")]
pub(crate) struct Grade {
    /// Dossier de l'exercice : PAQUET/EXERCICE.
    #[arg(value_name = "EXERCICE")]
    pub(crate) exercise: PathBuf,
    /// Fichier à corriger.
    #[arg(value_name = "FICHIER")]
    pub(crate) source: PathBuf,
    /// Affiche le relevé de correction en JSON, tel qu'il serait conservé.
    #[arg(long)]
    pub(crate) json: bool,
    /// Graine du hasard et des variantes ; la même donne le même relevé.
    #[arg(long, default_value_t = 0, value_name = "NOMBRE")]
    pub(crate) seed: u64,
    /// Graine des contrôles cachés (par défaut, la même) ; le service en tire une pour chaque essai.
    #[arg(long, value_name = "NOMBRE")]
    pub(crate) hidden_seed: Option<u64>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Pack {
    /// Vérifie un paquet : fichiers, solution de référence, point de départ, réponses fausses connues.
    ///
    /// Chaque solution doit obtenir tous les points, chaque point de départ échouer, chaque réponse fausse
    /// échouer aux contrôles qu'elle annonce et à eux seuls, et chaque correction donner le même relevé à
    /// chaque fois. Les données des contrôles cachés doivent changer à chaque essai, et aucun imposteur (constantes
    /// recopiées des messages, table de réponses notées, valeurs vides) ne doit réussir un exercice. Code de sortie : 0 tout est juste, 1 il y a à corriger, 2 paquet illisible.
    #[command(after_help = "Exemple :\n  spyrales pack check exercises/python-preparer-donnees --repeat 10")]
    Check(PackCheck),
}

#[derive(Args, Debug)]
pub(crate) struct PackCheck {
    /// Dossiers des paquets.
    #[arg(required = true, value_name = "PAQUET")]
    pub(crate) packs: Vec<PathBuf>,
    /// Nombre de corrections de chaque fichier, qui doivent donner le même relevé.
    #[arg(long, default_value_t = 2, value_name = "NOMBRE", value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(crate) repeat: u32,
    /// Affiche ce qui est trouvé en JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Ajoute un compte local et affiche, une seule fois, son jeton d'API.
    #[command(after_help = "\
Exemples :
  spyrales user add camille --email camille@example.fr
  spyrales user add lea --email lea@example.fr --display-name « Léa Martin » --role trainer")]
    Add(UserAdd),
    /// Donne à un compte un nouveau mot de passe pour les pages, affiché une seule fois ; ses sessions s'arrêtent, et ses jetons
    /// sont retirés s'il en avait un autre.
    #[command(after_help = "Exemple :\n  spyrales user password camille")]
    Password(UserName),
    /// Relie à un compte une identité du fournisseur, après s'être assuré que c'est bien la même personne.
    #[command(
        after_help = "Exemple :\n  spyrales user link camille --issuer https://HOTE/api/v2 --sub 4ed1…\n\nLa page qui a refusé la connexion donne cette ligne à la personne."
    )]
    Link(UserLink),
    /// Délie d'un compte une identité du fournisseur, qui ne l'ouvre plus ; les sessions du compte s'arrêtent.
    #[command(
        after_help = "Exemple :\n  spyrales user unlink camille --issuer https://HOTE/api/v2 --sub 4ed1…"
    )]
    Unlink(UserLink),
    /// Ferme un compte : personne ne s'y connecte plus, ses sessions s'arrêtent et ses jetons n'ouvrent rien. Ses certificats
    /// restent valables.
    #[command(after_help = "Exemple :\n  spyrales user close camille")]
    Close(UserName),
    /// Rouvre un compte fermé.
    #[command(after_help = "Exemple :\n  spyrales user reopen camille")]
    Reopen(UserName),
    /// Efface un compte, définitivement : rien de la personne ne reste dans la base.
    #[command(after_help = "Exemple :\n  spyrales user erase camille --confirm camille")]
    Erase(UserErase),
}

#[derive(Args, Debug)]
pub(crate) struct UserName {
    /// Nom du compte.
    #[arg(value_name = "NOM")]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) data: DataDirectory,
}

#[derive(Args, Debug)]
pub(crate) struct UserErase {
    /// Nom du compte.
    #[arg(value_name = "NOM")]
    pub(crate) name: String,
    /// Nom du compte encore une fois : c'est définitif.
    #[arg(long, value_name = "NOM")]
    pub(crate) confirm: String,
    #[command(flatten)]
    pub(crate) data: DataDirectory,
}

#[derive(Args, Debug)]
pub(crate) struct UserLink {
    /// Nom du compte.
    #[arg(value_name = "NOM")]
    pub(crate) name: String,
    /// Adresse du fournisseur.
    #[arg(long, value_name = "URL")]
    pub(crate) issuer: String,
    /// Nom de la personne chez lui (« sub »).
    #[arg(long, value_name = "SUB")]
    pub(crate) sub: String,
    #[command(flatten)]
    pub(crate) data: DataDirectory,
}

#[derive(Args, Debug)]
pub(crate) struct UserAdd {
    /// Nom du compte : lettres minuscules, chiffres, point, tiret.
    #[arg(value_name = "NOM")]
    pub(crate) name: String,
    /// Adresse électronique, à laquelle les certificats sont liés.
    #[arg(long, value_name = "ADRESSE")]
    pub(crate) email: String,
    /// Nom affiché (par défaut, le nom du compte).
    #[arg(long, value_name = "NOM")]
    pub(crate) display_name: Option<String>,
    /// Rôle.
    #[arg(long, default_value = "agent", value_name = "RÔLE")]
    pub(crate) role: RoleName,
    /// Durée de validité du jeton, en jours.
    #[arg(long, default_value_t = 90, value_name = "JOURS", value_parser = clap::value_parser!(u32).range(1..=3650))]
    pub(crate) days: u32,
    #[command(flatten)]
    pub(crate) data: DataDirectory,
}

/// An address that a page may lead to.
fn parse_onyxia(text: &str) -> Result<String, String> {
    if text.starts_with("https://") || text.starts_with("http://") {
        Ok(text.to_owned())
    } else {
        Err("hint: une adresse comme https://datalab.example.fr".to_owned())
    }
}

/// The roles as the command line spells them.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum RoleName {
    Agent,
    Trainer,
    Administrator,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Agent => Self::Agent,
            RoleName::Trainer => Self::Trainer,
            RoleName::Administrator => Self::Administrator,
        }
    }
}

#[derive(Args, Debug)]
#[command(after_help = "\
Exemples :
  spyrales verify certificat.pdf --issuer-name « Spyrales »
  spyrales verify lot.json --offline --issuer did.json --issuer-name « Spyrales »
  spyrales verify certificat.json --email camille@example.fr --evidence releve.json")]
pub(crate) struct Verify {
    /// Certificat (JSON, PDF, PNG, SVG) ou lot hors ligne.
    #[arg(value_name = "FICHIER")]
    pub(crate) file: PathBuf,
    /// N'utilise aucun réseau : seulement le fichier et ce qui est donné ici.
    #[arg(long)]
    pub(crate) offline: bool,
    /// Document DID de l'émetteur ; par défaut, celui de cette installation ou celui que l'émetteur publie.
    #[arg(long, value_name = "FICHIER")]
    pub(crate) issuer: Option<PathBuf>,
    /// Nom sous lequel vous connaissez cet émetteur : vous répondez de son identité.
    #[arg(long, value_name = "NOM")]
    pub(crate) issuer_name: Option<String>,
    /// Preuve d'inscription au journal (celle que l'émetteur publie est prise sinon).
    #[arg(long, value_name = "FICHIER")]
    pub(crate) log_proof: Option<PathBuf>,
    /// Relevé de correction à comparer avec le certificat.
    #[arg(long, value_name = "FICHIER")]
    pub(crate) evidence: Option<PathBuf>,
    /// Vérifie comme à cette date (RFC 3339) plutôt qu'aujourd'hui.
    #[arg(long, value_name = "DATE")]
    pub(crate) at: Option<String>,
    /// Admet les adresses privées et, sur cette machine, HTTP sans chiffrement : pour un essai.
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Adresse électronique du titulaire, pour vérifier que le certificat est bien le sien.
    #[arg(long, value_name = "ADRESSE")]
    pub(crate) email: Option<String>,
    /// Affiche le rapport en JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) data: DataDirectory,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Certificate {
    /// Révoque, définitivement.
    #[command(
        after_help = "Exemple :\n  spyrales certificate revoke 019ab3c5-… --reason « Délivré par erreur »"
    )]
    Revoke(CertificateChange),
    /// Suspend, jusqu'à rétablissement ou révocation.
    Suspend(CertificateChange),
    /// Rétablit un certificat suspendu.
    Reinstate(CertificateChange),
}

#[derive(Args, Debug)]
pub(crate) struct CertificateChange {
    /// Identifiant ou adresse du certificat.
    #[arg(value_name = "CERTIFICAT")]
    pub(crate) certificate: String,
    /// Motif, que le titulaire lira.
    #[arg(long, value_name = "TEXTE")]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) data: DataDirectory,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Issuer {
    /// Crée une nouvelle clé et retire l'ancienne ; le service doit être arrêté.
    Rotate(DataDirectory),
    /// Déclare une clé compromise ; seuls les certificats inscrits au journal auparavant restent valables.
    #[command(after_help = "Exemple :\n  spyrales issuer compromised --since 2026-11-24T03:00:00Z")]
    Compromised(IssuerCompromised),
    /// Affiche le document DID, ou écrit tout ce dont un vérificateur a besoin.
    Export(IssuerExport),
}

#[derive(Args, Debug)]
pub(crate) struct IssuerCompromised {
    /// Clé (z6Mk…) ; par défaut, celle qui signe.
    #[arg(long, value_name = "CLÉ")]
    pub(crate) key: Option<String>,
    /// Depuis quand d'autres ont pu l'avoir (RFC 3339) ; par défaut, maintenant.
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<String>,
    #[command(flatten)]
    pub(crate) data: DataDirectory,
}

#[derive(Args, Debug)]
pub(crate) struct IssuerExport {
    /// Dossier où écrire did.json, jwks.json et log-key.txt.
    #[arg(long, value_name = "DOSSIER")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) data: DataDirectory,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Log {
    /// Recalcule tout le journal et le compare à la base, aux points de contrôle signés et à un plus ancien.
    ///
    /// Code de sortie : 0 intact, 1 altéré, 2 illisible.
    #[command(
        after_help = "Exemple :\n  curl -s https://HOTE/log/checkpoint > hier.txt\n  spyrales log audit --checkpoint hier.txt"
    )]
    Audit(LogAudit),
}

#[derive(Args, Debug)]
pub(crate) struct LogAudit {
    /// Point de contrôle gardé auparavant, que le journal doit prolonger.
    #[arg(long, value_name = "FICHIER")]
    pub(crate) checkpoint: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) data: DataDirectory,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Exemples :
  spyrales replay releve.json                      code et paquet pris dans la base de cette machine
  spyrales replay releve.json --submission ma_reponse.py --pack exercises/python-preparer-donnees")]
pub(crate) struct Replay {
    /// Relevé de correction (JSON).
    #[arg(value_name = "RELEVÉ")]
    pub(crate) record: PathBuf,
    /// Code du relevé, s'il n'est pas dans la base.
    #[arg(long, value_name = "FICHIER")]
    pub(crate) submission: Option<PathBuf>,
    /// Dossier du paquet, s'il n'est pas dans la base.
    #[arg(long, value_name = "PAQUET")]
    pub(crate) pack: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) data: DataDirectory,
}

#[derive(Args, Debug)]
pub(crate) struct Sandbox {
    /// S'enferme comme pour corriger, essaie ce qui doit être interdit, et dit ce qui l'est.
    #[arg(long)]
    pub(crate) self_test: bool,
    /// Prépare ce dont partent les corrections, et ne corrige rien.
    #[arg(long)]
    pub(crate) prepare: bool,
    /// Forme du journal.
    #[arg(long, value_enum, default_value_t = LogFormat::Text, value_name = "FORME")]
    pub(crate) log_format: LogFormat,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Exemples :
  spyrales worker --database postgres://spyrales@base.interne/spyrales
  SPYRALES_DATABASE=postgres://… spyrales worker --workers 8 --listen 127.0.0.1:9090")]
pub(crate) struct Worker {
    /// Combien de soumissions corriger à la fois (par défaut, une par cœur).
    #[arg(long, value_name = "NOMBRE")]
    pub(crate) workers: Option<usize>,
    /// Adresse où dire si ce processus va bien et ce qu'il compte : /healthz, /readyz, /metrics (par défaut, aucune).
    #[arg(long, value_name = "ADRESSE:PORT")]
    pub(crate) listen: Option<std::net::SocketAddr>,
    /// Forme du journal, sur la sortie d'erreur.
    #[arg(long, value_enum, default_value_t = LogFormat::Text, value_name = "FORME")]
    pub(crate) log_format: LogFormat,
    #[command(flatten)]
    pub(crate) data: DataDirectory,
}

#[derive(Args, Debug)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Exemples :
  spyrales bench
  spyrales bench --exercise exercises/python-statistiques/regression-energie
  spyrales bench --soak 10000                      la mémoire croît-elle ?
  spyrales bench certificates --rival crates/cli/tests/verifiers"
)]
pub(crate) struct Bench {
    #[command(subcommand)]
    pub(crate) subject: Option<BenchSubject>,
    /// Nombre de corrections mesurées.
    #[arg(long, default_value_t = 100, value_name = "NOMBRE", value_parser = clap::value_parser!(u32).range(10..=100_000))]
    pub(crate) rounds: u32,
    /// Nombre de démarrages mesurés d'un Python neuf.
    #[arg(long, default_value_t = 10, value_name = "NOMBRE", value_parser = clap::value_parser!(u32).range(0..=1000))]
    pub(crate) native_rounds: u32,
    /// Corrections d'affilée après lesquelles on regarde si la mémoire a crû.
    #[arg(long, default_value_t = 0, value_name = "NOMBRE", value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub(crate) soak: u32,
    /// Exercice à corriger.
    #[arg(
        long,
        default_value = "tests/bench/ventes/meilleurs-produits",
        value_name = "EXERCICE"
    )]
    pub(crate) exercise: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BenchSubject {
    /// Mesure les certificats : délivrance, vérification, et le rapport à @digitalbazaar/vc.
    Certificates(BenchCertificates),
}

#[derive(Args, Debug)]
pub(crate) struct BenchCertificates {
    /// Nombre de mesures de chaque opération.
    #[arg(long, default_value_t = 1000, value_name = "NOMBRE", value_parser = clap::value_parser!(u32).range(10..=1_000_000))]
    pub(crate) rounds: u32,
    /// Dossier où `npm ci` a installé le rival.
    #[arg(long, value_name = "DOSSIER")]
    pub(crate) rival: Option<PathBuf>,
}
