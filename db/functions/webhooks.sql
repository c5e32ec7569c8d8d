-- Queues webhook deliveries when a submission has its feedback, or will have none: one for each webhook of
-- the team's members. An automatic evaluation has none, since its result is secret until the close.
create or replace function submissions_list_deliveries() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into webhook_deliveries (webhook_id, event, submission_id, created_at)
  select w.webhook_id, 'scored', new.submission_id, date_trunc('milliseconds', site_clock())
  from team_members m join webhooks w using (user_id)
  where m.team_id = new.team_id and w.off_at is null and 'scored' = any (w.events)
  on conflict do nothing;
  return null;
end $$;
revoke all on function submissions_list_deliveries() from public;
create or replace trigger submissions_deliveries after update of state, feedback on submissions for each row
  when (not new.is_automatic and (new.feedback is not null and old.feedback is null
    or new.state in ('rejected', 'failed') and new.state <> old.state))
  execute function submissions_list_deliveries();
