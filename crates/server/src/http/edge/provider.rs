//! Signing in through a provider of identities: who it is, and whom we take from it.

use spyrales_oidc::{Arrival, Provider};

/// What ProConnect calls people of whom it knows that they work for the State or a local authority.
pub const AGENTS: [&str; 3] = ["agent_public", "agent_public_etat", "agent_public_territorial"];

/// A provider of identities, and whom we take from it.
pub struct SignIn {
    /// The provider.
    pub provider: Provider,
    /// What people know it as: "ProConnect".
    pub name: String,
    /// The roles that may sign in: one of these must be stated. Anybody whom the provider knows when empty.
    pub roles: Vec<String>,
}

impl SignIn {
    /// Whether somebody may sign in, as far as their roles say. A person with none stated may not, where roles are asked
    /// for: ProConnect also knows people who work for companies, of whom it states none.
    pub(crate) fn admits(&self, arrival: &Arrival) -> bool {
        self.roles.is_empty() || arrival.roles.iter().any(|role| self.roles.contains(role))
    }
}
