-- Who employs the people of the service.

CREATE TABLE organisations (
    id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name       TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Lists follow this order; it also keeps names apart that differ in case alone.
CREATE UNIQUE INDEX organisations_by_name ON organisations (name COLLATE NOCASE);

-- Its establishments.
CREATE TABLE organisation_sirets (
    siret           TEXT NOT NULL PRIMARY KEY CHECK (length(siret) = 14 AND siret NOT GLOB '*[^0-9]*'),
    organisation_id BLOB NOT NULL REFERENCES organisations (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX organisation_sirets_of_organisation ON organisation_sirets (organisation_id);

-- A person belongs to one organisation at most.
CREATE TABLE memberships (
    user_id         BLOB    NOT NULL PRIMARY KEY REFERENCES users (id),
    organisation_id BLOB    NOT NULL REFERENCES organisations (id),
    placed_by       TEXT    NOT NULL CHECK (placed_by IN ('administrator', 'provider')),
    since           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX memberships_of_organisation ON memberships (organisation_id);
