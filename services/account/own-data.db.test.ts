import { beforeAll, describe, expect, it } from 'vitest';
import { ownDataSections, tablesNotInOwnData } from '@/db/queries/own-data-queries';
import { budgets } from '@/lib/core/quota/budgets';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { awaitFinal, scorePredictions, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import type { Actor } from '../access/caller';
import { setFollowing } from '../benchmark/announce';
import { setNote } from '../submission/note';
import { changeProfile } from './account';
import { ownDataLimits, streamOwnData } from './own-data';
import { createToken } from './tokens';
import { createWebhook } from './webhooks';

const items = makeBinaryItems(40);

const predictions = formatPredictions(items.ids, (i) => items.labels[i] ?? '');

const site = provideSiteWithScorer();
const host = providePerson(site, 'Host');
let slug: string;

beforeAll(async () => {
  slug = await makeBenchmark(host);
  await makeOpenRound(host, slug, formatTestSet(items));
});

type Document = Record<string, Record<string, unknown>[]> & { left_off: string[] };

async function download(
  actor: Actor,
  limits: Partial<typeof ownDataLimits> = {},
): Promise<{ text: string; data: Document }> {
  const stream = unwrap(await streamOwnData(actor, { ...ownDataLimits, ...limits }));
  let text = '';
  for await (const bytes of stream) text += new TextDecoder().decode(bytes);
  return { text, data: JSON.parse(text) as Document };
}

describe('the download of one’s own data', () => {
  it('covers every table that refers to a person, or a listed reason excludes the table', async () => {
    const rows = await site.superuser<{ name: string }[]>`
      select distinct k.table_name as name from information_schema.referential_constraints c
        join information_schema.key_column_usage k using (constraint_schema, constraint_name)
        join information_schema.constraint_column_usage u using (constraint_schema, constraint_name)
      where u.table_name = 'users'`;
    const tables = Object.values(ownDataSections).flatMap(({ tables }) => [...tables]);
    const covered = [...tables, ...Object.keys(tablesNotInOwnData)].filter((name) => name !== 'users');
    expect(covered.sort()).toEqual(rows.map(({ name }) => name).sort());
  });

  it('has the person’s account, submissions with receipts and feedback, notes and settings, and no secret', async () => {
    const person = await makePerson(site, 'Donna');
    unwrap(await changeProfile(person, { affiliation: 'Seville', shown: [] }));
    const { token } = unwrap(await createToken(person, { name: 'laptop' }));
    const { secret } = unwrap(
      await createWebhook(person, { url: 'https://donna.example.org/hook', events: ['scored'] }),
    );
    unwrap(await setFollowing(person, slug, true));
    const { id, sha256 } = await submitPredictions(person, slug, predictions, { model: 'Or sai' });
    await awaitFinal(person, id);
    unwrap(await setNote(person, id, { text: 'chi l’onore' }));

    const { text, data } = await download(person);
    expect(data.account).toMatchObject([{ email: person.email, affiliation: 'Seville' }]);
    expect(data.submissions).toMatchObject([{ id, sha256, state: 'scored', feedback: { policy: 'exact' } }]);
    expect(data.submission_notes).toMatchObject([{ submission_id: id, text: 'chi l’onore' }]);
    expect(data.follows).toMatchObject([{ benchmark: slug }]);
    expect(data.tokens).toMatchObject([{ name: 'laptop', hint: token.slice(0, 8).concat('…') }]);
    expect(data.webhooks).toMatchObject([{ url: 'https://donna.example.org/hook' }]);
    expect(data.teams).toMatchObject([{ role: 'captain', is_founder: true }]);
    expect(data.rounds_entered).toMatchObject([{ benchmark: slug, round: 1 }]);
    expect(data.audit_events).toMatchObject([{ act: 'own_data_downloaded' }]);
    expect(data.left_off).toEqual([]);
    for (const hidden of [token, secret, secret.replace(/^whsec_/, '')]) expect(text).not.toContain(hidden);
    expect(text).not.toMatch(/"[0-9a-z_]*(secret|hmac|token_sha256|session_sha256)/);
  });

  it('has no row and no name of other people', async () => {
    const [ada, bob] = [await makePerson(site, 'Ada'), await makePerson(site, 'Bob')];
    for (const [person, model] of [
      [ada, 'Of Ada'],
      [bob, 'Of Bob'],
    ] as const) {
      await scorePredictions(person, slug, predictions, { model });
    }
    const { text } = await download(ada);
    expect(text).toContain('Of Ada');
    for (const others of [bob.email, bob.userId, 'Of Bob', bob.name, host.email, host.userId])
      expect(text).not.toContain(others);
  });

  it('has no feedback of a team that the person has left, and no name of a private benchmark that they can’t read', async () => {
    const person = await makePerson(site, 'Ottavio');
    const { id } = await scorePredictions(person, slug, predictions, { model: 'Dalla sua pace' });
    const own = await makeBenchmark(host, { title: 'Hidden club' });
    await site.superuser`
      insert into benchmark_followers (benchmark_id, user_id) select benchmark_id, ${person.userId} from benchmarks where slug = ${own}`;
    await site.superuser`update benchmarks set visibility = 'private', entry = 'list' where slug = ${own}`;
    await site.superuser`delete from team_members where user_id = ${person.userId}`;
    const { text, data } = await download(person);
    expect(data.submissions).toEqual([]);
    expect(data.submissions_for_former_teams).toMatchObject([{ id, benchmark: slug }]);
    expect(text).not.toContain('feedback');
    expect(data.follows).toMatchObject([{ benchmark: null }]);
    expect(text).not.toContain(own);
  });

  it('leaves off the rest of a section that is too long, and says so, whatever the number of rows read at a time', async () => {
    const person = await makePerson(site);
    for (let i = 0; i < 5; i++) unwrap(await createToken(person, { name: `token ${i}` }));
    const whole = await download(person, { rowsAtOnce: 2 });
    expect(whole.data.tokens?.map(({ name }) => name)).toEqual([0, 1, 2, 3, 4].map((i) => `token ${i}`));
    const cut = await download(person, { rowsAtOnce: 2, rowsPerSectionMax: 4 });
    expect(cut.data.tokens).toHaveLength(4);
    expect(cut.data.left_off).toEqual(['tokens']);
    const small = await download(person, { bytesMax: 100 });
    expect(small.data.left_off).toContain('tokens');
  });

  it('can’t be requested an eleventh time within a day, nor with an API token', async () => {
    const person = await makePerson(site);
    const asked = await Promise.all(
      Array.from({ length: budgets.downloads.max + 5 }, () => streamOwnData(person)),
    );
    expect(asked.filter(({ ok }) => ok)).toHaveLength(budgets.downloads.max);
    expect(await streamOwnData(person)).toMatchObject({
      error: { kind: 'budget_spent', budget: 'downloads' },
    });
    const bounds = { benchmark: null, team: null };
    const token = { apiTokenId: 'a', scope: 'maintain' as const, bounds, expiresAt: new Date() };
    expect(await streamOwnData({ ...person, token })).toMatchObject({ error: { kind: 'forbidden' } });
  });
});
