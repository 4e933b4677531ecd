-- A dossier: one SQLite file. Offsets are half-open, in code points of the page's text; days are ISO 8601.
-- `application_id` 0x44524147 ("DRAG") marks the file as ours.

-- What wrote the file: rows schema_version, dragoman_version, created.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- One row a page. record: title, author, publisher, via, url, published, captured and the reading with its way back
-- to the page, as JSON (see rows.py). made_by: version of the stages that read it.
CREATE TABLE documents (
    row             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    path            TEXT NOT NULL,
    sha256          TEXT NOT NULL,
    made_by         TEXT NOT NULL,
    language        TEXT NOT NULL,
    title           TEXT,
    publisher       TEXT,
    published_first TEXT,
    published_last  TEXT,
    text            TEXT NOT NULL,
    record          TEXT NOT NULL
);
CREATE INDEX documents_by_digest ON documents (sha256, made_by);

-- The page's lines in order. number: 1-based line of the file; voice: who wrote it, where not the page's author;
-- posted_…: when that was posted, the words that tell it, how sure; answers: the commenter it answers.
CREATE TABLE lines (
    document   INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    role       TEXT NOT NULL,
    start      INTEGER,
    end        INTEGER,
    voice      TEXT,
    posted_first     TEXT,
    posted_last      TEXT,
    posted_basis     TEXT,
    posted_certainty REAL,
    answers          TEXT,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;

-- One row a claim. record: the claim in the codebook's form, as JSON; the other columns repeat parts of it for
-- filters. story: id of the story it is filed under. position: its rank among the page's claims.
CREATE TABLE claims (
    row        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    document   INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    start      INTEGER NOT NULL,
    end        INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    type       TEXT,
    mode       TEXT,
    polarity   TEXT NOT NULL,
    mood       TEXT NOT NULL,
    first_day  TEXT,
    last_day   TEXT,
    place      TEXT,
    confidence REAL NOT NULL,
    story      TEXT,
    quote      TEXT NOT NULL,
    record     TEXT NOT NULL
);
CREATE INDEX claims_by_document ON claims (document, start, end, position);
CREATE INDEX claims_by_type ON claims (type, polarity, mood);
CREATE INDEX claims_by_story ON claims (story);
CREATE INDEX claims_by_day ON claims (first_day, last_day);

-- Who takes part in a claim. role: actor, recipient, holder, or member (of a joint holder). position: rank in its
-- list. name_folded, text_folded: casefolded, for searching.
CREATE TABLE claim_entities (
    claim       INTEGER NOT NULL REFERENCES claims (row) ON DELETE CASCADE,
    role        TEXT NOT NULL,
    position    INTEGER NOT NULL,
    name        TEXT NOT NULL,
    country     TEXT,
    sector      TEXT,
    text        TEXT,
    name_folded TEXT NOT NULL,
    text_folded TEXT NOT NULL,
    PRIMARY KEY (claim, role, position)
) WITHOUT ROWID;
CREATE INDEX claim_entities_by_country ON claim_entities (country, role);
CREATE INDEX claim_entities_by_name ON claim_entities (name, country);

-- Actors that a page names, whether or not a claim speaks of them.
CREATE TABLE actors (
    document INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name     TEXT NOT NULL,
    country  TEXT,
    sector   TEXT,
    text     TEXT,
    start    INTEGER,
    end      INTEGER,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;

-- Time expressions of a page. type, value: TIMEX3.
CREATE TABLE timexes (
    document  INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    start     INTEGER NOT NULL,
    end       INTEGER NOT NULL,
    type      TEXT NOT NULL,
    value     TEXT NOT NULL,
    first_day TEXT,
    last_day  TEXT,
    certainty REAL NOT NULL,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;

-- Places named on a page. latitude, longitude: degrees.
CREATE TABLE places (
    document  INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    name      TEXT NOT NULL,
    country   TEXT,
    latitude  REAL,
    longitude REAL,
    start     INTEGER NOT NULL,
    end       INTEGER NOT NULL,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;

-- One row a story. record: actors, recipients, documents, origins, affirmed_by, denied_by, supposed_by as JSON.
CREATE TABLE stories (
    id        TEXT PRIMARY KEY,
    type      TEXT NOT NULL,
    first_day TEXT,
    last_day  TEXT,
    disputes  INTEGER NOT NULL,
    origins   INTEGER NOT NULL,
    record    TEXT NOT NULL
) WITHOUT ROWID;

-- Which claims a story holds, in order of document and place. A claim stands in one story at most.
CREATE TABLE story_claims (
    story    TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    claim    TEXT NOT NULL UNIQUE,
    PRIMARY KEY (story, position)
) WITHOUT ROWID;

-- How two claims of a story stand to each other. relation: agrees, contradicts, repeats, updates, disputes.
CREATE TABLE comparisons (
    story    TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    first    TEXT NOT NULL,
    second   TEXT NOT NULL,
    relation TEXT NOT NULL,
    because  TEXT NOT NULL,
    PRIMARY KEY (story, position)
) WITHOUT ROWID;

-- Pages that print one text. one, two: ids, in the order of the alphabet. kind: copy, reprint or partial. earlier: the
-- page that has it first, where something tells. record: shares, sentences, credits and what tells, as JSON.
CREATE TABLE reprints (
    one     TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    two     TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    kind    TEXT NOT NULL,
    earlier TEXT,
    record  TEXT NOT NULL,
    PRIMARY KEY (one, two)
) WITHOUT ROWID;
CREATE INDEX reprints_by_two ON reprints (two);

-- Pages whose text was laid beside those of all others: without a row, a page came after `reprints` were put in.
CREATE TABLE compared (
    document TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE
) WITHOUT ROWID;

-- Pages that could not be read. path: escaped where the file system's name is no Unicode.
CREATE TABLE refusals (
    path    TEXT PRIMARY KEY,
    stage   TEXT NOT NULL,
    reason  TEXT NOT NULL,
    remedy  TEXT NOT NULL,
    sha256  TEXT NOT NULL,
    made_by TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX refusals_by_digest ON refusals (sha256, made_by);

-- Full-text indexes over the pages' text and the claims' quotes, kept by triggers.
CREATE VIRTUAL TABLE page_words USING fts5 (text, content = 'documents', content_rowid = 'row',
    tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER page_words_added AFTER INSERT ON documents BEGIN
    INSERT INTO page_words (rowid, text) VALUES (new.row, new.text);
END;
CREATE TRIGGER page_words_removed AFTER DELETE ON documents BEGIN
    INSERT INTO page_words (page_words, rowid, text) VALUES ('delete', old.row, old.text);
END;
CREATE VIRTUAL TABLE quote_words USING fts5 (quote, content = 'claims', content_rowid = 'row',
    tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER quote_words_added AFTER INSERT ON claims BEGIN
    INSERT INTO quote_words (rowid, quote) VALUES (new.row, new.quote);
END;
CREATE TRIGGER quote_words_removed AFTER DELETE ON claims BEGIN
    INSERT INTO quote_words (quote_words, rowid, quote) VALUES ('delete', old.row, old.quote);
END;
