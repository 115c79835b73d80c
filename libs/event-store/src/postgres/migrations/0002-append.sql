-- The leaf hash of an event: SHA-256(0x00 || framing), see the README. Inlined where it is used.
CREATE FUNCTION store.leaf_hash(
  trail text, trail_position bigint, stream text, stream_position bigint, recorded_at_microseconds bigint,
  envelope text, payload text
) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
RETURN sha256(
  '\x00'::bytea || 'slipway-event-v1'::bytea
  || int4send(octet_length(trail)) || convert_to(trail, 'UTF8') || int8send(trail_position)
  || int4send(octet_length(stream)) || convert_to(stream, 'UTF8') || int8send(stream_position)
  || int8send(recorded_at_microseconds)
  || int4send(octet_length(envelope)) || convert_to(envelope, 'UTF8')
  || int4send(octet_length(payload)) || convert_to(payload, 'UTF8')
);

-- What a trail is about: the platform, an artifact by its digest, or a release.
CREATE FUNCTION store.trail_kind(trail text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN trail = 'platform' THEN 'platform'
  WHEN starts_with(trail, 'artifact-') AND trail ~ '^artifact-[0-9a-f]{64}$' THEN 'artifact'
  ELSE 'release'
END;

-- Ends the sessions of services that have kept a transaction with a lock on this table open for ten seconds, and answers
-- whether there was one. Nothing here takes so long: such a transaction was forgotten, frozen, or meant to hold others up.
CREATE FUNCTION store.end_stalled(p_table regclass) RETURNS boolean
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
RETURN (
  SELECT coalesce(bool_or(pg_terminate_backend(a.pid)), false)
    FROM pg_locks l JOIN pg_stat_activity a USING (pid)
   WHERE l.locktype = 'relation' AND l.relation = p_table AND l.granted AND l.mode IN ('RowExclusiveLock', 'ExclusiveLock')
     AND a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.xact_start < clock_timestamp() - interval '10 s'
     AND a.usename IN (SELECT o.role FROM store.stream_owner o));

-- Waits for a trail that another transaction has locked, as long as that is a service's and it takes no longer than lock_timeout.
-- An advisory lock is there for everybody who can connect, so it may only save time: two appends that go on without it run into
-- the unique keys, where the second one waits for the first again, and fails if it must wait too long.
CREATE FUNCTION store.await_trail(p_lock bigint) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted AND a.datname = current_database()
      AND (l.classid::bigint << 32 | l.objid::bigint) = p_lock AND a.usename IN (SELECT o.role FROM store.stream_owner o);
  IF FOUND THEN
    PERFORM pg_advisory_xact_lock(p_lock);
  END IF;
EXCEPTION WHEN lock_not_available THEN
  PERFORM store.end_stalled('store.events');
END $$;

-- Appends a group: append number i goes to p_streams[i] and p_trails[i], expects the stream at p_expected[i] (-1: anywhere)
-- and consists of the next p_sizes[i] of the envelopes and payloads. One verdict per append, in their order:
--   appended, duplicate: the positions of its last event; conflict: the stream's actual position;
--   id_reused, type_not_owned: the id of the event; not_owned, trail_not_owned; trail_changed: the stream is in another trail;
--   busy: only without p_wait, another transaction holds the trail's lock.
-- Safe to be called by anyone with any arguments: positions and hashes are assigned here, what an append may do is
-- checked here, and the unique keys stand behind that. Settings are left to the session: each one set here costs every append.
CREATE FUNCTION store.append(
  p_streams text[], p_trails text[], p_expected bigint[], p_sizes int[], p_envelopes text[], p_payloads text[],
  p_wait boolean DEFAULT true
) RETURNS TABLE (verdict text, stream_position bigint, trail_position bigint, event_id uuid)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_count int := cardinality(p_streams);
  v_total int := cardinality(p_envelopes);
  v_ids uuid[] := '{}';
  v_types text[] := '{}';
  v_envelope json;
  v_size int;
  v_sum bigint := 0;
  v_now timestamptz;
  v_microseconds bigint;
  v_stream_heads bigint[];
  v_trail_heads bigint[];
  v_hashes bytea[];
  v_locks bigint[];
  v_trails_differ boolean;
  v_lock bigint;
  v_busy bigint[] := '{}';
  v_first int;
  v_last int := 0;
  v_new int := 0;
  v_stream_slot int;
  v_trail_slot int;
  v_at_stream bigint;
  v_at_trail bigint;
  v_leaf bytea;
  v_hash bytea;
  v_same int;
  a record;
  o_trails text[] := '{}';
  o_trail_positions bigint[] := '{}';
  o_streams text[] := '{}';
  o_stream_positions bigint[] := '{}';
  o_events int[] := '{}';
  o_leaves bytea[] := '{}';
  o_hashes bytea[] := '{}';
BEGIN
  IF v_count IS NULL OR v_count = 0 OR cardinality(p_trails) IS DISTINCT FROM v_count
    OR cardinality(p_expected) IS DISTINCT FROM v_count OR cardinality(p_sizes) IS DISTINCT FROM v_count
    OR cardinality(p_payloads) IS DISTINCT FROM v_total
  THEN
    RAISE EXCEPTION 'the arrays of the group do not fit together' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  FOREACH v_size IN ARRAY p_sizes LOOP
    IF v_size IS NULL OR v_size < 1 THEN
      RAISE EXCEPTION 'each append has at least one event' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    v_sum := v_sum + v_size;
  END LOOP;
  IF v_sum <> v_total THEN
    RAISE EXCEPTION 'the sizes of the group do not add up to its events' USING ERRCODE = 'invalid_parameter_value';
  END IF;

  -- In the order of the keys, so that two groups cannot wait for each other.
  v_locks := ARRAY[hashtextextended(p_trails[1], 0)];
  IF v_count > 1 THEN
    SELECT array_agg(DISTINCT hashtextextended(t, 0) ORDER BY hashtextextended(t, 0)) INTO v_locks FROM unnest(p_trails) t;
  END IF;
  -- Then no append moves the head of another. (A stream that is named under two trails runs into its unique key, and the
  -- caller sends each append on its own.)
  v_trails_differ := cardinality(v_locks) = v_count;
  FOREACH v_lock IN ARRAY v_locks LOOP
    IF pg_try_advisory_xact_lock(v_lock) THEN
      CONTINUE;
    ELSIF p_wait THEN
      PERFORM store.await_trail(v_lock);
    ELSE
      v_busy := v_busy || v_lock;
    END IF;
  END LOOP;

  -- From here on each statement sees all that was appended to these trails.
  v_now := clock_timestamp();
  v_microseconds := (extract(epoch FROM v_now) * 1000000)::bigint;
  FOR n IN 1 .. v_total LOOP
    v_envelope := p_envelopes[n]::json;
    v_ids[n] := v_envelope ->> 'id';
    v_types[n] := v_envelope ->> 'type';
  END LOOP;
  FOR a IN
    SELECT g.i::int AS i, g.stream, g.trail, s.stream_position AS stream_head, s.trail AS stream_trail,
           t.trail_position AS trail_head, t.hash, o.words, store.trail_kind(g.trail) = ANY (o.trails) AS trail_owned,
           EXISTS (SELECT FROM store.events e WHERE e.id = ANY (v_ids)) AS any_known
      FROM unnest(p_streams, p_trails, p_expected) WITH ORDINALITY g(stream, trail, expected, i)
      LEFT JOIN store.stream_owner o ON o.category = split_part(g.stream, '-', 1) AND o.role = session_user
      -- The lower bounds save reading a page full of positions: a stream is at least where it is expected,
      -- a trail at least at the last event of the stream.
      LEFT JOIN LATERAL (SELECT e.stream_position, e.trail, e.trail_position FROM store.events e
                          WHERE e.stream = g.stream AND e.stream_position >= g.expected
                          ORDER BY e.stream_position DESC LIMIT 1) s ON true
      LEFT JOIN LATERAL (SELECT e.trail_position, e.hash FROM store.events e
                          WHERE e.trail = g.trail AND e.trail_position >= CASE WHEN s.trail = g.trail THEN s.trail_position ELSE 1 END
                          ORDER BY e.trail_position DESC LIMIT 1) t ON true
     ORDER BY g.i
  LOOP
    v_first := v_last + 1;
    v_last := v_last + p_sizes[a.i];
    -- The heads move on with the appends of this group: they are kept where the stream, the trail is first named.
    v_stream_slot := CASE WHEN v_trails_differ THEN a.i ELSE array_position(p_streams, a.stream) END;
    v_trail_slot := CASE WHEN v_trails_differ THEN a.i ELSE array_position(p_trails, a.trail) END;
    v_at_stream := coalesce(v_stream_heads[v_stream_slot], a.stream_head, 0);
    v_at_trail := coalesce(v_trail_heads[v_trail_slot], a.trail_head, 0);
    IF a.stream_head IS NULL AND p_expected[a.i] > 0 AND v_stream_heads[v_stream_slot] IS NULL THEN
      -- Expected beyond its end: the answer is to say where that is.
      v_at_stream := coalesce((SELECT max(e.stream_position) FROM store.events e WHERE e.stream = a.stream), 0);
    END IF;
    v_hash := coalesce(v_hashes[v_trail_slot], a.hash, '\x0000000000000000000000000000000000000000000000000000000000000000');
    verdict := NULL;
    stream_position := NULL;
    trail_position := NULL;
    event_id := NULL;

    IF hashtextextended(a.trail, 0) = ANY (v_busy) THEN
      verdict := 'busy';
    ELSIF a.words IS NULL THEN
      verdict := 'not_owned';
    ELSIF NOT a.trail_owned THEN
      verdict := 'trail_not_owned';
    ELSE
      FOR n IN v_first .. v_last LOOP
        IF NOT v_types[n] ^@ a.words THEN
          verdict := 'type_not_owned';
          event_id := v_ids[n];
        END IF;
      END LOOP;
    END IF;
    IF verdict IS NULL AND a.any_known THEN
      SELECT count(*) FILTER (WHERE e.stream = a.stream AND e.trail = a.trail AND e.envelope = p_envelopes[n] AND e.payload = p_payloads[n]),
             max(e.stream_position), max(e.trail_position), (array_agg(e.id ORDER BY n))[1]
        INTO v_same, stream_position, trail_position, event_id
        FROM generate_series(v_first, v_last) n JOIN store.events e ON e.id = v_ids[n];
      IF v_same = p_sizes[a.i] THEN
        verdict := 'duplicate';
      ELSIF event_id IS NOT NULL THEN
        verdict := 'id_reused';
      END IF;
    END IF;
    IF (verdict IS NULL OR verdict = 'id_reused') AND p_expected[a.i] IS DISTINCT FROM -1
      AND p_expected[a.i] IS DISTINCT FROM v_at_stream
    THEN
      verdict := 'conflict';
      stream_position := v_at_stream;
    ELSIF verdict IS NULL AND a.stream_trail <> a.trail THEN
      verdict := 'trail_changed';
    END IF;

    IF verdict IS NULL THEN
      FOR n IN v_first .. v_last LOOP
        v_new := v_new + 1;
        v_at_stream := v_at_stream + 1;
        v_at_trail := v_at_trail + 1;
        v_leaf := store.leaf_hash(a.trail, v_at_trail, a.stream, v_at_stream, v_microseconds, p_envelopes[n], p_payloads[n]);
        v_hash := sha256(v_hash || v_leaf);
        o_trails[v_new] := a.trail;
        o_trail_positions[v_new] := v_at_trail;
        o_streams[v_new] := a.stream;
        o_stream_positions[v_new] := v_at_stream;
        o_events[v_new] := n;
        o_leaves[v_new] := v_leaf;
        o_hashes[v_new] := v_hash;
      END LOOP;
      v_stream_heads[v_stream_slot] := v_at_stream;
      v_trail_heads[v_trail_slot] := v_at_trail;
      v_hashes[v_trail_slot] := v_hash;
      verdict := 'appended';
      stream_position := v_at_stream;
      trail_position := v_at_trail;
    END IF;
    RETURN NEXT;
  END LOOP;

  IF v_new > 0 THEN
    WITH stored AS (
      INSERT INTO store.events AS e (trail, trail_position, stream, stream_position, id, type, recorded_at, envelope, payload, leaf_hash, hash)
        SELECT o_trails[n], o_trail_positions[n], o_streams[n], o_stream_positions[n], v_ids[o_events[n]], v_types[o_events[n]], v_now,
               p_envelopes[o_events[n]], p_payloads[o_events[n]], o_leaves[n], o_hashes[n]
          FROM generate_series(1, v_new) n
        RETURNING e.trail, e.trail_position, e.type, e.leaf_hash
    )
    INSERT INTO store.work (trail, trail_position, type, leaf_hash) SELECT * FROM stored;
  END IF;
END $$;
