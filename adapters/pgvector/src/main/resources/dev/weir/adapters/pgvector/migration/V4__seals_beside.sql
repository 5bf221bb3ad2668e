-- Seals beside the rows, so that rows stay small and a new seal rewrites none. Which of the two is written is one setting of
-- the store; both are read. PgVectorSchema.moveSealsBeside turns it and moves what is there.

ALTER TABLE weir.space ADD COLUMN seals_beside boolean NOT NULL DEFAULT false;
ALTER TABLE weir.chunk ALTER COLUMN seal DROP NOT NULL;

CREATE TABLE weir.chunk_seal (
    tenant   text COLLATE "C" NOT NULL,
    document text COLLATE "C" NOT NULL,
    version  bigint           NOT NULL,
    ordinal  integer          NOT NULL,
    seal     text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, document, version, ordinal),
    -- No seal outlives its row.
    FOREIGN KEY (tenant, document, version, ordinal) REFERENCES weir.chunk ON DELETE CASCADE
);

ALTER TABLE weir.chunk_seal ENABLE ROW LEVEL SECURITY;
ALTER TABLE weir.chunk_seal FORCE ROW LEVEL SECURITY;
CREATE POLICY chunk_seal_tenant ON weir.chunk_seal
    USING (tenant = ANY (string_to_array(current_setting('weir.tenants', true), ',')))
    WITH CHECK (tenant = ANY (string_to_array(current_setting('weir.tenants', true), ',')));
