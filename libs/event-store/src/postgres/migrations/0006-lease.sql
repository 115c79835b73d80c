-- Takes the lease of this name for p_holder, or renews it, for so many seconds, at most 60; false: somebody else has it, or cannot be
-- asked. `sequencer` is one for all services; any other name is one for the role, so that no role can take another's turn.
CREATE FUNCTION store.take_lease(p_name text, p_holder uuid, p_seconds int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '500ms'
AS $$
BEGIN
  INSERT INTO store.lease AS l (role, name, holder, expires_at)
    VALUES (CASE p_name WHEN 'sequencer' THEN current_user ELSE session_user END, p_name, p_holder,
            clock_timestamp() + make_interval(secs => least(p_seconds, 60)))
    ON CONFLICT (role, name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
      WHERE l.holder = excluded.holder OR l.expires_at < clock_timestamp();
  RETURN FOUND;
EXCEPTION WHEN lock_not_available THEN
  PERFORM store.end_stalled('store.lease');
  RETURN false;
END $$;

-- Gives the lease up when p_holder has it, and removes it when it is over. Answers whether nobody has it now.
CREATE FUNCTION store.release_lease(p_name text, p_holder uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '500ms'
AS $$
DECLARE
  v_role name := CASE p_name WHEN 'sequencer' THEN current_user ELSE session_user END;
BEGIN
  DELETE FROM store.lease l
    WHERE l.role = v_role AND l.name = p_name AND (l.holder = p_holder OR l.expires_at < clock_timestamp());
  RETURN NOT EXISTS (SELECT FROM store.lease l WHERE l.role = v_role AND l.name = p_name);
EXCEPTION WHEN lock_not_available THEN
  RETURN false;
END $$;
