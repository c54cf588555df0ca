-- name: PutOffice :exec
INSERT INTO offices (office, code, name, home, district, province, seen_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (office) DO UPDATE SET code = excluded.code, name = excluded.name, home = excluded.home,
    district = excluded.district, province = excluded.province, seen_at = excluded.seen_at
WHERE excluded.seen_at >= offices.seen_at;

-- name: Offices :many
SELECT o.office, o.code, o.name, o.home, o.district, o.province, o.seen_at, count(a.id) AS audits
FROM offices o JOIN audits a ON a.office = o.office
GROUP BY o.office, o.code, o.name, o.home, o.district, o.province, o.seen_at
ORDER BY o.office;

-- name: PutRecord :exec
INSERT INTO records (digest, size, body) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING;

-- name: Record :one
SELECT size, body FROM records WHERE digest = $1;

-- name: PutFile :exec
INSERT INTO files (digest, size) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING;

-- name: Files :many
SELECT * FROM files ORDER BY digest;

-- name: AddAudit :exec
INSERT INTO audits (id, seq, office, seen_at, saved_at, as_of, fiscal_year, program, scope, floor_met, pages, documents, conclusion, record, site, chain)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16);

-- name: LastAudit :one
SELECT seq, chain FROM audits ORDER BY seq DESC LIMIT 1;

-- name: AuditOfRecord :one
SELECT * FROM audits WHERE record = $1;

-- name: Audit :one
SELECT * FROM audits WHERE id = $1;

-- name: AuditsFrom :many
SELECT * FROM audits WHERE substr(id, 1, length(CAST(sqlc.arg(start) AS TEXT))) = sqlc.arg(start) ORDER BY seq LIMIT 20;

-- name: SetSite :exec
UPDATE audits SET site = $2 WHERE id = $1 AND site IS NULL;

-- name: AuditsOf :many
SELECT * FROM audits WHERE office = $1 ORDER BY seen_at, seq;

-- name: RecordsWithoutAudit :many
SELECT r.digest FROM records r LEFT JOIN audits a ON a.record = r.digest WHERE a.id IS NULL;

-- name: Audits :many
SELECT * FROM audits ORDER BY seq;

-- name: AddStandard :exec
INSERT INTO standards (audit, standard, position, title, digest, of_count, low, high) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: StandardsOf :many
SELECT s.* FROM standards s JOIN audits a ON a.id = s.audit WHERE a.office = $1 ORDER BY a.seen_at, a.seq, s.position;

-- name: AddFinding :exec
INSERT INTO findings (audit, standard, item, position, office, title, parent, level, period, verdict, have, parts, digest)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: FindingsOf :many
SELECT f.audit, f.standard, f.item, f.title, f.parent, f.level, f.period, f.verdict, f.have, f.parts, f.digest
FROM findings f JOIN audits a ON a.id = f.audit WHERE a.office = $1 ORDER BY a.seen_at, a.seq, f.position;

-- name: FindingsIn :many
SELECT * FROM findings WHERE audit = $1 ORDER BY position;

-- name: StandardsIn :many
SELECT * FROM standards WHERE audit = $1 ORDER BY position;

-- name: PutProof :exec
INSERT INTO proofs (office, standard, item, url, first_seen, last_seen) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (office, standard, item, url) DO UPDATE SET
    first_seen = CASE WHEN excluded.first_seen < proofs.first_seen THEN excluded.first_seen ELSE proofs.first_seen END,
    last_seen = CASE WHEN excluded.last_seen > proofs.last_seen THEN excluded.last_seen ELSE proofs.last_seen END;

-- name: ProofsOf :many
SELECT * FROM proofs WHERE office = $1 ORDER BY standard, item, last_seen DESC, url;

-- name: LastStatement :one
SELECT line FROM statements ORDER BY seq DESC LIMIT 1;

-- name: HasStatement :one
SELECT count(*) FROM statements WHERE statement = $1;

-- name: AddStatement :exec
INSERT INTO statements (seq, statement, office, standard, item, evidence, line, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: StatementsOf :many
SELECT line FROM statements WHERE office = $1 ORDER BY seq;

-- name: StatementsAfter :many
SELECT * FROM statements WHERE seq > $1 ORDER BY seq LIMIT $2;

-- name: Judged :many
-- Decisions beside the verdict that they were made on and the pack that gave it:
-- that of the last audit which came to the same.
SELECT t.seq, t.office, t.standard, t.item, t.line, f.verdict, s.digest
FROM statements t
JOIN findings f ON f.digest = t.evidence AND f.office = t.office AND f.standard = t.standard AND f.item = t.item
    AND f.audit = (SELECT a.id FROM findings g JOIN audits a ON a.id = g.audit
        WHERE g.digest = t.evidence AND g.office = t.office ORDER BY a.seen_at DESC, a.seq DESC LIMIT 1)
JOIN standards s ON s.audit = f.audit AND s.standard = f.standard
WHERE t.evidence <> ''
ORDER BY t.seq;
