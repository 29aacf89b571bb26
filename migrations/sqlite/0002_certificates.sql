-- The life of a certificate after it is issued: its place in the transparency log, its status, and what its holder
-- lets others see. Encodings are those of the first migration.

-- What certificates are awarded for, as their addresses publish it.
CREATE TABLE achievements (
    slug         TEXT    NOT NULL,
    version      INTEGER NOT NULL CHECK (version >= 1),
    -- Canonical JSON.
    document     BLOB    NOT NULL,
    published_at INTEGER NOT NULL,
    PRIMARY KEY (slug, version)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER achievements_never_change BEFORE UPDATE ON achievements
BEGIN
    SELECT RAISE(ABORT, 'a published achievement never changes');
END;

CREATE TRIGGER achievements_are_never_removed BEFORE DELETE ON achievements
BEGIN
    SELECT RAISE(ABORT, 'a published achievement is never removed');
END;

-- What the digest in a certificate is of: the results that earned it.
CREATE TABLE transcripts (
    credential_id BLOB NOT NULL PRIMARY KEY REFERENCES credentials (id),
    -- Canonical JSON.
    document      BLOB NOT NULL
) STRICT;

-- Positions in the status lists, drawn at random. A position is taken before its certificate is signed, so a
-- certificate that was never stored may have one; none is ever given twice.
CREATE TABLE status_slots (
    list          INTEGER NOT NULL CHECK (list >= 1),
    position      INTEGER NOT NULL CHECK (position >= 0),
    credential_id BLOB    NOT NULL UNIQUE CHECK (length(credential_id) = 16),
    PRIMARY KEY (list, position)
) STRICT, WITHOUT ROWID;

-- What was done to certificates. The last event of a certificate is its status; after 'revoked' there is none.
CREATE TABLE status_events (
    id            INTEGER PRIMARY KEY,
    credential_id BLOB    NOT NULL REFERENCES credentials (id),
    change        TEXT    NOT NULL CHECK (change IN ('revoked', 'suspended', 'reinstated')),
    reason        TEXT    NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
    -- Who did it: an account's name, or the command line.
    actor         TEXT    NOT NULL,
    happened_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX status_events_of_credential ON status_events (credential_id, id);

CREATE TRIGGER status_events_never_change BEFORE UPDATE ON status_events
BEGIN
    SELECT RAISE(ABORT, 'what was done to a certificate stays on record');
END;

CREATE TRIGGER status_events_are_never_removed BEFORE DELETE ON status_events
BEGIN
    SELECT RAISE(ABORT, 'what was done to a certificate stays on record');
END;

-- The transparency log. Positions have no gap, nothing is ever changed or removed: the triggers see to it below the
-- program, and `spyrales log audit` recomputes all of it.
CREATE TABLE log_entries (
    position    INTEGER PRIMARY KEY CHECK (position >= 0),
    entry       BLOB    NOT NULL CHECK (length(entry) = 32),
    appended_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER log_entries_follow_each_other BEFORE INSERT ON log_entries
WHEN NEW.position <> (SELECT coalesce(max(position) + 1, 0) FROM log_entries)
BEGIN
    SELECT RAISE(ABORT, 'the log grows at its end, one entry at a time');
END;

CREATE TRIGGER log_entries_never_change BEFORE UPDATE ON log_entries
BEGIN
    SELECT RAISE(ABORT, 'the log only grows');
END;

CREATE TRIGGER log_entries_are_never_removed BEFORE DELETE ON log_entries
BEGIN
    SELECT RAISE(ABORT, 'the log only grows');
END;

-- The hashes of the complete subtrees over the entries (RFC 9162); level 0 are the leaves'.
CREATE TABLE log_nodes (
    level    INTEGER NOT NULL CHECK (level BETWEEN 0 AND 62),
    position INTEGER NOT NULL CHECK (position >= 0),
    hash     BLOB    NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER log_nodes_never_change BEFORE UPDATE ON log_nodes
BEGIN
    SELECT RAISE(ABORT, 'the log only grows');
END;

CREATE TRIGGER log_nodes_are_never_removed BEFORE DELETE ON log_nodes
BEGIN
    SELECT RAISE(ABORT, 'the log only grows');
END;

-- Which entry is whose. NULL: the holder's account was erased, and nothing can show any more what the entry is of.
CREATE TABLE log_places (
    credential_id BLOB    NOT NULL PRIMARY KEY REFERENCES credentials (id),
    position      INTEGER NOT NULL UNIQUE REFERENCES log_entries (position),
    nonce         BLOB    CHECK (length(nonce) = 32)
) STRICT, WITHOUT ROWID;

-- Signed notes, by the size that they are of.
CREATE TABLE log_checkpoints (
    size      INTEGER PRIMARY KEY CHECK (size >= 0),
    note      TEXT    NOT NULL,
    signed_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER log_checkpoints_never_change BEFORE UPDATE ON log_checkpoints
BEGIN
    SELECT RAISE(ABORT, 'a signed checkpoint stays what it is');
END;

CREATE TRIGGER log_checkpoints_are_never_removed BEFORE DELETE ON log_checkpoints
BEGIN
    SELECT RAISE(ABORT, 'a signed checkpoint stays what it is');
END;

-- Certificates whose page says the holder's name to everybody.
CREATE TABLE shown_names (
    credential_id BLOB NOT NULL PRIMARY KEY REFERENCES credentials (id)
) STRICT, WITHOUT ROWID;

-- Links by which a holder shows a certificate, its name and its transcript to whoever has them.
CREATE TABLE share_links (
    id            BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    credential_id BLOB    NOT NULL REFERENCES credentials (id),
    -- Of the link's secret, which is stored nowhere.
    digest        BLOB    NOT NULL UNIQUE CHECK (length(digest) = 32),
    created_at    INTEGER NOT NULL,
    -- NULL: never.
    expires_at    INTEGER,
    -- NULL: it isn't.
    withdrawn_at  INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX share_links_of_credential ON share_links (credential_id);

-- Accounts that were erased: the rows that others refer to stay, without a name, an address or a token.
CREATE TABLE erased_users (
    user_id   BLOB    NOT NULL PRIMARY KEY REFERENCES users (id),
    erased_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
