-- What the pages need: who is signed in, and what they are writing.

CREATE TABLE passwords (
    user_id BLOB NOT NULL PRIMARY KEY REFERENCES users (id),
    -- In PHC form: algorithm, parameters, salt, hash.
    hash    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    -- Of what the browser keeps, which is stored nowhere.
    digest     BLOB    NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
    user_id    BLOB    NOT NULL REFERENCES users (id),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_of_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE drafts (
    user_id     BLOB    NOT NULL REFERENCES users (id),
    pack_id     TEXT    NOT NULL,
    exercise_id TEXT    NOT NULL,
    revision    INTEGER NOT NULL CHECK (revision > 0),
    saved_at    INTEGER NOT NULL,
    source      TEXT    NOT NULL,
    PRIMARY KEY (user_id, pack_id, exercise_id)
) STRICT, WITHOUT ROWID;

-- What its person calls it.
ALTER TABLE tokens ADD COLUMN label TEXT NOT NULL DEFAULT '';

-- What a token may be used for.
ALTER TABLE tokens ADD COLUMN scope TEXT NOT NULL DEFAULT 'all' CHECK (scope IN ('read', 'submit', 'all'));

-- Hints that were opened, by the check that gives them.
CREATE TABLE opened_hints (
    submission_id BLOB    NOT NULL REFERENCES submissions (id),
    check_id      TEXT    NOT NULL,
    opened_at     INTEGER NOT NULL,
    PRIMARY KEY (submission_id, check_id)
) STRICT, WITHOUT ROWID;
