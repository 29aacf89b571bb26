-- How accounts stand, when people signed in, when tokens were used. Encodings are those of the first migration.

ALTER TABLE users ADD COLUMN state TEXT COLLATE "C" NOT NULL DEFAULT 'open'
    CHECK (state IN ('open', 'closed', 'erased'));

UPDATE users SET state = 'erased' WHERE id IN (SELECT user_id FROM erased_users);

-- NULL: a version before didn't note it.
ALTER TABLE sessions ADD COLUMN opened_at BIGINT;

-- To the hour. NULL: never.
ALTER TABLE tokens ADD COLUMN last_used_at BIGINT;
