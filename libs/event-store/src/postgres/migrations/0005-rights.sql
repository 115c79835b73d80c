-- What a service may do is granted to it by name when the store is migrated; nobody else may do anything.
REVOKE ALL ON ALL TABLES IN SCHEMA store FROM PUBLIC;
REVOKE ALL ON ALL ROUTINES IN SCHEMA store FROM PUBLIC;
