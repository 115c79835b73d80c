-- The digest is made here from what is stored, so nobody can put a document under a digest that is not its own.
CREATE FUNCTION store.put_evidence(p_bytes bytea, p_media_type text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_digest text := 'sha256:' || encode(sha256(p_bytes), 'hex');
BEGIN
  INSERT INTO store.evidence (digest, media_type, bytes) VALUES (v_digest, p_media_type, p_bytes) ON CONFLICT DO NOTHING;
  RETURN v_digest;
END $$;

CREATE FUNCTION store.get_evidence(p_digest text, OUT bytes bytea, OUT media_type text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
RETURN (SELECT ROW (e.bytes, e.media_type) FROM store.evidence e WHERE e.digest = p_digest);

-- For those who only ask whether it is there: it reads no bytes.
CREATE FUNCTION store.has_evidence(p_digest text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
RETURN EXISTS (SELECT FROM store.evidence e WHERE e.digest = p_digest);
