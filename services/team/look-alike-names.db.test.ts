import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { authOptions } from '@/services/account/auth-options';
import { ensurePerson } from '@/services/account/tokens';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import type { Actor } from '../access/caller';
import { submit } from '../submission/submit';

const items = makeBinaryItems(10);

const file = formatPredictions(items.ids, 'no');

describe('look-alike names', () => {
  const site = provideSiteWithScorer();
  let slug: string;
  const people: Actor[] = [];

  beforeAll(async () => {
    const maintainer = await makePerson(site);
    slug = await makeBenchmark(maintainer);
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    people.push(await makePerson(site, 'Ada'), await makePerson(site, 'Bob'));
  });

  let sent = 0;
  /** Each call sends another file, since a file may be only one version. */
  const send = (person: Actor | undefined, model: string, dryRun = false) => {
    sent += 1;
    const form = formRequest({ model, version: String(sent) }, 'file', file + '\n'.repeat(sent));
    return submit(person ?? null, slug, form, {
      dryRun,
      idempotencyKey: randomUUID(),
    });
  };
  const countSlots = async () => (await site.superuser`select from round_slots`).length;

  it('can’t be used for models of two teams, in a dry run either, and the refused submission takes no slot', async () => {
    const [ada, bob] = people;
    expect(await send(ada, 'Boosted trees')).toMatchObject({ ok: true });
    const before = await countSlots();
    for (const name of [
      'Boosted trees',
      'Boosted\u00a0trees',
      'Вoosted trees',
      'boosted Trees',
      'Boosted trеes',
    ])
      for (const dryRun of [true, false])
        expect(await send(bob, name, dryRun), name).toMatchObject({
          error: { kind: 'name_taken', own: null },
        });
    for (const name of ['Boosted\u200b trees', 'Boosted trees\u3164', '\u202eBoosted trees'])
      expect(await send(bob, name)).toMatchObject({
        error: { kind: 'invalid_request', faults: [{ field: 'model' }] },
      });
    expect(await countSlots()).toBe(before);
    expect(await send(bob, 'Boosted trees (Bob)')).toMatchObject({ ok: true });
  });

  it('can’t replace an existing name within a team, while exactly the same name means the same model', async () => {
    const [ada] = people;
    expect(await send(ada, 'Model 10')).toMatchObject({ ok: true });
    expect(await send(ada, ' Model  10 ')).toMatchObject({ ok: true });
    expect(await send(ada, 'Model lO')).toMatchObject({ error: { kind: 'name_taken', own: 'Model 10' } });
    expect(await site.superuser`select from models where name = 'Model 10'`).toHaveLength(1);
  });

  it('belong to at most one team, even when teams are created concurrently', async () => {
    const email = () => `${randomUUID()}@example.org`;
    const names = ['Grace Hopper', 'Grace Hopper', 'Grаce Hopper', 'grace hopper', 'Grace\u00a0Hopper'];
    await Promise.all(
      names.map((name) => ensurePerson(site.web.db, { name, email: email(), isOperator: false })),
    );
    const teams = await site.superuser<{ name: string; skeleton: string }[]>`
      select name, skeleton from teams where skeleton like 'grace hopper%'`;
    expect(teams).toHaveLength(names.length);
    expect(new Set(teams.map(({ skeleton }) => skeleton)).size).toBe(names.length);
  });

  it('occur in no odd spelling: names from a sign-in provider lose line breaks and bidirectional controls, and are cut to 80 characters', async () => {
    const { adapter } = authOptions(null);
    for (const [given, name] of [
      ['Ada\nLovelace, owner', 'Ada Lovelace, owner'],
      ['\u202eevE', 'evE'],
      ['y'.repeat(5000), 'y'.repeat(80)],
      ['\u3164', null],
    ] as const) {
      const made = await adapter?.createUser?.({
        id: randomUUID(),
        name: given,
        email: `${randomUUID()}@example.org`,
        emailVerified: null,
      });
      expect(made?.name).toBe(name);
    }
  });
});
