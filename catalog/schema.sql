-- One schema for the shipped catalog and for the user's own parts; its number stands in user_version.
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    citation TEXT NOT NULL UNIQUE
);

-- The columns behind `confidence` repeat figures of the fields so that a search answers without reading them.
CREATE TABLE part (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    vendor TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    flags INTEGER NOT NULL,
    confidence TEXT NOT NULL,
    power_W REAL NOT NULL,
    rackUnits_U INTEGER NOT NULL,
    mass_kg REAL NOT NULL,
    price_USD REAL NOT NULL,
    capacity REAL NOT NULL
);
CREATE INDEX part_by_kind ON part (kind, vendor, name);
CREATE INDEX part_by_name ON part (name COLLATE NOCASE);

-- `number` is in the unit that the key names, as data sheets print it.
CREATE TABLE field (
    part INTEGER NOT NULL REFERENCES part (number) ON DELETE CASCADE,
    key TEXT NOT NULL,
    is_default INTEGER NOT NULL,
    number REAL,
    text TEXT,
    basis TEXT NOT NULL,
    source INTEGER NOT NULL REFERENCES source (id),
    date TEXT NOT NULL,
    confidence TEXT NOT NULL
);
CREATE INDEX field_by_part ON field (part, key);

CREATE VIRTUAL TABLE part_search USING fts5 (
    id, vendor, name, terms,
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '1 2 3 4'
);
