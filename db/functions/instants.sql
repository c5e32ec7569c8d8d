-- The clock that what people do is held to. A function, so that a test can set it without touching the server's own.
create or replace function site_clock() returns timestamptz language sql volatile as $$ select pg_catalog.clock_timestamp() $$;
