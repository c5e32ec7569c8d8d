import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hmacAddress } from '@/adapters/tokens';
import { connect } from '@/db/client';
import { listDeadJobs } from '@/db/queries/site-status-queries';
import { formRequest, meanwhile } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound, makeSealedRound } from '@/testing/make-benchmark';
import { makeOperator, makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { awaitOfficial, scorePredictions, submitForm, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { runSchedules } from '@/worker/rotation/rotate-benchmark';
import { chainAuditEvents, type RunningScorer, sweep } from '@/worker/run-scorer';
import { type Actor, findActorOfRequest } from '../access/caller';
import { proveAddress } from '../account/account';
import { createToken } from '../account/tokens';
import { changeBenchmark } from '../benchmark/change';
import { findBenchmark, listBenchmarks } from '../benchmark/view';
import { findTeamPage } from '../page/find-team-page';
import { findLeaderboard } from '../publication/find-leaderboard';
import { findModel } from '../publication/find-model';
import { listChangelog } from '../publication/list-changelog';
import { verifyAudit } from '../publication/verify-audit';
import { createRound } from '../round/create';
import { closeRound } from '../round/openings';
import { findRound } from '../round/view';
import { findQuota } from '../submission/find-quota';
import { watchSubmission } from '../submission/stream-hub';
import { findSubmission } from '../submission/view';
import { doOperatorAct } from './act';
import { actOnPage, findPublicAct, listPublicActs } from './public-acts';

const items = makeBinaryItems(40);

const rightIn = (count: number) =>
  formatPredictions(items.ids, (i) =>
    i < count ? items.labels[i]! : items.labels[i] === 'yes' ? 'no' : 'yes',
  );

const reason = 'The text insults a person.';

describe('an operator’s moderation', () => {
  const site = provideTestSite();
  let scorer: RunningScorer;
  let web: postgres.Sql;
  const maintainer = providePerson(site, 'Mary');
  let operator: Actor;

  beforeAll(async () => {
    scorer = await startTestScorer(site);
    web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
    operator = await makeOperator(site);
  });
  afterAll(() => web?.end());

  const act = (input: object) => actOnPage(operator, { reason, ...input });
  /** Runs the act as an operator's command does, connected as the owner of the tables. */
  const asOwner = async (input: object) => {
    const client = connect(site.urls.superuser, { max: 1 });
    try {
      return await doOperatorAct(
        {
          db: client.db,
          operatorId: null,
          secret: site.web.environment.NEXTAUTH_SECRET,
        },
        { reason, ...input },
      );
    } finally {
      await client.close();
    }
  };

  const makeEntered = async (wishes: object = {}) => {
    const slug = await makeBenchmark(maintainer, { quota_per_round: 3, ...wishes });
    const number = await makeOpenRound(maintainer, slug, formatTestSet(items));
    const sender = await makePerson(site, 'Sam');
    const { id } = await scorePredictions(sender, slug, rightIn(30), { model: `Rude ${slug}` });
    return { slug, number, sender, id };
  };

  const tokenOf = async (person: Actor) =>
    unwrap(await createToken(person, { name: 'script', days: 5, scope: 'maintain' })).token;
  const findByToken = (token: string) =>
    findActorOfRequest(
      new Request('http://127.0.0.1:3000/', { headers: { authorization: `Bearer ${token}` } }),
      'read',
    );

  it('withdraws a benchmark with a public reason, from lists and by its address, and shows it again', async () => {
    const { slug } = await makeEntered();
    const { eventId } = unwrap(await act({ act: 'hide', kind: 'benchmark', subject: slug }));
    expect(await findBenchmark(null, slug)).toEqual({
      ok: false,
      error: { kind: 'withdrawn', what: 'benchmark', reason, actId: eventId },
    });
    const listed = await listBenchmarks({ after: null, size: 100 });
    expect(listed.items.map((one) => one.slug)).not.toContain(slug);
    expect((await listChangelog(slug)).ok).toBe(false);
    expect((await findBenchmark(maintainer, slug)).ok, 'its maintainer').toBe(true);
    expect(unwrap(await findPublicAct(String(eventId)))).toMatchObject({
      sentence: `An operator hid the benchmark ${slug}.`,
      facts: [{ name: 'Reason', value: reason }],
    });
    expect(await act({ act: 'hide', kind: 'benchmark', subject: slug })).toMatchObject(
      refusedAs('act_not_fitting'),
    );

    unwrap(await act({ act: 'show', kind: 'benchmark', subject: slug }));
    expect((await findBenchmark(null, slug)).ok).toBe(true);
    const again = await listBenchmarks({ after: null, size: 100 });
    expect(again.items.map((one) => one.slug)).toContain(slug);
  });

  it('replaces the name of a model everywhere, keeps the receipt, and restores it', async () => {
    const { slug, number, sender, id } = await makeEntered();
    const receipt = unwrap(await findSubmission(sender, id));
    unwrap(await closeRound(maintainer, slug, number, { reason: 'It has run long enough' }));
    const before = unwrap({ ok: true, value: await awaitOfficial(slug, number) } as const);
    const [row] = before ? before.entries : [];
    const subject = `${slug}/${row!.model_slug}`;
    unwrap(await act({ act: 'hide', kind: 'model', subject }));

    const shown = unwrap(await findLeaderboard(slug, number)).entries[0]!;
    expect(shown.model).toMatch(/^Model [0-9a-f]{8} \(name withheld\)$/);
    // The measurement of overfitting is stored later than the ranking, so it is read now.
    const { gap } = row!;
    expect({ ...shown, gap, model: row!.model, model_slug: row!.model_slug }).toEqual(row);
    expect((await findModel(slug, row!.model_slug)).ok).toBe(false);
    expect((await findModel(slug, shown.model_slug)).ok).toBe(true);
    const [listing] =
      await site.superuser`select ranked_names, ranking from benchmark_listings where slug = ${slug}`;
    expect(JSON.stringify(listing)).not.toContain('Rude');
    const now = unwrap(await findSubmission(sender, id));
    for (const key of ['id', 'sha256', 'received_at', 'commitment_root', 'version'] as const)
      expect(now[key]).toEqual(receipt[key]);

    unwrap(await act({ act: 'show', kind: 'model', subject: `${slug}/${shown.model_slug}` }));
    const restored = unwrap(await findLeaderboard(slug, number)).entries[0]!;
    expect({ ...restored, gap }).toEqual(row);
  });

  it('renames a team everywhere, unless the new name looks like another team’s', async () => {
    const { slug, number, sender } = await makeEntered();
    const before = await waitUntil(async () => {
      const found = await findLeaderboard(slug, number);
      return found.ok && found.value.entries[0];
    });
    const taken = await makePerson(site, 'Taken');
    const [team] = await site.superuser<{ name: string }[]>`
      select t.name from teams t join team_members using (team_id) where user_id = ${taken.userId}`;
    expect(
      await act({ act: 'rename', kind: 'team', subject: before.team_slug, name: team!.name.toUpperCase() }),
    ).toMatchObject({ error: { kind: 'invalid_request', faults: [{ field: 'name' }] } });
    unwrap(
      await act({ act: 'rename', kind: 'team', subject: before.team_slug, name: `Calm waters ${slug}` }),
    );
    const after = unwrap(await findLeaderboard(slug, number)).entries[0]!;
    expect(after).toMatchObject({ team: `Calm waters ${slug}`, team_slug: `calm-waters-${slug}` });
    expect(unwrap(await findTeamPage(after.team_slug)).name).toBe(`Calm waters ${slug}`);
    expect((await findTeamPage(before.team_slug)).ok).toBe(false);
    // A provisional table that is published after the renaming shows the new name as well.
    await scorePredictions(sender, slug, rightIn(31), { model: `Rude ${slug}` });
    await waitUntil(async () => {
      const found = unwrap(await findLeaderboard(slug, number)).entries[0];
      return found?.submissions_used === 2 && found.team === `Calm waters ${slug}`;
    });
  });

  it('puts the new names into a ranking that a scorer began before the renaming', async () => {
    const { slug, number } = await makeEntered();
    const { entries } = await waitUntil(async () => {
      const found = await findLeaderboard(slug, number);
      return found.ok && found.value.entries.length > 0 && found.value;
    });
    const [snapshot] = await site.superuser`
      select s.* from snapshots s join rounds using (round_id) join benchmarks using (benchmark_id)
      where slug = ${slug} order by revision desc limit 1`;
    unwrap(await act({ act: 'hide', kind: 'model', subject: `${slug}/${entries[0]!.model_slug}` }));
    await site.superuser`
      insert into snapshots (round_id, split, revision, published_at, leaderboard)
      values (${snapshot!.round_id}, ${snapshot!.split}, 99, now(), ${site.superuser.json(snapshot!.leaderboard)})`;
    expect(unwrap(await findLeaderboard(slug, number)).entries[0]!.model).toMatch(/name withheld/);
  });

  it('hides texts and the details of changelog entries, and when undone doesn’t overwrite texts written since', async () => {
    const { slug } = await makeEntered({ description: 'A nasty description.' });
    unwrap(await changeBenchmark(maintainer, slug, { rules: 'Nasty rules.' }));
    unwrap(await act({ act: 'hide', kind: 'text', subject: `${slug}/description` }));
    unwrap(await act({ act: 'hide', kind: 'text', subject: `${slug}/rules` }));
    const view = unwrap(await findBenchmark(null, slug));
    expect(JSON.stringify(view)).not.toMatch(/nasty/i);
    unwrap(await act({ act: 'show', kind: 'text', subject: `${slug}/rules` }));
    expect(unwrap(await findBenchmark(null, slug)).rules).toBe('Nasty rules.');
    unwrap(await changeBenchmark(maintainer, slug, { description: 'A calm description.' }));
    expect(await act({ act: 'show', kind: 'text', subject: `${slug}/description` })).toMatchObject(
      refusedAs('act_not_fitting'),
    );
    const log = unwrap(await listChangelog(slug)).items;
    const entry = log.find(({ act: done }) => done === 'benchmark_changed')!;
    expect(JSON.stringify(entry.facts)).toContain('A calm description.');
    unwrap(await act({ act: 'hide', kind: 'event', subject: String(entry.id) }));
    const hidden = unwrap(await listChangelog(slug)).items.find(({ id }) => id === entry.id)!;
    expect(hidden.facts).toEqual([{ name: 'Hidden by an operator', kind: 'words', value: reason }]);
    expect(hidden.link).toEqual(entry.link ?? hidden.link);
  });

  it('hides a text again that a maintainer has rewritten, also after its deletion, and never overwrites a new list', async () => {
    const slug = await makeBenchmark(maintainer, { description: 'A nasty description.', tags: ['nasty'] });
    const texts = { description: `${slug}/description`, tags: `${slug}/tags` };
    unwrap(await act({ act: 'hide', kind: 'text', subject: texts.description }));
    expect(await act({ act: 'hide', kind: 'text', subject: texts.description })).toMatchObject(
      refusedAs('act_not_fitting'),
    );
    unwrap(await changeBenchmark(maintainer, slug, { description: 'Another nasty one.' }));
    unwrap(await act({ act: 'hide', kind: 'text', subject: texts.description }));
    expect(unwrap(await findBenchmark(null, slug)).description).not.toMatch(/nasty/);
    unwrap(await asOwner({ act: 'delete', kind: 'text', subject: texts.description }));
    expect(await act({ act: 'show', kind: 'text', subject: texts.description })).toMatchObject(
      refusedAs('act_not_fitting'),
    );
    unwrap(await changeBenchmark(maintainer, slug, { description: 'A third nasty one.' }));
    unwrap(await act({ act: 'hide', kind: 'text', subject: texts.description }));
    unwrap(await act({ act: 'show', kind: 'text', subject: texts.description }));
    expect(unwrap(await findBenchmark(null, slug)).description).toBe('A third nasty one.');

    unwrap(await act({ act: 'hide', kind: 'text', subject: texts.tags }));
    unwrap(await changeBenchmark(maintainer, slug, { tags: ['calm'] }));
    expect(await act({ act: 'show', kind: 'text', subject: texts.tags })).toMatchObject(
      refusedAs('act_not_fitting'),
    );
    expect(unwrap(await findBenchmark(null, slug)).tags).toEqual(['calm']);
  });

  it('hides the title of a round, and the reasons of a freeze and of an invalidation', async () => {
    const { slug, number } = await makeEntered();
    await site.superuser.begin(async (sql) => {
      // An invalidation takes two people, which other tests cover; here the state is set directly.
      await sql`set local session_replication_role = replica`;
      await sql`
        update rounds set state = 'invalidated', frozen_from = 'open', frozen_at = now(), freeze_reason = 'rude',
          invalidated_at = now(), invalidation_reason = 'ruder'
        where benchmark_id = (select benchmark_id from benchmarks where slug = ${slug}) and number = ${number}`;
    });
    for (const field of ['title', 'freeze_reason', 'invalidation_reason'] as const) {
      const read = async () => unwrap(await findRound(slug, number))[field];
      const before = await read();
      const subject = `${slug}/${number}/${field}`;
      unwrap(await act({ act: 'hide', kind: 'text', subject }));
      expect(await read()).toBe('An operator has hidden this text.');
      unwrap(await act({ act: 'show', kind: 'text', subject }));
      expect(await read()).toBe(before);
    }
  });

  it('refuses the upload of a person who was suspended while it arrived, and ends their event streams', async () => {
    const { slug, sender } = await makeEntered();
    await scorer.stop();
    try {
      const { id } = await submitPredictions(sender, slug, rightIn(11), { model: `Rude ${slug}` });
      const reader = unwrap(await watchSubmission(sender, id, new AbortController().signal)).getReader();
      await reader.read();
      const request = formRequest({ model: `Rude ${slug}`, version: '2' }, 'file', rightIn(12));
      const late = meanwhile(request, () => act({ act: 'suspend', kind: 'person', subject: sender.email! }));
      expect(await submitForm(sender, slug, late)).toEqual({
        ok: false,
        error: { kind: 'account_suspended', reason },
      });
      await sweep(site.scorer, []);
      expect((await reader.read()).done).toBe(true);
      const rows =
        await site.superuser`select version from submissions where user_id = ${sender.userId} and version = '2'`;
      expect(rows).toEqual([]);

      const other = await makePerson(site, 'Max');
      const own = await makeBenchmark(other);
      const testSet = formRequest({ title: 'First' }, 'test_set', formatTestSet(items));
      const suspend = () => act({ act: 'suspend', kind: 'person', subject: other.email! });
      expect(await createRound(other, own, meanwhile(testSet, suspend))).toMatchObject(
        refusedAs('account_suspended'),
      );
    } finally {
      scorer = await startTestScorer(site);
    }
  });

  it('stops a suspended person’s token and session in the next request, and lets both work after the suspension', async () => {
    const person = await makePerson(site, 'Paul');
    const token = await tokenOf(person);
    expect((await findByToken(token)).ok).toBe(true);
    unwrap(await act({ act: 'suspend', kind: 'person', subject: person.email! }));
    expect(await findByToken(token)).toEqual({ ok: false, error: { kind: 'account_suspended', reason } });
    const { acts } = await listPublicActs(null);
    expect(JSON.stringify(acts[0])).not.toMatch(new RegExp(`${person.email}|${person.userId}|Paul`));
    unwrap(await act({ act: 'lift', kind: 'person', subject: person.userId }));
    expect((await findByToken(token)).ok).toBe(true);
  });

  it('ends a suspended person’s waiting jobs, while the person’s benchmarks continue', async () => {
    const owner = await makePerson(site, 'Olga');
    const own = await makeBenchmark(owner);
    const { slug, number } = await makeEntered();
    await scorer.stop();
    try {
      const { id } = await submitPredictions(owner, slug, rightIn(20), { model: `Olga’s ${slug}` });
      unwrap(await act({ act: 'suspend', kind: 'person', subject: owner.email! }));
      const jobs = await site.superuser`select key from graphile_worker.jobs where key like ${`%${id}%`}`;
      expect(jobs).toEqual([]);
      await sweep(site.scorer, []);
      const [row] = await site.superuser`select state, code from submissions where submission_id = ${id}`;
      expect(row).toMatchObject({ state: 'failed' });
      expect(unwrap(await findBenchmark(null, own)).slug).toBe(own);
      expect(number).toBe(1);
    } finally {
      scorer = await startTestScorer(site);
    }
  });

  it('deletes a person: no address, name or token remains, receipts stay, and a return by the same address finds the quota as used', async () => {
    const { slug, number, sender, id } = await makeEntered({ quota_per_round: 1 });
    const token = await tokenOf(sender);
    const email = sender.email!;
    const [before] =
      await site.superuser`select file_sha256, received_at from submissions where submission_id = ${id}`;
    expect(await act({ act: 'delete', kind: 'person', subject: email })).toMatchObject(
      refusedAs('forbidden'),
    );
    unwrap(await asOwner({ act: 'delete', kind: 'person', subject: email }));
    expect(await findByToken(token)).toMatchObject(refusedAs('token_invalid'));
    const [user] = await site.superuser`select name, email from users where user_id = ${sender.userId}`;
    expect(user).toMatchObject({ name: null, email: null });
    const [after] =
      await site.superuser`select file_sha256, received_at from submissions where submission_id = ${id}`;
    expect(after).toEqual(before);
    expect(unwrap(await findLeaderboard(slug, number)).entries[0]!.team).toMatch(/name withheld/);

    const addressHmac = hmacAddress(email, site.web.environment.NEXTAUTH_SECRET);
    const { person } = await proveAddress(site.web.db, {
      ...{ email, name: null, isOperator: false, at: new Date(), addressHmac },
    });
    expect(person.userId).toBe(sender.userId);
    expect(unwrap(await findQuota(person, slug))).toMatchObject({ round: { left: 0 } });
  });

  it('erases the hash of a deleted person’s address once the person has no used slots in an open round', async () => {
    const person = await makePerson(site, 'Fay');
    unwrap(await asOwner({ act: 'delete', kind: 'person', subject: person.email! }));
    const addressHmac = hmacAddress(person.email!, site.web.environment.NEXTAUTH_SECRET);
    const { person: anew } = await proveAddress(site.web.db, {
      ...{ email: person.email!, name: null, isOperator: false, at: new Date(), addressHmac },
    });
    expect(anew.userId).not.toBe(person.userId);

    const { slug, number, sender } = await makeEntered();
    unwrap(await asOwner({ act: 'delete', kind: 'person', subject: sender.email! }));
    const kept = () => site.superuser`select from former_identities where user_id = ${sender.userId}`;
    expect(await kept()).toHaveLength(1);
    unwrap(await closeRound(maintainer, slug, number, { reason: 'It has run long enough' }));
    await sweep(site.scorer, []);
    expect(await kept()).toHaveLength(0);
  });

  it('deletes a benchmark: its texts are erased, its open round is frozen, and its address shows that it was deleted', async () => {
    const { slug, sender, id } = await makeEntered({ description: 'A nasty description.' });
    const { eventId } = unwrap(await asOwner({ act: 'delete', kind: 'benchmark', subject: slug }));
    for (const reader of [null, maintainer, operator])
      expect(await findBenchmark(reader, slug)).toMatchObject({
        error: { kind: 'withdrawn', actId: eventId },
      });
    const [row] = await site.superuser`
      select b.title, b.description, r.state from benchmarks b join rounds r using (benchmark_id) where slug = ${slug}`;
    expect(row).toEqual({ title: 'A deleted benchmark', description: '', state: 'frozen' });
    expect(unwrap(await findSubmission(sender, id)).id).toBe(id);
    expect(await asOwner({ act: 'show', kind: 'benchmark', subject: slug })).toMatchObject(
      refusedAs('act_not_fitting'),
    );
  });

  it('stops planned openings of a deleted benchmark, whose frozen round keeps no deleted person’s address stored', async () => {
    const { slug, sender } = await makeEntered({ description: 'A nasty description.' });
    const others = formatTestSet({ ...items, ids: items.ids.map((id) => `${id}-later`) });
    await makeSealedRound(maintainer, slug, others.replaceAll(/,(\d+),/g, ',1$1,'));
    await site.superuser`
      update rounds set opens_at = now() + interval '1 second', closes_at = now() + interval '1 day'
      where state = 'sealed' and benchmark_id = (select benchmark_id from benchmarks where slug = ${slug})`;
    unwrap(await asOwner({ act: 'delete', kind: 'benchmark', subject: slug }));
    unwrap(await asOwner({ act: 'delete', kind: 'person', subject: sender.email! }));
    const [kept] = await site.superuser`
      select before from moderations where kind = 'person' and subject_id = ${sender.userId}`;
    expect(kept!.before).toBeNull();
    await sleep(1_200);
    await runSchedules(site.scorer);
    const rows = await site.superuser`
      select state, opens_at from rounds join benchmarks using (benchmark_id) where slug = ${slug} order by number`;
    expect(rows.map(({ state }) => state)).toEqual(['frozen', 'sealed']);
    const jobs =
      await site.superuser`select task_identifier from graphile_worker.jobs where task_identifier like '%open%'`;
    expect(jobs).toEqual([]);
  });

  it('requires an operator with a session instead of a token, an existing subject and a reason', async () => {
    const slug = await makeBenchmark(maintainer);
    const wish = { act: 'hide', kind: 'benchmark', subject: slug, reason };
    expect(await actOnPage(null, wish)).toMatchObject(refusedAs('not_signed_in'));
    expect(await actOnPage(maintainer, wish)).toMatchObject(refusedAs('forbidden'));
    const token = {
      apiTokenId: 'x',
      scope: 'maintain' as const,
      bounds: { benchmark: null, team: null },
      expiresAt: new Date(),
    };
    expect(await actOnPage({ ...operator, token }, wish)).toMatchObject(refusedAs('forbidden'));
    expect(await act({ ...wish, subject: 'no-such-benchmark' })).toMatchObject(refusedAs('not_found'));
    expect(await act({ ...wish, reason: ' ' })).toMatchObject(refusedAs('invalid_request'));
    expect(await act({ ...wish, act: 'suspend' })).toMatchObject(refusedAs('invalid_request'));
  });

  it('can be forged by the web role for an operator only, and is recorded then', async () => {
    const slug = await makeBenchmark(maintainer);
    const [{ id } = { id: '' }] = await web<{ id: string }[]>`
      select benchmark_id as id from benchmarks where slug = ${slug}`;
    const forge = (by: string | null, wanted: string) => web`
      select operator_act(${wanted}, 'benchmark', ${id}, ${by}::uuid, 'Forged.', '{}')`;
    for (const by of [null, maintainer.userId])
      await expect(forge(by, 'hide')).rejects.toMatchObject({
        constraint_name: 'operator_acts_of_operators',
      });
    await expect(forge(operator.userId, 'delete')).rejects.toMatchObject({
      constraint_name: 'operator_acts_of_operators',
    });
    await expect(
      web.unsafe(`update benchmarks set visibility = 'withdrawn' where slug = '${slug}'`),
    ).rejects.toMatchObject({ constraint_name: 'benchmarks_listing' });
    for (const statement of [
      `update teams set name = 'x'`,
      `update models set name = 'x'`,
      `update users set is_operator = true`,
      `insert into moderations (kind, subject_id, state, reason, audit_event_id, at) values ('person', 'x', 'suspended', 'x', 1, now())`,
      `delete from moderations`,
      `select before from moderations`,
      `select * from former_slugs`,
      `select moderate_person('delete', '${maintainer.userId}', '{}')`,
      `select queue.drop_jobs(array['x'])`,
      `select queue.end_dead_job(1, false)`,
    ])
      await expect(web.unsafe(statement), statement).rejects.toMatchObject({ code: '42501' });
    await forge(operator.userId, 'hide');
    const { acts } = await listPublicActs(null);
    expect(acts[0]).toMatchObject({
      sentence: `An operator hid the benchmark ${slug}.`,
      facts: [{ value: 'Forged.' }],
    });
  });

  it('makes an operator and removes one by a command only', async () => {
    const person = await makePerson(site, 'Oscar');
    expect(await act({ act: 'make-operator', kind: 'person', subject: person.email! })).toMatchObject(
      refusedAs('forbidden'),
    );
    const isOperator = async () =>
      (await site.superuser`select is_operator from users where user_id = ${person.userId}`)[0]!.is_operator;
    unwrap(await asOwner({ act: 'make-operator', kind: 'person', subject: person.email! }));
    expect(await isOperator()).toBe(true);
    unwrap(await asOwner({ act: 'remove-operator', kind: 'person', subject: person.email! }));
    expect(await isOperator()).toBe(false);
  });

  it('retries and drops dead jobs, which are listed without payload, key and message', async () => {
    await scorer.stop();
    try {
      const add = (task: string) => site.superuser<{ id: string }[]>`
        select id from graphile_worker.add_job(${task}, '{"submissionId": "00000000-0000-4000-8000-00000000dead"}', max_attempts => 1)`;
      const [[one], [other]] = [await add('score_submission'), await add('publish_snapshot')];
      const fail = (id: string) =>
        site.superuser`select graphile_worker.permanently_fail_jobs(array[${id}::bigint], 'label yes of item 7')`;
      await fail(one!.id);
      await fail(other!.id);
      const listed = await listDeadJobs(site.web.db);
      expect(listed).toMatchObject([
        { id: Number(one!.id), task: 'score_submission' },
        { id: Number(other!.id), task: 'publish_snapshot' },
      ]);
      expect(JSON.stringify(listed)).not.toMatch(/label|dead0|0000/);
      unwrap(await act({ act: 'retry', kind: 'job', subject: one!.id }));
      unwrap(await act({ act: 'drop', kind: 'job', subject: other!.id }));
      expect(await act({ act: 'drop', kind: 'job', subject: one!.id })).toMatchObject(refusedAs('not_found'));
      const jobs =
        await site.superuser`select id, attempts from graphile_worker.jobs where id in (${one!.id}, ${other!.id})`;
      expect(jobs).toEqual([{ id: one!.id, attempts: 0 }]);
      await site.superuser`select graphile_worker.complete_jobs(array[${one!.id}::bigint])`;
    } finally {
      scorer = await startTestScorer(site);
    }
  });

  it('leaves no gap in the chain of the audit log', async () => {
    await chainAuditEvents(site.scorer.client.db);
    const { findings, count } = await verifyAudit(site.web.db);
    expect(findings).toEqual([]);
    expect(count).toBeGreaterThan(20);
  });
});
