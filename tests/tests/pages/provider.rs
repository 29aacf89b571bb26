//! As much of a provider of identities as is needed to leave for it: its discovery document.

use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;
use tokio::net::TcpListener;

/// Serves the document on this machine; the provider's address.
pub(crate) async fn start() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let document = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    });
    let routes = Router::new()
        .route(
            "/.well-known/openid-configuration",
            get(async move || Json(document)),
        )
        .route("/jwks", get(async || Json(json!({ "keys": [] }))));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    issuer
}
