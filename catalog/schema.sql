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

-- Countries: filled in the shipped catalog only.
CREATE TABLE region (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    city TEXT NOT NULL,
    electrical_code TEXT NOT NULL
);

-- `value`, `low` and `high` are in the unit of the key (RegionKeys.def).
CREATE TABLE region_figure (
    region TEXT NOT NULL REFERENCES region (code) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value REAL NOT NULL,
    low REAL,
    high REAL,
    year TEXT NOT NULL,
    source INTEGER NOT NULL REFERENCES source (id),
    confidence TEXT NOT NULL,
    PRIMARY KEY (region, key)
);

CREATE TABLE region_weather (
    region TEXT NOT NULL REFERENCES region (code) ON DELETE CASCADE,
    dryBulb_C REAL NOT NULL,
    wetBulb_C REAL,
    hours REAL NOT NULL,
    PRIMARY KEY (region, dryBulb_C)
);
