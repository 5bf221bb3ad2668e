-- Chunks with their seals, behind row-level security. Roles are granted access by PgVectorSchema, not here.

CREATE EXTENSION IF NOT EXISTS vector;

-- What all vectors share. 0 and '' until the first vector is written.
CREATE TABLE weir.space (
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    dimension integer NOT NULL,
    model     text    NOT NULL
);
INSERT INTO weir.space (dimension, model) VALUES (0, '');

CREATE TABLE weir.chunk (
    tenant     text COLLATE "C" NOT NULL,
    document   text COLLATE "C" NOT NULL,
    version    bigint           NOT NULL,
    ordinal    integer          NOT NULL,
    -- The access tag's token. No index holds it, so that relabelling a document touches no index.
    tag        text COLLATE "C" NOT NULL,
    source     text COLLATE "C" NOT NULL,
    batch      text COLLATE "C" NOT NULL,
    -- The application's metadata, one name=value an element; no name holds an equals sign.
    attributes text[] COLLATE "C" NOT NULL,
    content    text             NOT NULL,
    seal       text COLLATE "C" NOT NULL,
    -- Of any dimension here, because the first vector fixes it; the index over it names the dimension.
    embedding  vector,
    -- ASCII punctuation divides words, or addresses and paths would be one word each. A tsvector holds a megabyte at
    -- most, which the words of 200,000 characters never reach.
    words      tsvector NOT NULL GENERATED ALWAYS AS (
        to_tsvector('pg_catalog.simple', regexp_replace(left(content, 200000), '[!-/:-@[-`{-~]+', ' ', 'g'))) STORED,
    PRIMARY KEY (tenant, document, version, ordinal)
) WITH (fillfactor = 85);

CREATE INDEX chunk_source ON weir.chunk (tenant, source);
CREATE INDEX chunk_batch ON weir.chunk (tenant, batch);

-- The second wall: a transaction sees and writes the rows of the tenants it has named, and without a name none.
ALTER TABLE weir.chunk ENABLE ROW LEVEL SECURITY;
ALTER TABLE weir.chunk FORCE ROW LEVEL SECURITY;
CREATE POLICY chunk_tenant ON weir.chunk
    USING (tenant = ANY (string_to_array(current_setting('weir.tenants', true), ',')))
    WITH CHECK (tenant = ANY (string_to_array(current_setting('weir.tenants', true), ',')));
