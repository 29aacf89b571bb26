-- Signing in through a provider.

-- Who a provider says somebody is. `subject` is the provider's name for them, which only means something beside its issuer.
CREATE TABLE identities (
    issuer    TEXT    NOT NULL,
    subject   TEXT    NOT NULL,
    user_id   BLOB    NOT NULL REFERENCES users (id),
    linked_at INTEGER NOT NULL,
    PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX identities_of_user ON identities (user_id);

-- Whose address a newcomer's is; addresses are compared without regard to case.
CREATE INDEX users_by_email ON users (lower(email));

-- What the provider is asked with to end its own session; NULL where the session didn't come from a provider.
ALTER TABLE sessions ADD COLUMN id_token TEXT;
