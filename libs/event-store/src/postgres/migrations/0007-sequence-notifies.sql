-- As in 0003, and notifies those who follow the log, which took a transaction of its own after each call.
CREATE OR REPLACE FUNCTION store.sequence(p_floor bigint DEFAULT 0, p_limit int DEFAULT 1000)
RETURNS TABLE (sequenced int, log_size bigint, highest bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  v_floor bigint := p_floor;
  v_ids bigint[];
  v_trails text[];
  v_positions bigint[];
  v_types text[];
  v_leaves bytea[];
BEGIN
  -- Held to the end of the transaction: the next holder sees the log that this one leaves.
  BEGIN
    LOCK TABLE store.sequencing IN EXCLUSIVE MODE NOWAIT;
  EXCEPTION WHEN lock_not_available THEN
    PERFORM store.end_stalled('store.sequencing');
    RETURN;
  END;
  SELECT l.log_index + 1 INTO log_size FROM store.log l ORDER BY l.log_index DESC LIMIT 1;
  log_size := coalesce(log_size, 0);

  LOOP
    SELECT array_agg(b.work_id), array_agg(b.trail), array_agg(b.trail_position), array_agg(b.type), array_agg(b.leaf_hash)
      INTO v_ids, v_trails, v_positions, v_types, v_leaves
      FROM (SELECT w.* FROM store.work w WHERE w.work_id >= v_floor ORDER BY w.work_id LIMIT greatest(p_limit, 1)) b;
    EXIT WHEN v_ids IS NULL OR NOT EXISTS (
      SELECT FROM (SELECT w.trail, min(w.trail_position) AS first FROM unnest(v_trails, v_positions) w(trail, trail_position)
                    GROUP BY w.trail) b
       WHERE b.first <> 1 + coalesce((SELECT l.trail_position FROM store.log l WHERE l.trail = b.trail
                                       ORDER BY l.trail_position DESC LIMIT 1), 0));
    IF v_floor <= 0 THEN
      RAISE EXCEPTION 'an event of a trail is neither in the log nor in the work table' USING ERRCODE = 'data_corrupted';
    END IF;
    v_floor := 0;
  END LOOP;

  sequenced := coalesce(cardinality(v_ids), 0);
  highest := v_ids[sequenced];
  IF sequenced > 0 THEN
    INSERT INTO store.log (log_index, trail, trail_position, type, leaf_hash)
      SELECT log_size + b.n - 1, b.trail, b.trail_position, b.type, b.leaf_hash
        FROM unnest(v_trails, v_positions, v_types, v_leaves) WITH ORDINALITY b(trail, trail_position, type, leaf_hash, n);
    DELETE FROM store.work w WHERE w.work_id = ANY (v_ids);
    log_size := log_size + sequenced;
    -- With the commit, so that no sequencer can end between the two. One call runs at a time, so the lock that NOTIFY takes at
    -- the commit delays no other call.
    PERFORM pg_notify('slipway_log', '');
  END IF;
  RETURN NEXT;
END $$;
