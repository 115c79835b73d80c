-- The digest is made here from what is stored, so nobody can put a document under a digest that is not its own.
CREATE FUNCTION store.put_evidence(p_bytes bytea, p_media_type text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_digest text := 'sha256:' || encode(sha256(p_bytes), 'hex');
BEGIN
  INSERT INTO store.evidence (digest, bytes) VALUES (v_digest, p_bytes) ON CONFLICT DO NOTHING;
  INSERT INTO store.evidence_type (digest, media_type) VALUES (v_digest, p_media_type) ON CONFLICT DO NOTHING;
  RETURN v_digest;
END $$;

-- The media types in the order in which they were first stored.
CREATE FUNCTION store.get_evidence(p_digest text, OUT bytes bytea, OUT media_types text[])
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
RETURN (SELECT ROW (e.bytes, ARRAY (SELECT t.media_type FROM store.evidence_type t WHERE t.digest = e.digest ORDER BY t.put_at))
          FROM store.evidence e WHERE e.digest = p_digest);

-- For those who only ask what is there: it reads no bytes.
CREATE FUNCTION store.describe_evidence(p_digest text, OUT size int, OUT media_types text[])
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
RETURN (SELECT ROW (octet_length(e.bytes), ARRAY (SELECT t.media_type FROM store.evidence_type t WHERE t.digest = e.digest ORDER BY t.put_at))
          FROM store.evidence e WHERE e.digest = p_digest);
