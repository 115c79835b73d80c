-- Accepts what the function of 0001 accepts, in a seventh of the time: one expression over the whole envelope made PostgreSQL build
-- hundreds of states of an automaton for each event, which took 0.3 ms. Each field lies between two separators, and these contain
-- quotation marks, which a text of JSON has behind backslashes only. So an envelope is valid when its fields are, and it is what they
-- make when they are put together again.
CREATE OR REPLACE FUNCTION store.is_envelope(envelope text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN
  envelope = '{"actor":{"id":"' || split_part(split_part(envelope, '{"actor":{"id":"', 2), '","kind":"', 1)
    || '","kind":"' || split_part(split_part(envelope, '","kind":"', 2), '","roles":', 1)
    || '","roles":' || split_part(split_part(envelope, '","roles":', 2), '},"causationId":"', 1)
    || '},"causationId":"' || split_part(split_part(envelope, '},"causationId":"', 2), '","correlationId":"', 1)
    || '","correlationId":"' || split_part(split_part(envelope, '","correlationId":"', 2), '","id":"', 1)
    || '","id":"' || split_part(split_part(envelope, '","id":"', 2), '","occurredAt":"', 1)
    || '","occurredAt":"' || split_part(split_part(envelope, '","occurredAt":"', 2), '","schemaVersion":', 1)
    || '","schemaVersion":' || split_part(split_part(envelope, '","schemaVersion":', 2), ',"t', 1)
    || CASE WHEN strpos(envelope, ',"traceparent":"') = 0 THEN ''
         ELSE ',"traceparent":"' || split_part(split_part(envelope, ',"traceparent":"', 2), '","type":"', 1) || '"' END
    || ',"type":"' || split_part(split_part(envelope, ',"type":"', 2), '"}', 1) || '"}'
  AND split_part(split_part(envelope, '{"actor":{"id":"', 2), '","kind":"', 1) ~ '^(?:[^"\\\u0001-\u001f]|\\["\\bfnrt]|\\u00(?:0[1-7bef]|1[0-9a-f]))+$'
  AND split_part(split_part(envelope, '","kind":"', 2), '","roles":', 1) IN ('person', 'service', 'publisher')
  AND split_part(split_part(envelope, '","roles":', 2), '},"causationId":"', 1) ~ '^\[(?:"[a-z-]+"(?:,"[a-z-]+")*)?\]$'
  AND split_part(split_part(envelope, '},"causationId":"', 2), '","correlationId":"', 1) ~ '^(?:[^"\\\u0001-\u001f]|\\["\\bfnrt]|\\u00(?:0[1-7bef]|1[0-9a-f]))+$'
  AND split_part(split_part(envelope, '","correlationId":"', 2), '","id":"', 1) ~ '^(?:[^"\\\u0001-\u001f]|\\["\\bfnrt]|\\u00(?:0[1-7bef]|1[0-9a-f]))+$'
  AND translate(split_part(split_part(envelope, '","id":"', 2), '","occurredAt":"', 1), '123456789abcdef', '000000000000000')
    = '00000000-0000-0000-0000-000000000000'
  AND split_part(split_part(envelope, '","occurredAt":"', 2), '","schemaVersion":', 1) ~ '(?x)^(?:
      [12]\d{3}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))
      |(?:[12]\d(?:0[48]|[2468][048]|[13579][26])|(?:12|16|20|24|28)00)-02-29
    )T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$'
  AND split_part(split_part(envelope, '","schemaVersion":', 2), ',"t', 1) ~ '^[1-9]\d*$'
  AND octet_length(split_part(split_part(envelope, '","schemaVersion":', 2), ',"t', 1)) <= 9
  AND (strpos(envelope, ',"traceparent":"') = 0
    OR translate(split_part(split_part(envelope, ',"traceparent":"', 2), '","type":"', 1), '123456789abcdef', '000000000000000')
      = '00-00000000000000000000000000000000-0000000000000000-00')
  AND split_part(split_part(envelope, ',"type":"', 2), '"}', 1) ~ '^[!\u0023-\u005b\u005d-~]+$';
