-- What trainers and administrators do: who did what, packs before and after they are published, problem reports.
-- Encodings are those of the first migration.

-- Every privileged act. Nothing is ever changed or removed: the triggers see to it below the program.
CREATE TABLE acts (
    id      INTEGER PRIMARY KEY,
    -- Who: an account's name, or a command.
    actor   TEXT    NOT NULL CHECK (length(actor) BETWEEN 1 AND 64),
    deed    TEXT    NOT NULL CHECK (length(deed) BETWEEN 1 AND 64),
    -- On what: an account's or a certificate's id, a pack and its version.
    subject TEXT    NOT NULL,
    -- What else is to be known of it; never a secret.
    detail  TEXT    NOT NULL,
    done_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER acts_never_change BEFORE UPDATE ON acts
BEGIN
    SELECT RAISE(ABORT, 'what was done stays on record');
END;

CREATE TRIGGER acts_are_never_removed BEFORE DELETE ON acts
BEGIN
    SELECT RAISE(ABORT, 'what was done stays on record');
END;

-- Versions that aren't published yet; publishing one removes it from here.
CREATE TABLE pack_drafts (
    id          TEXT    NOT NULL,
    version     TEXT    NOT NULL,
    digest      BLOB    NOT NULL CHECK (length(digest) = 32),
    uploaded_by TEXT    NOT NULL,
    uploaded_at INTEGER NOT NULL,
    PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE pack_draft_files (
    id      TEXT NOT NULL,
    version TEXT NOT NULL,
    path    TEXT NOT NULL,
    bytes   BLOB NOT NULL,
    PRIMARY KEY (id, version, path),
    FOREIGN KEY (id, version) REFERENCES pack_drafts (id, version) ON DELETE CASCADE
) STRICT;

-- Published versions that are no longer offered; records still refer to them.
CREATE TABLE retired_packs (
    id         TEXT    NOT NULL,
    version    TEXT    NOT NULL,
    retired_at INTEGER NOT NULL,
    PRIMARY KEY (id, version),
    FOREIGN KEY (id, version) REFERENCES packs (id, version)
) STRICT, WITHOUT ROWID;

-- Statistics read all submissions of an exercise, whoever made them.
CREATE INDEX submissions_by_exercise ON submissions (pack_id, exercise_id, id);

-- What learners say is wrong with an exercise.
CREATE TABLE problem_reports (
    id          BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    user_id     BLOB    NOT NULL REFERENCES users (id),
    pack_id     TEXT    NOT NULL,
    exercise_id TEXT    NOT NULL,
    -- The version that they saw.
    pack_digest BLOB    NOT NULL CHECK (length(pack_digest) = 32),
    category    TEXT    NOT NULL CHECK (category IN ('statement', 'checks', 'data', 'display', 'other')),
    text        TEXT    NOT NULL CHECK (length(text) <= 4000),
    reported_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX problem_reports_of_user ON problem_reports (user_id);

CREATE TABLE report_replies (
    position   INTEGER PRIMARY KEY,
    report_id  BLOB    NOT NULL REFERENCES problem_reports (id),
    author     TEXT    NOT NULL,
    text       TEXT    NOT NULL CHECK (length(text) BETWEEN 1 AND 4000),
    replied_at INTEGER NOT NULL
) STRICT;

CREATE INDEX report_replies_of_report ON report_replies (report_id);
