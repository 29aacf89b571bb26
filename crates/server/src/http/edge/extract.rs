//! Axum's extractors with our own refusals.

use axum::extract::{FromRequest, FromRequestParts, Json, Path, Query};

use crate::http::edge::error::ApiError;

/// Parts of the path.
#[derive(FromRequestParts)]
#[from_request(via(Path), rejection(ApiError))]
pub struct InPath<T>(pub T);

/// The query.
#[derive(FromRequestParts)]
#[from_request(via(Query), rejection(ApiError))]
pub struct InQuery<T>(pub T);

/// A JSON body.
#[derive(FromRequest)]
#[from_request(via(Json), rejection(ApiError))]
pub struct InBody<T>(pub T);
