//! The provider: sending people there, taking them back, signing them out.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreIdToken, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreResponseType, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenResponse,
};
use openidconnect::{
    AccessTokenHash, AuthType, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, Client,
    ClientId, ClientSecret, CsrfToken, EmptyAdditionalClaims, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IssuerUrl, LogoutRequest, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier,
    PostLogoutRedirectUrl, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError,
    StandardErrorResponse, SubjectIdentifier, TokenResponse as _, UserInfoClaims, UserInfoError,
    UserInfoResponseType,
};
use serde_json::json;
use zeroize::Zeroizing;

use crate::arrival::{AgentClaims, Arrival};
use crate::attempt::{Attempt, Derivation};
use crate::discovery::Known;
use crate::failure::{Failure, SetupError, chain};
use crate::http::Http;
use crate::stated::Stated;

/// What ProConnect calls a sign-in with two factors or better.
pub const PROCONNECT_ACR: [&str; 4] = ["eidas0-mfa", "eidas1-mfa", "eidas2", "eidas3"];

/// What is asked for, beside `openid`.
const SCOPES: [&str; 8] = [
    "given_name",
    "usual_name",
    "email",
    "uid",
    "siret",
    "idp_id",
    "roles",
    "organization_label",
];

/// How long what the provider says of itself is good for.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(1);
/// How often it is asked for again because a signature's key isn't among its keys: it may have changed them.
const KEYS_AGAIN: SignedDuration = SignedDuration::from_mins(1);

type OidcClient = Client<
    EmptyAdditionalClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    CoreTokenResponse,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What was agreed on with the provider.
#[derive(Clone)]
pub struct Registration {
    /// The provider's name of itself, as its discovery document states it to the letter.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// What shows that we are it; sent in the body of requests (`client_secret_post`).
    pub client_secret: Zeroizing<String>,
    /// Where people are sent back to after signing in, exactly as registered.
    pub signed_in: String,
    /// Where they are sent back to after signing out, exactly as registered.
    pub signed_out: String,
    /// The ways of signing in that are strong enough (`acr`); any when empty.
    pub acr: Vec<String>,
}

/// What came back with the browser.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The state, which must be the attempt's.
    pub state: Option<String>,
    /// What is exchanged for tokens.
    pub code: Option<String>,
    /// An error of the provider's, instead of a code.
    pub error: Option<String>,
    /// Who answers (RFC 9207), where the provider says it.
    pub issuer: Option<String>,
}

/// An OpenID Connect provider that we are registered with.
pub struct Provider {
    registration: Registration,
    issuer: IssuerUrl,
    signed_in: RedirectUrl,
    signed_out: PostLogoutRedirectUrl,
    http: Http,
    derivation: Derivation,
    known: Mutex<Option<Arc<Known>>>,
    /// When it was last asked for keys that we didn't know.
    keys_asked: Mutex<Option<Timestamp>>,
}

impl Provider {
    /// Asks nothing of the network.
    ///
    /// # Errors
    ///
    /// When an address is none; when the issuer's is neither HTTPS nor on this very machine.
    pub fn new(registration: Registration) -> Result<Self, SetupError> {
        let wrong = || SetupError::Issuer(registration.issuer.clone());
        let issuer = IssuerUrl::new(registration.issuer.clone()).map_err(|_| wrong())?;
        let host = issuer.url().host_str().unwrap_or_default();
        let local = matches!(host, "127.0.0.1" | "localhost" | "[::1]");
        let plain = match issuer.url().scheme() {
            "https" => false,
            "http" if local => true,
            _ => return Err(wrong()),
        };
        let back = |address: &str| SetupError::Return(address.to_owned());
        Ok(Self {
            signed_in: RedirectUrl::new(registration.signed_in.clone())
                .map_err(|_| back(&registration.signed_in))?,
            signed_out: PostLogoutRedirectUrl::new(registration.signed_out.clone())
                .map_err(|_| back(&registration.signed_out))?,
            http: Http::new(plain),
            derivation: Derivation::new(&registration.client_secret),
            known: Mutex::default(),
            keys_asked: Mutex::default(),
            issuer,
            registration,
        })
    }

