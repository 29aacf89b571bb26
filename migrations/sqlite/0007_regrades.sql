-- What was handed in under a version is graded once more: beside what counts, until somebody puts it in its place.
-- Encodings are those of the first migration.

CREATE TABLE regrades (
    id           BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    pack_id      TEXT    NOT NULL,
    -- The version that the submissions were handed in under.
    from_version TEXT    NOT NULL,
    from_digest  BLOB    NOT NULL CHECK (length(from_digest) = 32),
    -- The version whose checks grade them once more; NULL when exercises are neutralised and nothing is graded.
    to_version   TEXT,
    to_digest    BLOB    CHECK (length(to_digest) = 32),
    -- Those concerned read it.
    reason       TEXT    NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
    started_by   TEXT    NOT NULL,
    started_at   INTEGER NOT NULL,
    state        TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'applied', 'discarded')),
    settled_by   TEXT,
    settled_at   INTEGER,
    -- Whether it lowered results, too.
    lowering     INTEGER NOT NULL DEFAULT 0 CHECK (lowering IN (0, 1)),
    FOREIGN KEY (pack_id, from_version) REFERENCES packs (id, version),
    FOREIGN KEY (pack_id, to_version) REFERENCES packs (id, version),
    CHECK ((to_version IS NULL) = (to_digest IS NULL)),
    CHECK ((state = 'open') = (settled_at IS NULL) AND (settled_at IS NULL) = (settled_by IS NULL))
) STRICT, WITHOUT ROWID;

-- Two at once would each compare with what the other is about to replace.
CREATE UNIQUE INDEX regrades_open ON regrades (from_digest) WHERE state = 'open';
CREATE INDEX regrades_of_pack ON regrades (pack_id, id);

-- What was settled stays on record.
CREATE TRIGGER regrades_settled_never_change BEFORE UPDATE ON regrades WHEN OLD.state <> 'open'
BEGIN
    SELECT RAISE(ABORT, 'a settled re-grade stays on record');
END;

CREATE TRIGGER regrades_are_never_removed BEFORE DELETE ON regrades
BEGIN
    SELECT RAISE(ABORT, 'a re-grade stays on record');
END;

CREATE TABLE regrade_exercises (
    regrade_id  BLOB NOT NULL REFERENCES regrades (id),
    exercise_id TEXT NOT NULL,
    treatment   TEXT NOT NULL CHECK (treatment IN ('grade', 'neutralise')),
    PRIMARY KEY (regrade_id, exercise_id)
) STRICT, WITHOUT ROWID;

-- As `jobs`, for submissions that are graded once more: what waits and what is being graded, and nothing else.
CREATE TABLE regrade_jobs (
    position      INTEGER PRIMARY KEY,
    regrade_id    BLOB    NOT NULL REFERENCES regrades (id),
    submission_id BLOB    NOT NULL REFERENCES submissions (id),
    attempts      INTEGER NOT NULL DEFAULT 0,
    leased_until  INTEGER,
    UNIQUE (regrade_id, submission_id)
) STRICT;

CREATE INDEX regrade_jobs_of_submission ON regrade_jobs (submission_id);
CREATE INDEX regrade_jobs_leased ON regrade_jobs (leased_until) WHERE leased_until IS NOT NULL;

-- What grading once more came to: a grading, or why there is none.
CREATE TABLE regrade_results (
    regrade_id    BLOB    NOT NULL REFERENCES regrades (id),
    submission_id BLOB    NOT NULL REFERENCES submissions (id),
    earned        INTEGER,
    possible      INTEGER,
    digest        BLOB    CHECK (length(digest) = 32),
    wall_us       INTEGER,
    graded_at     INTEGER NOT NULL,
    traces        TEXT    CHECK (json_valid(traces)),
    why_fr        TEXT,
    why_en        TEXT,
    record        TEXT,
    PRIMARY KEY (regrade_id, submission_id),
    CHECK ((record IS NULL) = (why_fr IS NOT NULL) AND (record IS NULL) = (earned IS NULL))
) STRICT;

CREATE INDEX regrade_results_of_submission ON regrade_results (submission_id);

-- The re-grade that made a grading; NULL: it was made when the submission was handed in.
ALTER TABLE gradings ADD COLUMN regrade_id BLOB REFERENCES regrades (id);

-- Gradings that another one has replaced. They stay: certificates and people refer to their records.
CREATE TABLE earlier_gradings (
    submission_id BLOB    NOT NULL REFERENCES submissions (id),
    -- The re-grade that replaced it, and when.
    replaced_by   BLOB    NOT NULL REFERENCES regrades (id),
    replaced_at   INTEGER NOT NULL,
    -- The one that had made it, if one had.
    regrade_id    BLOB    REFERENCES regrades (id),
    earned        INTEGER NOT NULL,
    possible      INTEGER NOT NULL,
    digest        BLOB    NOT NULL CHECK (length(digest) = 32),
    wall_us       INTEGER NOT NULL,
    graded_at     INTEGER NOT NULL,
    traces        TEXT    NOT NULL,
    record        TEXT    NOT NULL,
    PRIMARY KEY (submission_id, replaced_by)
) STRICT;

CREATE TRIGGER earlier_gradings_never_change BEFORE UPDATE ON earlier_gradings
BEGIN
    SELECT RAISE(ABORT, 'an earlier grading stays on record');
END;

CREATE TRIGGER earlier_gradings_are_never_removed BEFORE DELETE ON earlier_gradings
BEGIN
    SELECT RAISE(ABORT, 'an earlier grading stays on record');
END;

-- Exercises that no longer count against a person.
CREATE TABLE neutralised (
    user_id     BLOB NOT NULL REFERENCES users (id),
    pack_id     TEXT NOT NULL,
    exercise_id TEXT NOT NULL,
    regrade_id  BLOB NOT NULL REFERENCES regrades (id),
    PRIMARY KEY (user_id, pack_id, exercise_id)
) STRICT, WITHOUT ROWID;

-- What a re-grade changed for a person, who is told of it.
CREATE TABLE regrade_notices (
    regrade_id      BLOB    NOT NULL REFERENCES regrades (id),
    user_id         BLOB    NOT NULL REFERENCES users (id),
    exercise_id     TEXT    NOT NULL,
    before_earned   INTEGER NOT NULL,
    before_possible INTEGER NOT NULL,
    after_earned    INTEGER NOT NULL,
    after_possible  INTEGER NOT NULL,
    neutralised     INTEGER NOT NULL CHECK (neutralised IN (0, 1)),
    -- NULL: the person hasn't said that they have read it.
    read_at         INTEGER,
    PRIMARY KEY (regrade_id, user_id, exercise_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX regrade_notices_of_user ON regrade_notices (user_id);

-- What was handed in under a version of a pack.
CREATE INDEX submissions_of_version ON submissions (pack_digest, exercise_id);
