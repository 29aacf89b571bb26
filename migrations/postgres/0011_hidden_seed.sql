-- The seed of an attempt's hidden checks. Attempts that were made before there was one have none: their hidden checks drew
-- from `seed`, and do so when they are graded again.
ALTER TABLE submissions ADD COLUMN hidden_seed BIGINT;
