-- What is learnt across the pages of one site, before they are read. Beside schema.sql because dossiers made before
-- there was any of it are still dossiers: whoever opens one to write makes these tables where they are missing.

-- Blocks that stand on many pages of a site and are no part of any article. site: "host …", "publisher …" or
-- "lines …"; digest: of the block's words; is_bounded: 1 where it counts only apart from the page's own sentences.
-- made_by: version of the stages that learnt it.
CREATE TABLE IF NOT EXISTS furniture (
    site       TEXT NOT NULL,
    digest     INTEGER NOT NULL,
    is_bounded INTEGER NOT NULL,
    made_by    TEXT NOT NULL,
    PRIMARY KEY (site, digest)
) WITHOUT ROWID;

-- The pages from which it was learnt: they are not learnt from again.
CREATE TABLE IF NOT EXISTS learnt_from (
    sha256  TEXT PRIMARY KEY,
    made_by TEXT NOT NULL
) WITHOUT ROWID;
