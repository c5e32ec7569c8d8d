import { beforeAll, describe, expect, it } from 'vitest';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { submitForm } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { findMe } from '../account/account';
import { createToken, listTokens } from '../account/tokens';
import { findQuota } from '../submission/find-quota';
import { listSubmissions } from '../submission/view';
import { ensureTeam } from '../team/team';
import { type Actor, findActorOfRequest } from './caller';

const site = provideSiteWithScorer();
const maintainer = providePerson(site, 'Host');
/** Two benchmarks with an open round each. */
let here: string;
let there: string;

const items = makeBinaryItems(6);

beforeAll(async () => {
  [here, there] = [await makeBenchmark(maintainer), await makeBenchmark(maintainer)];
  for (const slug of [here, there]) await makeOpenRound(maintainer, slug, formatTestSet(items));
});

/** A person in two teams: `own` and `other`. */
async function makeMember(): Promise<{ person: Actor; own: string; other: string }> {
  const person = await makePerson(site);
  const own = await ensureTeam(site.web.db, person);
  const other = await ensureTeam(site.web.db, await makePerson(site, 'Grace'));
  await site.superuser`insert into team_members (team_id, user_id) values (${other.teamId}, ${person.userId})`;
  return { person, own: own.slug, other: other.slug };
}

const tokenOf = async (person: Actor, wish: object) =>
  unwrap(await createToken(person, { name: 'pipeline', ...wish })).token;

const call = (token: string, at: string) => {
  const [method, path] = at.split(' ');
  return findActorOfRequest(
    new Request(`http://127.0.0.1:3000${path}`, { method, headers: { authorization: `Bearer ${token}` } }),
    'read',
  );
};

const actorOf = async (token: string, at: string) => unwrap(await call(token, at))!;

const outcomeOf = async (token: string, at: string) => {
  const found = await call(token, at);
  return found.ok ? 'ok' : found.error.kind;
};

async function send(actor: Actor, slug: string, wish: object = {}) {
  const predictions = formatPredictions(items.ids, (i) => (i % 2 === 0 ? 'no' : 'yes'));
  const metadata = { model: `Model of ${actor.name} ${Math.random()}`, ...wish };
  const request = formRequest(metadata, 'file', predictions);
  return submitForm(actor, slug, request);
}

describe('a token that is bound to a benchmark', () => {
  it('works in API calls below the address of that benchmark, and in no other ones', async () => {
    const token = await tokenOf(maintainer, { scope: 'maintain', benchmark: here });
    for (const at of [
      `GET /api/v1/benchmarks/${here}/people`,
      `POST /api/v1/benchmarks/${here}/rounds`,
      ...[
        'GET /api/v1/me',
        `POST /api/v1/benchmarks/%${here.charCodeAt(0).toString(16)}${here.slice(1)}/rounds`,
      ],
    ])
      expect([at, await outcomeOf(token, at)]).toEqual([at, 'ok']);
    for (const at of [
      ...[`POST /api/v1/benchmarks/${there}/rounds`, `POST /api/v1/benchmarks/${here}%2F/rounds`],
      ...[`POST /api/v1/benchmarks/${here}/../${there}/rounds`, 'POST /api/v1/benchmarks/%ff/rounds'],
      ...['POST /api/v1/benchmarks', 'POST /api/v1/tokens', 'GET /api/v1/tokens', 'PUT /api/v1/me/notices'],
      ...['GET /api/v1/me/notices', 'POST /api/v1/flags/1/judge', `POST /maintain/${here}/rounds/1/test-set`],
      ...['copy', '/copy', 'copy/', '%63opy', 'cop%79/', '%2Fcopy'].map(
        (end) => `POST /api/v1/benchmarks/${here}/${end}`,
      ),
      ...['//api/v1/benchmarks', '/api//v1/benchmarks', '/%61pi/v1/benchmarks', '/api/v1/benchmarks/'].map(
        (root) => `POST ${root}/${there}/rounds`,
      ),
      ...[`POST /api/v1/benchmarks/${here.toUpperCase()}/rounds`, `POST /api/v1/Benchmarks/${here}/rounds`],
      ...[`POST /api/v1/benchmarks/${here}./rounds`, `POST /api/v1/benchmarks/${here}%20/rounds`],
      ...['%2e%2e', '.%2E'].map((dots) => `POST /api/v1/benchmarks/${here}/${dots}/${there}/rounds`),
      ...[`POST /api/v1/benchmarks/${here}%2F..%2F${there}/rounds`, `GET /api/v1/me%2Fnotices`],
      `POST /api/v1/benchmarks/%25${here.charCodeAt(0).toString(16)}${here.slice(1)}/rounds`,
      ...['GET /api/v1/anything-new', 'GET /', `GET /api/v2/benchmarks/${here}/people`],
    ])
      expect([at, await outcomeOf(token, at)]).toEqual([at, 'token_bound']);
  });

  it('finds only submissions of that benchmark; all others are reported as missing', async () => {
    const person = await makePerson(site);
    const sent = [unwrap(await send(person, here)), unwrap(await send(person, there))];
    const [inside, outside] = sent.map((one) => (one.kind === 'accepted' ? one.submission.id : ''));
    const token = await tokenOf(person, { benchmark: here });
    const actor = await actorOf(token, 'GET /api/v1/submissions');
    const { items: listed } = unwrap(await listSubmissions(actor, { limit: 10, cursor: undefined }));
    expect(listed.map(({ id }) => id)).toEqual([inside]);
    expect(await outcomeOf(token, `POST /api/v1/submissions/${inside}/withdraw`)).toBe('ok');
    expect(await outcomeOf(token, `GET /api/v1/submissions/${outside}/events`)).toBe('not_found');
    expect(await outcomeOf(token, 'GET /api/v1/submissions/00000000-0000-4000-8000-000000000000')).toBe(
      'not_found',
    );
    expect(await outcomeOf(token, 'GET /api/v1/versions/no-uuid')).toBe('not_found');
  });

  it('shows the benchmark in the list of tokens, in the account and in refusals', async () => {
    const person = await makePerson(site);
    const token = await tokenOf(person, { benchmark: here, scope: 'read' });
    expect(await listTokens(person)).toMatchObject([{ benchmark: here, team: null }]);
    const actor = await actorOf(token, 'GET /api/v1/me');
    expect((await findMe(actor)).token).toMatchObject({ scope: 'read', benchmark: here, team: null });
    expect(await call(token, `GET /api/v1/benchmarks/${there}/quota`)).toEqual({
      ok: false,
      error: { kind: 'token_bound', benchmark: here, team: null },
    });
  });
});

