-- The archive: audits with their findings as rows, and what people said.
-- Whole numbers are BIGINT and times microseconds since 1970 UTC.

-- +goose Up
CREATE TABLE offices (
    office   TEXT   NOT NULL PRIMARY KEY, -- Office.Key
    code     TEXT   NOT NULL,
    name     TEXT   NOT NULL,
    home     TEXT   NOT NULL,
    district TEXT   NOT NULL,
    province TEXT   NOT NULL,
    seen_at  BIGINT NOT NULL -- of the audit that the other columns are from
);

-- Records are the bytes of audit.json, compressed.
CREATE TABLE records (
    digest TEXT   NOT NULL PRIMARY KEY, -- "sha256:" and hex, of the bytes before compression
    size   BIGINT NOT NULL, -- before compression
    body   BLOB   NOT NULL
);

-- Files are the kept sites; their bytes lie in a folder or bucket.
CREATE TABLE files (
    digest TEXT   NOT NULL PRIMARY KEY, -- "sha256:" and hex
    size   BIGINT NOT NULL
);

CREATE TABLE audits (
    id          TEXT   NOT NULL PRIMARY KEY,
    seq         BIGINT NOT NULL UNIQUE, -- from 1 on, in the order of saving
    office      TEXT   NOT NULL REFERENCES offices (office),
    seen_at     BIGINT NOT NULL,
    saved_at    BIGINT NOT NULL,
    as_of       TEXT   NOT NULL,
    fiscal_year BIGINT NOT NULL,
    program     TEXT   NOT NULL,
    scope       TEXT   NOT NULL, -- prefixes that the audit was confined to, a line each
    floor_met   BIGINT NOT NULL, -- 1 or 0
    pages       BIGINT NOT NULL,
    documents   BIGINT NOT NULL,
    conclusion  TEXT   NOT NULL, -- Audit.Digest
    record      TEXT   NOT NULL UNIQUE REFERENCES records (digest),
    site        TEXT            REFERENCES files (digest),
    chain       TEXT   NOT NULL -- covers this row and the chain of the row before
);
CREATE INDEX audits_by_office ON audits (office, seen_at);

CREATE TABLE standards (
    audit    TEXT             NOT NULL REFERENCES audits (id),
    standard TEXT             NOT NULL,
    position BIGINT           NOT NULL,
    title    TEXT             NOT NULL,
    digest   TEXT             NOT NULL,
    of_count BIGINT           NOT NULL, -- required leaves that count
    low      REAL,
    high     REAL,
    PRIMARY KEY (audit, standard)
);

CREATE TABLE findings (
    audit    TEXT   NOT NULL REFERENCES audits (id),
    standard TEXT   NOT NULL,
    item     TEXT   NOT NULL,
    position BIGINT NOT NULL,
    office   TEXT   NOT NULL,
    title    TEXT   NOT NULL,
    parent   BIGINT NOT NULL, -- 1 or 0
    level    TEXT   NOT NULL,
    period   TEXT   NOT NULL,
    verdict  TEXT   NOT NULL,
    have     BIGINT NOT NULL, -- parts present
    parts    BIGINT NOT NULL, -- of so many
    digest   TEXT   NOT NULL, -- Finding.Digest
    PRIMARY KEY (audit, standard, item)
);
CREATE INDEX findings_by_digest ON findings (digest, office);

-- Proofs say since when and until when each address was evidence of an item.
CREATE TABLE proofs (
    office     TEXT   NOT NULL,
    standard   TEXT   NOT NULL,
    item       TEXT   NOT NULL,
    url        TEXT   NOT NULL,
    first_seen BIGINT NOT NULL,
    last_seen  BIGINT NOT NULL,
    PRIMARY KEY (office, standard, item, url)
);

-- Statements are the log of what people said. Rows are added and nothing else.
CREATE TABLE statements (
    seq       BIGINT NOT NULL PRIMARY KEY,
    statement TEXT   NOT NULL UNIQUE, -- Statement.ID
    office    TEXT   NOT NULL,
    standard  TEXT   NOT NULL,
    item      TEXT   NOT NULL,
    evidence  TEXT   NOT NULL, -- the Finding.Digest spoken of
    line      TEXT   NOT NULL, -- the LogLine as JSON
    hash      TEXT   NOT NULL
);
CREATE INDEX statements_by_office ON statements (office, seq);

-- +goose StatementBegin
CREATE TRIGGER statements_stay_as_they_are BEFORE UPDATE ON statements
BEGIN
    SELECT RAISE(ABORT, 'what people said is only added to');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER statements_stay BEFORE DELETE ON statements
BEGIN
    SELECT RAISE(ABORT, 'what people said is only added to');
END;
-- +goose StatementEnd
