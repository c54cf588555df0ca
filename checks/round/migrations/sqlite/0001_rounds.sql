-- +goose Up
CREATE TABLE rounds (
    name TEXT PRIMARY KEY,
    head TEXT NOT NULL,
    state TEXT NOT NULL,
    started BIGINT NOT NULL,
    ended BIGINT NOT NULL
);
CREATE TABLE entries (
    round TEXT NOT NULL REFERENCES rounds (name) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    office_key TEXT NOT NULL,
    office TEXT NOT NULL,
    state TEXT NOT NULL,
    generation BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    beat BIGINT NOT NULL,
    worker TEXT NOT NULL,
    why TEXT NOT NULL,
    detail TEXT NOT NULL,
    due BIGINT NOT NULL,
    began BIGINT NOT NULL,
    ended BIGINT NOT NULL,
    PRIMARY KEY (round, office_key)
);
CREATE INDEX entries_state ON entries (state, round);
CREATE TABLE claims (
    name TEXT PRIMARY KEY,
    round TEXT NOT NULL,
    office_key TEXT NOT NULL
);
CREATE TABLE audits_of_rounds (
    round TEXT NOT NULL REFERENCES rounds (name) ON DELETE CASCADE,
    office_key TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (round, office_key)
);
CREATE TABLE plans (
    name TEXT PRIMARY KEY,
    body TEXT NOT NULL
);
CREATE TABLE office_list (
    place BIGINT PRIMARY KEY,
    office TEXT NOT NULL
);
CREATE TABLE turn (
    id BIGINT PRIMARY KEY,
    n BIGINT NOT NULL
);
INSERT INTO turn (id, n) VALUES (1, 0);
