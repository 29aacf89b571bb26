-- A submission that its owner cancelled before it was graded: it was no attempt, and nothing went wrong.
ALTER TABLE set_aside ADD COLUMN is_cancelled INTEGER NOT NULL DEFAULT 0 CHECK (is_cancelled IN (0, 1));