    /// The provider's name of itself.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.registration.issuer
    }

    /// Asks the provider what it says of itself, so that a wrong address is found before anybody signs in.
    ///
    /// # Errors
    ///
    /// [`Failure::Unavailable`]; it is asked again when somebody signs in.
    pub fn discover(&self, now: Timestamp) -> Result<(), Failure> {
        self.known(now, GOOD_FOR).map(drop)
    }

    fn known(&self, now: Timestamp, good_for: SignedDuration) -> Result<Arc<Known>, Failure> {
        let before = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = before.as_ref().filter(|k| now.duration_since(k.since) < good_for) {
            return Ok(Arc::clone(known));
        }
        match (self.fetch(now), before) {
            (Err(failure), Some(known)) => {
                tracing::warn!(%failure, "failed to ask the provider again; what it said before is used");
                Ok(known)
            }
            (fetched, _) => fetched,
        }
    }

    fn fetch(&self, now: Timestamp) -> Result<Arc<Known>, Failure> {
        let known = Arc::new(Known::fetch(&self.issuer, &self.http, now)?);
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&known));
        Ok(known)
    }

    /// What the provider says of itself by now, with the keys that it may have changed to; nothing when it was asked for
    /// them a moment ago.
    fn keys_again(&self, now: Timestamp) -> Result<Option<Arc<Known>>, Failure> {
        // Held while it is asked: those who come at the same time ask once.
        let mut asked = self.keys_asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.is_some_and(|asked| now.duration_since(asked) < KEYS_AGAIN) {
            return Ok(None);
        }
        let known = self.fetch(now)?;
        *asked = Some(now);
        Ok(Some(known))
    }

    fn client(&self, known: &Known) -> OidcClient {
        Client::from_provider_metadata(
            known.metadata.clone(),
            ClientId::new(self.registration.client_id.clone()),
            Some(ClientSecret::new(self.registration.client_secret.to_string())),
        )
        .set_auth_type(AuthType::RequestBody)
        .set_redirect_uri(self.signed_in.clone())
    }

    fn pkce(&self, attempt: &Attempt) -> PkceCodeVerifier {
        PkceCodeVerifier::new(self.derivation.derive("pkce", attempt))
    }

    /// Where a browser is sent to sign in.
    ///
    /// # Errors
    ///
    /// [`Failure::Unavailable`].
    pub fn begin(&self, attempt: &Attempt, now: Timestamp) -> Result<String, Failure> {
        let known = self.known(now, GOOD_FOR)?;
        let client = self.client(&known);
        let [state, nonce] = ["state", "nonce"].map(|what| self.derivation.derive(what, attempt));
        let mut request = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scopes(SCOPES.map(|scope| Scope::new(scope.to_owned())));
        if !self.registration.acr.is_empty() {
            // ProConnect takes the claims parameter (OpenID Connect Core, section 5.5) and not `acr_values`.
            let acr = json!({ "essential": true, "values": self.registration.acr });
            request = request.add_extra_param("claims", json!({ "id_token": { "acr": acr } }).to_string());
        }
        if known.takes_pkce() {
            let challenge = PkceCodeChallenge::from_code_verifier_sha256(&self.pkce(attempt));
            request = request.set_pkce_challenge(challenge);
        }
        let (url, ..) = request.url();
        Ok(url.into())
    }

    /// Takes back who comes from the provider: checks that this browser was sent, exchanges the code, verifies the ID
    /// token and the signed user information.
    ///
    /// # Errors
    ///
    /// When any of it doesn't hold.
    pub fn complete(&self, attempt: &Attempt, answer: &Answer, now: Timestamp) -> Result<Arrival, Failure> {
        let state = answer.state.as_deref().unwrap_or_default();
        if !self.derivation.is_state(state, attempt, now) {
            return Err(Failure::Stale);
        }
        if answer
            .issuer
            .as_deref()
            .is_some_and(|issuer| issuer != self.issuer())
        {
            return Err(Failure::Invalid("another provider answered".to_owned()));
        }
        if let Some(error) = &answer.error {
            return Err(Failure::Refused(error.clone()));
        }
        let code = answer
            .code
            .clone()
            .ok_or_else(|| Failure::Invalid("neither a code nor an error".to_owned()))?;
        let known = self.known(now, GOOD_FOR)?;
        let tokens = self.exchange(&known, attempt, code)?;
        match self.verify(&known, attempt, &tokens, now) {
            Err(Refusal::UnknownKey) => match self.keys_again(now)? {
                Some(known) => self.verify(&known, attempt, &tokens, now),
                None => Err(Refusal::UnknownKey),
            },
            verified => verified,
        }
        .map_err(Failure::from)
    }

    fn exchange(&self, known: &Known, attempt: &Attempt, code: String) -> Result<CoreTokenResponse, Failure> {
        let client = self.client(known);
        let mut request = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| Failure::Unavailable(chain(&error)))?;
        if known.takes_pkce() {
            request = request.set_pkce_verifier(self.pkce(attempt));
        }
        request.request(&self.http).map_err(|error| match error {
            RequestTokenError::Request(error) => Failure::Unavailable(chain(&error)),
            RequestTokenError::ServerResponse(response) => {
                Failure::Invalid(format!("the code was refused: {}", response.error().as_ref()))
            }
            // Without the answer itself, which may hold tokens.
            RequestTokenError::Parse(error, _) => Failure::Invalid(chain(&error)),
            RequestTokenError::Other(error) => Failure::Invalid(error),
        })
    }

    fn verify(
        &self,
        known: &Known,
        attempt: &Attempt,
        tokens: &CoreTokenResponse,
        now: Timestamp,
    ) -> Result<Arrival, Refusal> {
        let client = self.client(known);
        let token = tokens
            .id_token()
            .ok_or_else(|| Refusal::Invalid("no ID token".to_owned()))?;
        let at = chrono::DateTime::from_timestamp(now.as_second(), 0).unwrap_or_default();
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs([
                CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
                CoreJwsSigningAlgorithm::EcdsaP256Sha256,
            ])
            .set_time_fn(move || at);
        let claims = token.claims(&verifier, &Nonce::new(self.derivation.derive("nonce", attempt)))?;
        let stated = Stated::read(&token.to_string()).map_err(Refusal::Invalid)?;
        let checked = stated.check(&self.registration.client_id, attempt.begun(), now);
        checked.map_err(|why| Refusal::Invalid(why.to_owned()))?;
        if let Some(expected) = claims.access_token_hash() {
            let (alg, key) = (token.signing_alg(), token.signing_key(&verifier));
            let hash = match (alg, key) {
                (Ok(alg), Ok(key)) => AccessTokenHash::from_token(tokens.access_token(), alg, key).ok(),
                _ => None,
            };
            if hash.as_ref() != Some(expected) {
                return Err(Refusal::Invalid(
                    "the access token isn't the ID token's".to_owned(),
                ));
            }
        }
        let acr = claims.auth_context_ref().map_or("", |acr| acr.as_str());
        let strong = &self.registration.acr;
        if !strong.is_empty() && !strong.iter().any(|known| known == acr) {
            return Err(Refusal::Weak(acr.to_owned()));
        }
        let info = self.user_info(&client, tokens, claims.subject().clone())?;
        Ok(Arrival::read(&info, token.to_string()))
    }

    fn user_info(
        &self,
        client: &OidcClient,
        tokens: &CoreTokenResponse,
        subject: SubjectIdentifier,
    ) -> Result<UserInfoClaims<AgentClaims, CoreGenderClaim>, Refusal> {
        client
            .user_info(tokens.access_token().clone(), Some(subject))
            .map_err(|error| Refusal::Unavailable(chain(&error)))?
            .set_response_type(UserInfoResponseType::Jwt)
            .require_signed_response(true)
            .request(&self.http)
            .map_err(|error| match error {
                UserInfoError::ClaimsVerification(error) => Refusal::from(error),
                UserInfoError::Request(error) => Refusal::Unavailable(chain(&error)),
                UserInfoError::Response(status, _, why) => {
                    Refusal::Invalid(format!("user information: {status}, {why}"))
                }
                other => Refusal::Invalid(format!("user information: {}", chain(&other))),
            })
    }

    /// Where a browser is sent to end the session at the provider as well; nothing when the provider knows no such
    /// place, or can't be reached.
    #[must_use]
    pub fn sign_out(&self, id_token: &str, state: &str, now: Timestamp) -> Option<String> {
        let end = self.known(now, GOOD_FOR).ok()?.end_session()?;
        let token: CoreIdToken = id_token.parse().ok()?;
        let request = LogoutRequest::from(end)
            .set_id_token_hint(&token)
            .set_post_logout_redirect_uri(self.signed_out.clone())
            .set_state(CsrfToken::new(state.to_owned()));
        Some(request.http_get_url().into())
    }
}

/// Why tokens aren't taken.
enum Refusal {
    /// A signature's key isn't among those that we know.
    UnknownKey,
    Unavailable(String),
    Invalid(String),
    Weak(String),
}

impl From<ClaimsVerificationError> for Refusal {
    fn from(error: ClaimsVerificationError) -> Self {
        match error {
            ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => {
                Self::UnknownKey
            }
            // Its text has the person's identifiers in it.
            ClaimsVerificationError::InvalidSubject(_) => {
                Self::Invalid("the user information is of somebody else".to_owned())
            }
            other => Self::Invalid(chain(&other)),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::UnknownKey => Self::Invalid("signed with a key that isn't the provider's".to_owned()),
            Refusal::Unavailable(why) => Self::Unavailable(why),
            Refusal::Invalid(why) => Self::Invalid(why),
            Refusal::Weak(acr) => Self::Weak(acr),
        }
    }
}
