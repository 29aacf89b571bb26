-- Conventions: ids are UUIDs as BLOBs of 16 bytes, which sort as the ids do (by time, for UUIDv7); digests are
-- SHA-256 as BLOBs of 32 bytes; times (`..._at`) are microseconds since 1970-01-01T00:00:00Z; points are
-- thousandths of a point. Rows of a submission never change: how far it has come is told by the one table of
-- `jobs`, `gradings` and `set_aside` that knows it.

CREATE TABLE users (
    id           BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name         TEXT    NOT NULL UNIQUE
                 CHECK (length(name) BETWEEN 1 AND 64 AND name NOT GLOB '*[^a-z0-9._-]*'),
    display_name TEXT    NOT NULL,
    email        TEXT    NOT NULL,
    role         TEXT    NOT NULL CHECK (role IN ('agent', 'trainer', 'administrator')),
    created_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tokens (
    id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    user_id    BLOB    NOT NULL REFERENCES users (id),
    -- Of the token's text, which is stored nowhere.
    digest     BLOB    NOT NULL UNIQUE CHECK (length(digest) = 32),
    created_at INTEGER NOT NULL,
    -- NULL: never.
    expires_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX tokens_of_user ON tokens (user_id);

CREATE TABLE packs (
    id           TEXT    NOT NULL,
    version      TEXT    NOT NULL,
    -- Of its files, as the pack format takes it.
    digest       BLOB    NOT NULL CHECK (length(digest) = 32),
    published_at INTEGER NOT NULL,
    PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX packs_by_digest ON packs (digest);

-- A file that several versions have in common is stored once.
CREATE TABLE file_contents (
    digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
    bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE pack_files (
    pack    BLOB NOT NULL CHECK (length(pack) = 32),
    path    TEXT NOT NULL,
    content BLOB NOT NULL REFERENCES file_contents (digest),
    PRIMARY KEY (pack, path)
) STRICT, WITHOUT ROWID;

CREATE INDEX pack_files_by_content ON pack_files (content);

-- What is published stays as it is: grading records refer to it, and are replayed from it.
CREATE TRIGGER packs_never_change BEFORE UPDATE ON packs
BEGIN
    SELECT RAISE(ABORT, 'a published pack never changes');
END;

CREATE TRIGGER packs_are_never_removed BEFORE DELETE ON packs
BEGIN
    SELECT RAISE(ABORT, 'a published pack is never removed');
END;

CREATE TRIGGER pack_files_never_change BEFORE UPDATE ON pack_files
BEGIN
    SELECT RAISE(ABORT, 'a published pack never changes');
END;

CREATE TRIGGER pack_files_are_never_removed BEFORE DELETE ON pack_files
BEGIN
    SELECT RAISE(ABORT, 'a published pack never changes');
END;

CREATE TABLE submissions (
    id              BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    user_id         BLOB    NOT NULL REFERENCES users (id),
    pack_id         TEXT    NOT NULL,
    exercise_id     TEXT    NOT NULL,
    pack_digest     BLOB    NOT NULL CHECK (length(pack_digest) = 32),
    submitted_at    INTEGER NOT NULL,
    -- 64 bits, read as a signed number.
    seed            INTEGER NOT NULL,
    idempotency_key TEXT,
    source_digest   BLOB    NOT NULL CHECK (length(source_digest) = 32),
    -- Last, so that lists don't read through it.
    source          BLOB    NOT NULL
) STRICT;

CREATE UNIQUE INDEX submissions_by_key ON submissions (user_id, idempotency_key)
    WHERE idempotency_key IS NOT NULL;
CREATE INDEX submissions_of_user ON submissions (user_id, id);
CREATE INDEX submissions_of_exercise ON submissions (user_id, pack_id, exercise_id, id);

-- The queue: what waits and what is being graded, and nothing else.
CREATE TABLE jobs (
    -- The order of arrival.
    position      INTEGER PRIMARY KEY,
    id            BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    submission_id BLOB    NOT NULL UNIQUE REFERENCES submissions (id),
    user_id       BLOB    NOT NULL REFERENCES users (id),
    -- Leases given so far; tells the current lease from earlier ones.
    attempts      INTEGER NOT NULL DEFAULT 0,
    -- NULL: nobody is at it. Passed: whoever was at it has lost it to the next one who asks.
    leased_until  INTEGER
) STRICT;

CREATE INDEX jobs_of_user ON jobs (user_id);
CREATE INDEX jobs_leased ON jobs (leased_until) WHERE leased_until IS NOT NULL;

CREATE TABLE gradings (
    submission_id BLOB    NOT NULL PRIMARY KEY REFERENCES submissions (id),
    earned        INTEGER NOT NULL,
    possible      INTEGER NOT NULL,
    -- The digest of the record's canonical JSON.
    digest        BLOB    NOT NULL CHECK (length(digest) = 32),
    wall_us       INTEGER NOT NULL,
    graded_at     INTEGER NOT NULL,
    -- A list of [check, text] in JSON; for the trainer.
    traces        TEXT    NOT NULL CHECK (json_valid(traces)),
    -- A grading record in JSON.
    record        TEXT    NOT NULL
) STRICT;

CREATE TABLE set_aside (
    submission_id BLOB    NOT NULL PRIMARY KEY REFERENCES submissions (id),
    why_fr        TEXT    NOT NULL,
    why_en        TEXT    NOT NULL,
    set_aside_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE best_results (
    user_id       BLOB NOT NULL REFERENCES users (id),
    pack_id       TEXT NOT NULL,
    exercise_id   TEXT NOT NULL,
    submission_id BLOB NOT NULL REFERENCES gradings (submission_id),
    PRIMARY KEY (user_id, pack_id, exercise_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX best_results_of_submission ON best_results (submission_id);

CREATE TABLE credentials (
    id                  BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    user_id             BLOB    NOT NULL REFERENCES users (id),
    segment             TEXT    NOT NULL,
    level               INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
    achievement_version INTEGER NOT NULL,
    issued_at           INTEGER NOT NULL,
    -- As signed, byte for byte.
    document            BLOB    NOT NULL,
    UNIQUE (user_id, segment, level, achievement_version)
) STRICT;

CREATE INDEX credentials_of_user ON credentials (user_id, issued_at);
