import type { TestSite } from '../make-test-site';

/** Makes the database record every state of a round, including those that it leaves at once. */
export async function watchMoves({ superuser }: TestSite): Promise<void> {
  await superuser.unsafe(`
    create schema state_watch;
    create table state_watch.moves (
      move_id bigint generated always as identity, round_id uuid not null, state_from text, state_to text not null);
    create function state_watch.note_move() returns trigger language plpgsql security definer as $$
    begin
      if tg_op = 'INSERT' then
        insert into state_watch.moves (round_id, state_to) values (new.round_id, new.state);
      elsif old.state <> new.state then
        insert into state_watch.moves (round_id, state_from, state_to) values (new.round_id, old.state, new.state);
      end if;
      return null;
    end $$;
    create trigger note_move after insert or update on rounds for each row execute function state_watch.note_move();
  `);
}
