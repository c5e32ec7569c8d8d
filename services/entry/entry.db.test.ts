import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formRequest, meanwhile } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { giveRole, makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { repetitions } from '@/testing/stress';
import { submitForm } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import type { Actor } from '../access/caller';
import { changeBenchmark } from '../benchmark/change';
import { findMaintainedBenchmarkPage } from '../page/find-maintained-pages';
import { deliverNotices } from '../publication/deliver-notices';
import { submit } from '../submission/submit';
import { acceptRules, applyToEnter, enterBenchmarkByCode } from './entry';
import { decideEntry, listEntrantsOf, makeClassCode, removeClassCode, setEntryList } from './maintain-entry';

const items = makeBinaryItems(20);

const site = provideSiteWithScorer();
const maintainer = providePerson(site, 'Host');

const makeOpenBenchmark = async (wishes: object): Promise<string> => {
  const slug = await makeBenchmark(maintainer, wishes);
  await makeOpenRound(maintainer, slug, formatTestSet(items));
  return slug;
};

const requestOf = (metadata: object = {}) =>
  formRequest({ model: `Model ${randomUUID()}`, ...metadata }, 'file', formatPredictions(items.ids, 'no'));

const send = (actor: Actor, slug: string, metadata: object = {}, request = requestOf(metadata)) =>
  submitForm(actor, slug, request);

/** A person whose e-mail address is proved, as after a sign-in by mailed link. */
async function makeVerified(name: string, email = `${randomUUID()}@school.example.org`): Promise<Actor> {
  const person = await makePerson(site, name);
  await site.superuser`update users set email = ${email}, email_verified_at = now() where user_id = ${person.userId}`;
  return { ...person, email };
}

const listStates = async (slug: string) =>
  unwrap(await listEntrantsOf(maintainer, slug)).map(({ id, way, state }) => ({
    id,
    way,
    state,
  }));

describe('entering a benchmark', () => {
  it('happens at the first submission where entry is open', async () => {
    const slug = await makeOpenBenchmark({});
    const person = await makePerson(site);
    unwrap(await send(person, slug));
    expect(await listStates(slug)).toEqual([{ id: person.userId, way: 'open', state: 'entered' }]);
  });

  it('takes submissions of listed verified addresses and domains alone', async () => {
    const slug = await makeOpenBenchmark({ entry: 'list' });
    const byAddress = await makeVerified('Address', 'Ada@uni.example.org');
    const byDomain = await makeVerified('Domain', `${randomUUID()}@students.example.org`);
    const bySubdomain = await makeVerified('Subdomain', `${randomUUID()}@cs.students.example.org`);
    const unproved = await makeVerified('Unproved', `${randomUUID()}@students.example.org`);
    await site.superuser`update users set email_verified_at = null where user_id = ${unproved.userId}`;
    unwrap(await setEntryList(maintainer, slug, { list: 'ada@uni.example.org\n@students.example.org' }));
    for (const person of [byAddress, byDomain]) unwrap(await send(person, slug));
    for (const person of [bySubdomain, unproved])
      expect(await send(person, slug)).toMatchObject({
        error: { kind: 'entry_needed', slug, entry: 'list', state: null },
      });
    expect(new Set((await listStates(slug)).map(({ way }) => way))).toEqual(new Set(['list']));
    // A person who has already entered may stay, whatever the new list contains.
    unwrap(await setEntryList(maintainer, slug, { list: '' }));
    unwrap(
      await send(
        byAddress,
        slug,
        {},
        formRequest({ model: `M ${randomUUID()}` }, 'file', formatPredictions(items.ids, 'yes')),
      ),
    );
  });

  it('appears to maintainers alone, and only they change the list, the code and the entrants', async () => {
    const slug = await makeOpenBenchmark({ entry: 'list' });
    const auditor = await makePerson(site);
    await giveRole(site, slug, auditor, 'auditor');
    for (const actor of [await makePerson(site), auditor])
      for (const attempt of [
        listEntrantsOf(actor, slug),
        setEntryList(actor, slug, { list: 'a@example.org' }),
        makeClassCode(actor, slug),
        decideEntry(actor, slug, actor.userId, { state: 'entered' }),
      ])
        expect(await attempt).toMatchObject(refusedAs('forbidden'));
    // SQL of the web role in the name of another person is refused too.
    const { userId } = auditor;
    for (const statement of [
      `insert into entrants (benchmark_id, user_id, way, state) select benchmark_id, '${userId}', 'list', 'entered' from benchmarks where slug = '${slug}'`,
      `insert into entry_addresses (benchmark_id, address) select benchmark_id, 'a@example.org' from benchmarks where slug = '${slug}'`,
      'select code_sha256 from entry_codes',
      'update rules_versions set superseded_at = now()',
    ])
      await expect(site.web.db.execute(statement)).rejects.toMatchObject({ cause: { code: '42501' } });
    for (const call of [
      `set_entry_list(benchmark_id, '${userId}', array['a@example.org'])`,
      `set_entry_code(benchmark_id, '${userId}', 'aa')`,
      `decide_entry(benchmark_id, '${userId}', '${userId}', 'entered', '')`,
    ])
      await expect(
        site.web.db.execute(`select ${call} from benchmarks where slug = '${slug}'`),
      ).rejects.toMatchObject({ cause: { constraint_name: 'entry_by_maintainers' } });
  });

  it('rejects a list with a fault, and names its line', async () => {
    const slug = await makeBenchmark(maintainer, { entry: 'list' });
    expect(await setEntryList(maintainer, slug, { list: 'a@example.org\nexample.org' })).toMatchObject({
      error: {
        kind: 'invalid_request',
        faults: [{ field: 'list', detail: expect.stringContaining('line 2') }],
      },
    });
  });
});

describe('a class code', () => {
  it('lets a person in, however it is typed, until it is replaced or removed', async () => {
    const slug = await makeOpenBenchmark({ entry: 'list' });
    const first = unwrap(await makeClassCode(maintainer, slug)).code;
    const person = await makePerson(site);
    expect(
      unwrap(await enterBenchmarkByCode(person, { code: ` ${first.toUpperCase().replace('-', ' ')}` })),
    ).toMatchObject({
      benchmark: slug,
    });
    unwrap(await send(person, slug));
    const second = unwrap(await makeClassCode(maintainer, slug)).code;
    const late = await makePerson(site);
    expect(await enterBenchmarkByCode(late, { code: first })).toMatchObject(refusedAs('invalid_request'));
    unwrap(await removeClassCode(maintainer, slug));
    expect(await enterBenchmarkByCode(late, { code: second })).toMatchObject(refusedAs('invalid_request'));
    expect(await listStates(slug)).toEqual([{ id: person.userId, way: 'code', state: 'entered' }]);
  });

  it('can’t be guessed more than 20 times an hour, even by 200 parallel guesses; after that the right code is refused too', async () => {
    const slug = await makeOpenBenchmark({ entry: 'list' });
    const { code } = unwrap(await makeClassCode(maintainer, slug));
    const person = await makePerson(site);
    const guesses = await Promise.all(
      Array.from({ length: 200 }, (_, i) => enterBenchmarkByCode(person, { code: `wrong-${i}` })),
    );
    const kinds = guesses.map((guess) => (guess.ok ? 'ok' : guess.error.kind));
    expect(kinds.filter((kind) => kind === 'invalid_request')).toHaveLength(20);
    expect(kinds.filter((kind) => kind === 'budget_spent')).toHaveLength(180);
    expect(await enterBenchmarkByCode(person, { code })).toMatchObject({
      error: { kind: 'budget_spent', budget: 'entry_codes' },
    });
    // Right codes don't count as guesses.
    const careful = await makePerson(site);
    for (let i = 0; i < 25; i++) unwrap(await enterBenchmarkByCode(careful, { code }));
  });

  it('records 200 people who enter concurrently once each', async () => {
    const slug = await makeOpenBenchmark({ entry: 'list' });
    const { code } = unwrap(await makeClassCode(maintainer, slug));
    const people = await Promise.all(Array.from({ length: repetitions(20, 200) }, () => makePerson(site)));
    await Promise.all(
      Array.from({ length: 200 }, (_, i) => enterBenchmarkByCode(people[i % people.length]!, { code })),
    );
    const entered = await listStates(slug);
    expect(entered.map(({ id }) => id).sort()).toEqual(people.map(({ userId }) => userId).sort());
  });
});

describe('an application to enter', () => {
  const questions = ['Why?', 'Where do you study?'];

  it('waits for a maintainer, who approves or refuses it with a reason, which is mailed', async () => {
    const slug = await makeOpenBenchmark({ entry: 'approval', entry_questions: questions });
    const [yes, no] = [await makeVerified('Yes'), await makeVerified('No')];
    expect(await send(yes, slug)).toMatchObject({ error: { kind: 'entry_needed', state: null } });
    expect(await applyToEnter(yes, slug, { answers: ['Only one'] })).toMatchObject({
      error: { kind: 'invalid_request', faults: [{ field: 'answers' }] },
    });
    for (const person of [yes, no])
      unwrap(await applyToEnter(person, slug, { answers: ['To learn', `At ${person.name}`] }));
    unwrap(await applyToEnter(yes, slug, { answers: ['Other', 'answers'] }));
    expect(await send(yes, slug)).toMatchObject({ error: { kind: 'entry_needed', state: 'asked' } });
    const asked = unwrap(await listEntrantsOf(maintainer, slug)).find(({ id }) => id === yes.userId);
    expect(asked?.answers).toEqual([
      { question: 'Why?', answer: 'To learn' },
      { question: 'Where do you study?', answer: `At ${yes.name}` },
    ]);

    const desk = unwrap(await findMaintainedBenchmarkPage(maintainer, slug));
    expect(desk.maintained?.waiting.requests).toMatchObject({
      applications: { count: 2, at: expect.stringMatching(/^20\d\d-/) },
      ...{ flags: null, merges: null },
    });

    unwrap(await decideEntry(maintainer, slug, yes.userId, { state: 'entered' }));
    expect(await decideEntry(maintainer, slug, no.userId, { state: 'refused' })).toMatchObject({
      error: { kind: 'invalid_request', faults: [{ field: 'reason' }] },
    });
    unwrap(await decideEntry(maintainer, slug, no.userId, { state: 'refused', reason: 'For students only' }));
    expect(
      await decideEntry(maintainer, slug, no.userId, { state: 'refused', reason: 'Again' }),
    ).toMatchObject(refusedAs('not_found'));
    unwrap(await send(yes, slug));
    expect(await send(no, slug)).toMatchObject({
      error: { kind: 'entry_needed', state: 'refused', reason: 'For students only' },
    });
    await deliverNotices(site.web);
    const mails = await site.superuser`select recipient, subject, body from inbox_mails 
      where recipient in (${yes.email}, ${no.email}) and (subject like 'You may%' or subject like 'Application%')`;
    expect(mails.find(({ recipient }) => recipient === yes.email)?.subject).toBe(
      'You may submit: Test benchmark',
    );
    expect(mails.find(({ recipient }) => recipient === no.email)?.body).toContain('“For students only”');
    expect(mails).toHaveLength(2);
  });

  it('can be revoked by removing the entrant for good, and each of 20 parallel submissions comes before or after the removal', async () => {
    const slug = await makeOpenBenchmark({ entry: 'approval' });
    const person = await makePerson(site);
    unwrap(await applyToEnter(person, slug, { answers: [] }));
    unwrap(await decideEntry(maintainer, slug, person.userId, { state: 'entered' }));
    const sendNumber = (i: number) =>
      send(
        person,
        slug,
        {},
        formRequest(
          { model: `Model ${i} ${randomUUID()}` },
          'file',
          formatPredictions(items.ids, (at) => ((i >> (at % 5)) & 1 ? 'yes' : 'no')),
        ),
      );
    const [, ...sent] = await Promise.all([
      decideEntry(maintainer, slug, person.userId, { state: 'removed', reason: 'Two accounts' }),
      ...Array.from({ length: 20 }, (_, i) => sendNumber(i)),
    ]);
    const [{ removedAt } = { removedAt: new Date() }] = await site.superuser<{ removedAt: Date }[]>`
      select decided_at as "removedAt" from entrants join benchmarks using (benchmark_id)
      where slug = ${slug} and user_id = ${person.userId} and state = 'removed'`;
    for (const result of sent)
      if (!result.ok) expect(result.error).toMatchObject({ kind: 'entry_needed', state: 'removed' });
      else if (result.value.kind === 'accepted')
        expect(Date.parse(result.value.submission.received_at)).toBeLessThanOrEqual(removedAt.getTime());
    expect(await sendNumber(21)).toMatchObject({ error: { kind: 'entry_needed', state: 'removed' } });
    expect(await applyToEnter(person, slug, { answers: [] })).toMatchObject(refusedAs('entry_needed'));
  });
});

describe('versions of the rules', () => {
  it('must be accepted by each person before the first submission and after each change, and are named on the receipt', async () => {
    const slug = await makeOpenBenchmark({ rules: 'Be fair.' });
    const person = await makePerson(site);
    const refused = (version: number) => ({ error: { kind: 'rules_not_accepted', slug, version } });
    expect(await send(person, slug)).toMatchObject(refused(1));
    expect(await acceptRules(person, slug, { version: 2 })).toMatchObject(refused(1));
    const accepted = unwrap(await acceptRules(person, slug, { version: 1 }));
    expect(unwrap(await acceptRules(person, slug, { version: 1 }))).toEqual(accepted);
    // The output of: printf 'Be fair.' | sha256sum
    const sha256 = '3a6dbe170a446109a3ae9f6732646528cffc87e5d344466615d2d977904fa878';
    expect(accepted).toMatchObject({ benchmark: slug, version: 1, sha256 });
    const receipt = unwrap(await send(person, slug));
    expect(receipt).toMatchObject({ submission: { rules_version: 1, rules_sha256: sha256 } });

    unwrap(await changeBenchmark(maintainer, slug, { rules: 'Be very fair.' }));
    expect(await send(person, slug)).toMatchObject(refused(2));
    expect(await send(person, slug, { rules_version: 1 })).toMatchObject(refused(2));
    const other = formRequest(
      { model: `M ${randomUUID()}`, rules_version: 2 },
      'file',
      formatPredictions(items.ids, 'yes'),
    );
    expect(unwrap(await send(person, slug, {}, other))).toMatchObject({ submission: { rules_version: 2 } });
    // An earlier text that is set again becomes a new version; without a text there is no version to accept.
    unwrap(await changeBenchmark(maintainer, slug, { rules: '' }));
    expect(await acceptRules(person, slug, { version: 2 })).toMatchObject({
      error: { kind: 'rules_not_accepted', version: null },
    });
    unwrap(await changeBenchmark(maintainer, slug, { rules: 'Be fair.' }));
    expect(await acceptRules(person, slug, { version: 1 })).toMatchObject(refused(3));
  });

  it('needn’t be accepted by maintainers, who write them, nor for a dry run', async () => {
    const slug = await makeOpenBenchmark({ rules: 'Be fair.' });
    expect(unwrap(await send(maintainer, slug))).toMatchObject({ submission: { rules_version: 1 } });
    expect(
      (await submit(await makePerson(site), slug, requestOf(), { dryRun: true, idempotencyKey: null })).ok,
    ).toBe(true);
  });

  it('refuse a submission when they change between its check and its acceptance', async () => {
    const slug = await makeOpenBenchmark({ rules: 'Be fair.' });
    const person = await makePerson(site);
    unwrap(await acceptRules(person, slug, { version: 1 }));
    const request = meanwhile(requestOf(), () => changeBenchmark(maintainer, slug, { rules: 'Be fairer.' }));
    expect(await send(person, slug, {}, request)).toMatchObject({
      error: { kind: 'rules_not_accepted', version: 2 },
    });
  });

  it('stay those in force at the acceptance of each of 200 parallel submissions amid changes', async () => {
    const slug = await makeOpenBenchmark({ rules: 'Version 1.' });
    const people = await Promise.all(Array.from({ length: 200 }, () => makePerson(site)));
    const file = formatPredictions(items.ids, 'no');
    const sent = people.map((person, i) =>
      send(
        person,
        slug,
        {},
        formRequest({ model: `Model ${i} ${randomUUID()}`, rules_version: 1 + (i % 3) }, 'file', file),
      ),
    );
    for (const version of [2, 3])
      unwrap(await changeBenchmark(maintainer, slug, { rules: `Version ${version}.` }));
    const results = await Promise.all(sent);
    const rows = await site.superuser<{ number: number; madeAt: Date; supersededAt: Date | null }[]>`
      select number, made_at as "madeAt", superseded_at as "supersededAt" from rules_versions join benchmarks using (benchmark_id)
      where slug = ${slug}`;
    for (const [i, result] of results.entries())
      if (!result.ok) expect(result.error.kind).toBe('rules_not_accepted');
      else if (result.value.kind === 'accepted') {
        const { rules_version: version } = result.value.submission;
        expect(version).toBe(1 + (i % 3));
      }
    expect(rows.map(({ number }) => number).sort()).toEqual([1, 2, 3]);
    const [{ wrong } = { wrong: -1 }] = await site.superuser<{ wrong: number }[]>`
      select count(*)::int as wrong from submissions s join rounds r using (round_id) join benchmarks b using (benchmark_id)
      left join rules_acceptances a on (a.benchmark_id, a.number, a.user_id) = (b.benchmark_id, s.rules_version, s.user_id)
      left join rules_versions v on (v.benchmark_id, v.number, v.sha256) = (b.benchmark_id, s.rules_version, s.rules_sha256)
      where b.slug = ${slug} and (a.user_id is null or v.number is null)`;
    expect(wrong).toBe(0);
  });
});
