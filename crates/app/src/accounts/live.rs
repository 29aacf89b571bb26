//! The proof, within a transaction, that an account lives.

use spyrales_core::id::UserId;
use spyrales_core::store::{LiveUser, NotLive, OpenUser, StoreError, Tx};

/// An account that isn't erased, for what an administrator does to it.
pub(crate) async fn live<E>(tx: &mut dyn Tx, id: UserId) -> Result<LiveUser, E>
where
    E: From<NotLive> + From<StoreError>,
{
    let found = tx.user(id).await?;
    Ok(LiveUser::of(found, id)?)
}

/// An account that is neither closed nor erased, for what its person does.
pub(crate) async fn open<E>(tx: &mut dyn Tx, id: UserId) -> Result<OpenUser, E>
where
    E: From<NotLive> + From<StoreError>,
{
    let found = tx.user(id).await?;
    Ok(OpenUser::of(found, id)?)
}
