-- Run as slipway_owner, who owns everything in this schema and cannot log in.

CREATE TABLE store.events (
  trail           text COLLATE "C" NOT NULL,
  trail_position  bigint           NOT NULL,
  stream          text COLLATE "C" NOT NULL,
  stream_position bigint           NOT NULL,
  id              uuid             NOT NULL,
  type            text COLLATE "C" NOT NULL,
  recorded_at     timestamptz      NOT NULL,
  -- text, not jsonb: the hashes are over exactly these characters.
  envelope        text             NOT NULL,
  payload         text             NOT NULL,
  leaf_hash       bytea            NOT NULL,
  hash            bytea            NOT NULL,
  -- Events travel on Kafka, whose messages are at most 1 MiB by default.
  CHECK (octet_length(trail) <= 200 AND octet_length(stream) <= 220 AND octet_length(envelope) <= 50000 AND octet_length(payload) <= 900000),
  CONSTRAINT events_pkey PRIMARY KEY (trail, trail_position),
  CONSTRAINT events_stream_key UNIQUE (stream, stream_position),
  CONSTRAINT events_id_key UNIQUE (id)
);

-- What has been appended and is not in the log yet. work_id rises within a trail, since it is drawn under the trail's lock.
CREATE TABLE store.work (
  work_id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  trail          text COLLATE "C" NOT NULL,
  trail_position bigint           NOT NULL,
  type           text COLLATE "C" NOT NULL,
  leaf_hash      bytea            NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);

-- The dense total order. The leaf hash is the leaf of the Merkle tree at this index.
CREATE TABLE store.log (
  log_index      bigint           NOT NULL,
  trail          text COLLATE "C" NOT NULL,
  trail_position bigint           NOT NULL,
  type           text COLLATE "C" NOT NULL,
  leaf_hash      bytea            NOT NULL,
  CONSTRAINT log_pkey PRIMARY KEY (log_index),
  CONSTRAINT log_trail_key UNIQUE (trail, trail_position)
);

CREATE TABLE store.stream_owner (
  category text PRIMARY KEY,
  role     name NOT NULL,
  -- What the types of its events begin with.
  words    text NOT NULL
);

CREATE TABLE store.evidence (
  digest text COLLATE "C" PRIMARY KEY,
  bytes  bytea       NOT NULL,
  put_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- The same bytes may be put as several media types: each who puts them says what they are.
CREATE TABLE store.evidence_type (
  digest     text COLLATE "C" NOT NULL REFERENCES store.evidence,
  media_type text COLLATE "C" NOT NULL,
  put_at     timestamptz      NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (digest, media_type)
);
-- Documents are mostly compressed already.
ALTER TABLE store.evidence ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE FUNCTION store.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RAISE EXCEPTION '% on store.% is refused: what is recorded stays as it is', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege', HINT = 'Append an event that says what has changed.';
END $$;

-- One per statement, so that even a statement that matches no row is refused, to the owner and to superusers too.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON store.events
  FOR EACH STATEMENT EXECUTE FUNCTION store.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON store.log
  FOR EACH STATEMENT EXECUTE FUNCTION store.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON store.evidence
  FOR EACH STATEMENT EXECUTE FUNCTION store.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON store.evidence_type
  FOR EACH STATEMENT EXECUTE FUNCTION store.refuse_change();
