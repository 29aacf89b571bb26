-- How accounts stand, when people signed in, when tokens were used.
-- Encodings are those of the first migration.

ALTER TABLE users ADD COLUMN state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'erased'));

UPDATE users SET state = 'erased' WHERE id IN (SELECT user_id FROM erased_users);

-- NULL: a version before didn't note it.
ALTER TABLE sessions ADD COLUMN opened_at INTEGER;

-- To the hour. NULL: never.
ALTER TABLE tokens ADD COLUMN last_used_at INTEGER;

-- A request that was under way while its account was erased could leave something behind.
DELETE FROM passwords WHERE user_id IN (SELECT user_id FROM erased_users);
DELETE FROM sessions WHERE user_id IN (SELECT user_id FROM erased_users);
DELETE FROM tokens WHERE user_id IN (SELECT user_id FROM erased_users);
DELETE FROM identities WHERE user_id IN (SELECT user_id FROM erased_users);
DELETE FROM memberships WHERE user_id IN (SELECT user_id FROM erased_users);
DELETE FROM drafts WHERE user_id IN (SELECT user_id FROM erased_users);
DELETE FROM problem_reports WHERE user_id IN (SELECT user_id FROM erased_users)
    AND id NOT IN (SELECT report_id FROM report_replies);
