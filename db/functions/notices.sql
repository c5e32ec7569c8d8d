-- Only the scorer and its schedule insert their own notices.
create or replace function notices_are_their_writers() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'tidemark_web' and new.kind::text in ('round_opened', 'closing_soon', 'round_closed', 'refresh_overdue', 'erratum_published', 'flags_raised') then
    raise exception 'the web role can''t tell that %', new.kind using errcode = 'check_violation', constraint = 'notices_not_the_webs';
  end if;
  return new;
end $$;
create or replace trigger notices_begin before insert on notices for each row execute function notices_are_their_writers();
