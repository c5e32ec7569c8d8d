-- What a changelog tells as the scorer's or the schedule's act, they have recorded themselves.
create or replace function audit_events_refuse_others_acts() returns trigger language plpgsql as $$
begin
  if current_user = 'tidemark_web' and new.benchmark_id is not null and (
    new.actor_kind in ('scheduler', 'scorer') or new.act in ('round_sealed', 'round_opened', 'ranking_published', 'rotation_slept_over',
      'refresh_overdue', 'round_replaced', 'round_revealed', 'erratum_compared', 'erratum_published')
  ) then
    raise exception 'the web role can''t record what the scorer does' using errcode = 'check_violation', constraint = 'audit_events_not_the_webs';
  end if;
  return new;
end $$;
create or replace trigger audit_events_begin before insert on audit_events for each row execute function audit_events_refuse_others_acts();
