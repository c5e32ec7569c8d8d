-- The key of a job, computed from its payload, whose form queue.jobs defines: no requester chooses a key.
create or replace function queue.job_key(task text, payload jsonb) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  job queue.jobs;
  field text;
  form text;
  value text;
begin
  select * into job from queue.jobs where name = task;
  if not found then
    raise exception 'no such task: %', task using errcode = 'invalid_parameter_value';
  end if;
  if jsonb_typeof(payload) is distinct from 'object' then
    raise exception 'the payload of % is no object', task using errcode = 'invalid_parameter_value';
  end if;
  for field in select jsonb_object_keys(payload) loop
    if not job.payload ? field then
      raise exception '% has no %', task, field using errcode = 'invalid_parameter_value';
    end if;
  end loop;
  for field, form in select * from jsonb_each_text(job.payload) loop
    value := payload ->> field;
    continue when value is null and form like '%?';
    if value is null or jsonb_typeof(payload -> field) <> 'string' or not (case rtrim(form, '?')
      when 'uuid' then value ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
      when 'instant' then value ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z$'
      else value = any (string_to_array(rtrim(form, '?'), '|'))
    end) then
      raise exception '% of % isn''t of the form %', field, task, form using errcode = 'invalid_parameter_value';
    end if;
  end loop;
  -- Two spellings of a uuid are one key.
  return job.key_word || (
    select string_agg(':' || lower(payload ->> key_field), '' order by place)
    from unnest(job.key_fields) with ordinality as fields (key_field, place));
end $$;
revoke all on function queue.job_key(text, jsonb) from public;
