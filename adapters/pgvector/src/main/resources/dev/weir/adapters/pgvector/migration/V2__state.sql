-- What the nodes of one installation share besides chunks: head logs, audit logs and the trust file. All are only ever
-- added to; no role but the owner gets the right to change or remove a row. None is believed: readers verify signatures
-- and order.

CREATE TABLE weir.head_entry (
    tenant   text COLLATE "C" NOT NULL,
    -- From 1, without gaps. Two writers that took the same place cannot both commit.
    sequence bigint           NOT NULL CHECK (sequence > 0),
    entry    bytea            NOT NULL,
    PRIMARY KEY (tenant, sequence)
);

CREATE TABLE weir.audit_entry (
    tenant   text COLLATE "C" NOT NULL,
    sequence bigint           NOT NULL CHECK (sequence > 0),
    entry    bytea            NOT NULL,
    PRIMARY KEY (tenant, sequence)
);

CREATE TABLE weir.trust_file (
    version bigint PRIMARY KEY CHECK (version > 0),
    content text   NOT NULL
);
