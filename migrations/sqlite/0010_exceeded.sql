-- Code that made two workers silent is set aside, and was an attempt all the same: it counts for the attempts of a day.
ALTER TABLE set_aside ADD COLUMN is_attempt INTEGER NOT NULL DEFAULT 0 CHECK (is_attempt IN (0, 1));
