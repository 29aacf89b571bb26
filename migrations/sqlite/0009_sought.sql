-- What people and organisations are found by: what they are called, without case and accents. SQLite knows both in
-- English alone, so the program writes it; NULL until it has, in rows of a version before.

ALTER TABLE users ADD COLUMN sought TEXT;

ALTER TABLE organisations ADD COLUMN sought TEXT;

-- Lists follow this order.
CREATE INDEX organisations_by_sought ON organisations (sought, name COLLATE NOCASE);
