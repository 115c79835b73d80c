-- Run as slipway_owner, who owns everything in this schema and cannot log in.

-- Whether readers can take the envelope for what `prepareAppend` makes: canonical JSON, which has its names in order and escapes
-- nothing but quotes, backslashes and control characters, so that U+0000 and half surrogate pairs cannot be in it. Days that no
-- calendar has are refused, as no timestamptz could hold them. Inlined where it is used.
CREATE FUNCTION store.is_envelope(envelope text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN envelope ~ '(?x)^
  \{"actor":\{"id":"(?:[^"\\\u0001-\u001f]|\\["\\bfnrt]|\\u00(?:0[1-7bef]|1[0-9a-f]))+","kind":"(?:person|service|publisher)","roles":\[(?:"[a-z-]+"(?:,"[a-z-]+")*)?\]\},
  "causationId":"(?:[^"\\\u0001-\u001f]|\\["\\bfnrt]|\\u00(?:0[1-7bef]|1[0-9a-f]))+",
  "correlationId":"(?:[^"\\\u0001-\u001f]|\\["\\bfnrt]|\\u00(?:0[1-7bef]|1[0-9a-f]))+",
  "id":"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
  "occurredAt":"(?:
      [12]\d{3}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))
      |(?:[12]\d(?:0[48]|[2468][048]|[13579][26])|(?:12|16|20|24|28)00)-02-29
    )T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z",
  "schemaVersion":[1-9]\d{0,8},
  (?:"traceparent":"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}",)?
  "type":"[!\u0023-\u005b\u005d-~]+"
\}$';

-- Whether it is a JSON object that jsonb could hold too: its texts are without U+0000 and half surrogate pairs.
CREATE FUNCTION store.is_payload(payload text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN payload IS JSON OBJECT AND (strpos(payload, '\u') = 0 OR payload::jsonb IS NOT NULL);

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
  CHECK (octet_length(trail) <= 200 AND octet_length(stream) <= 220 AND octet_length(envelope) <= 8000 AND octet_length(payload) <= 900000),
  -- What a name says is what the error says.
  CONSTRAINT "a stream is <category>-<id> in visible ASCII" CHECK (stream ~ '^[a-z][a-z0-9]*-[!-~]+$'),
  CONSTRAINT "a trail is visible ASCII" CHECK (trail ~ '^[!-~]+$'),
  CONSTRAINT "a type is at most 200 characters" CHECK (octet_length(type) <= 200),
  CONSTRAINT "an envelope has the form that the README gives" CHECK (store.is_envelope(envelope)),
  CONSTRAINT "a payload is a JSON object without U+0000" CHECK (store.is_payload(payload)),
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

-- Its lock is the sequencer's: unlike an advisory one, only a function of the owner can take it.
CREATE TABLE store.sequencing ();

-- Whose turn it is among several processes, until when by the clock of this server; written by store.take_lease alone.
-- Lost in a crash, when all turns are over anyway.
CREATE UNLOGGED TABLE store.lease (
  role       name NOT NULL,
  name       text COLLATE "C" NOT NULL CHECK (octet_length(name) <= 200),
  holder     uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (role, name)
) WITH (fillfactor = 50);

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
  words    text NOT NULL,
  -- The kinds of trail that its streams belong to, see store.trail_kind.
  trails   text[] NOT NULL
);

CREATE TABLE store.evidence (
  digest text COLLATE "C" PRIMARY KEY,
  bytes  bytea       NOT NULL,
  put_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- The same bytes may be put as several media types: each who puts them says what they are.
CREATE TABLE store.evidence_type (
  digest     text COLLATE "C" NOT NULL,
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