describe('a token that is bound to a team', () => {
  it('acts for that team without naming it, and for no other one', async () => {
    const { person, own, other } = await makeMember();
    const token = await tokenOf(person, { team: other });
    const actor = await actorOf(token, `POST /api/v1/benchmarks/${here}/submissions`);
    expect((await findMe(actor)).teams.map(({ slug }) => slug)).toEqual([other]);
    const refused = { ok: false, error: { kind: 'token_bound', benchmark: null, team: other } };
    expect(await send(actor, here, { team: own })).toEqual(refused);
    expect(await findQuota(actor, here, own)).toEqual(refused);
    const accepted = unwrap(await send(actor, here));
    const id = accepted.kind === 'accepted' ? accepted.submission.id : '';
    const [row] = await site.superuser<{ slug: string }[]>`
      select t.slug from submissions s join teams t using (team_id) where submission_id = ${id}`;
    expect(row?.slug).toBe(other);
    expect(await outcomeOf(await tokenOf(person, { team: own }), `GET /api/v1/submissions/${id}`)).toBe(
      'not_found',
    );
  });

  it('gives no access by roles of its owner, and never has the scope maintain', async () => {
    const { slug } = await ensureTeam(site.web.db, maintainer);
    const token = await tokenOf(maintainer, { scope: 'submit', team: slug });
    for (const at of ['people', 'flags', 'rounds/1/check', 'rounds/1'])
      expect(await outcomeOf(token, `GET /api/v1/benchmarks/${here}/${at}`)).toBe('token_bound');
    expect(await createToken(maintainer, { name: 'wide', scope: 'maintain', team: slug })).toMatchObject({
      error: { faults: [{ code: 'scope_of_team', field: 'scope' }] },
    });
    await expect(site.superuser`
      update api_tokens set scope = 'maintain' where team_id is not null`).rejects.toThrow(
      'api_tokens_of_team_never_maintain',
    );
  });

  it('stops working when its owner leaves the team', async () => {
    const { person, other } = await makeMember();
    const token = await tokenOf(person, { team: other, benchmark: here });
    await site.superuser`delete from team_members where user_id = ${person.userId}
      and team_id = (select team_id from teams where slug = ${other})`;
    const actor = await actorOf(token, `POST /api/v1/benchmarks/${here}/submissions`);
    expect(await send(actor, here)).toMatchObject(refusedAs('forbidden'));
  });

  it('can’t be made for a team without its owner as a member, nor for a benchmark that its owner can’t see', async () => {
    const person = await makePerson(site);
    const { own } = await makeMember();
    expect(await createToken(person, { name: 'x', team: own })).toMatchObject(refusedAs('forbidden'));
    expect(await createToken(person, { name: 'x', benchmark: 'no-such-one' })).toMatchObject({
      error: { kind: 'not_found', what: 'benchmark' },
    });
  });
});
