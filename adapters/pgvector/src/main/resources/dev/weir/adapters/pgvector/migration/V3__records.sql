-- What nodes that ingest share besides logs: what was ingested by which rules, and what is held for a person. Unlike logs,
-- these are replaced and removed: whatever is erased must go from here too.

CREATE TABLE weir.record (
    kind     text COLLATE "C" NOT NULL,
    tenant   text COLLATE "C" NOT NULL,
    name     text COLLATE "C" NOT NULL CHECK (length(name) <= 200),
    -- Ascending in the order of the last change.
    position bigint           NOT NULL GENERATED ALWAYS AS IDENTITY,
    content  bytea            NOT NULL,
    PRIMARY KEY (kind, tenant, name)
);

-- As for chunks: a transaction sees and writes the records of the tenant it has named, and without a name none.
ALTER TABLE weir.record ENABLE ROW LEVEL SECURITY;
ALTER TABLE weir.record FORCE ROW LEVEL SECURITY;
CREATE POLICY record_tenant ON weir.record
    USING (tenant = ANY (string_to_array(current_setting('weir.tenants', true), ',')))
    WITH CHECK (tenant = ANY (string_to_array(current_setting('weir.tenants', true), ',')));
