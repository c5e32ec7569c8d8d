import { type Client, connect } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import type { Actor } from '@/services/access/caller';
import { ensureTeam } from '@/services/team/team';
import { makeRoundVault, type RoundVault } from '@/worker/vault/round-vault';
import { deleteWaitingJobs } from '../hold-job';
import { makeBenchmark } from '../make-benchmark';
import { giveRole, makePerson } from '../make-person';
import type { TestSite } from '../make-test-site';
import { setDatabaseClock } from '../set-database-clock';
import { quotaPerDay, quotaPerRound, teamCount } from './model';

/** The system under test: one site, and in it a new benchmark for each run. */
export type World = {
  site: TestSite;
  slug: string;
  /** Two maintainers, of whom the first created the benchmark. */
  maintainers: Actor[];
  researchers: Actor[];
  teamIds: string[];
  vault: RoundVault;
};

const startsAt = new Date('2030-01-02T12:00:00Z');

export async function makeWorld(site: TestSite): Promise<World> {
  await setDatabaseClock(site, startsAt);
  await watchMoves(site);
  const maintainers = [await makePerson(site), await makePerson(site, 'Bea')];
  const researchers: Actor[] = [];
  const teamIds: string[] = [];
  for (let i = 0; i < teamCount; i++) {
    const researcher = await makePerson(site, 'Cyn');
    researchers.push(researcher);
    teamIds.push((await ensureTeam(site.web.db, researcher)).teamId);
  }
  return {
    site,
    slug: '',
    maintainers,
    researchers,
    teamIds,
    vault: makeRoundVault(site.scorer),
  };
}

/** Database connections for concurrent schedulers, one for each. */
export const connectSchedulers = ({ urls }: TestSite, count: number): Client[] =>
  Array.from({ length: count }, () => connect(urls.scorer, { max: 2 }));

/** The initial state of a run: rotations and audit events of earlier runs are removed, so that none is due or counted. */
export async function beginAgain(world: World): Promise<World> {
  const { site, maintainers } = world;
  await site.superuser`truncate benchmarks, audit_events, audit_links, state_watch.moves cascade`;
  await deleteWaitingJobs(site);
  await setDatabaseClock(site, startsAt);
  const [owner, other] = maintainers;
  if (!owner || !other) throw new Error('a world without maintainers');
  const slug = await makeBenchmark(owner, { quota_per_round: quotaPerRound, quota_per_day: quotaPerDay });
  await giveRole(site, slug, other, 'maintainer');
  return { ...world, slug };
}

/** The time of the site's database clock in milliseconds. */
export const readNow = async ({ site }: World): Promise<number> =>
  (await readClock(site.scorer.client.db)).getTime();

/** Sets the clock back a little, as an operator or a time server might. */
export async function setClockBack(world: World): Promise<void> {
  await setDatabaseClock(world.site, new Date((await readNow(world)) - 8 * 60_000));
}

/** Makes the database record every state that a round enters, even one that it leaves within the same transaction. */
async function watchMoves({ superuser }: TestSite): Promise<void> {
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
