import { attemptsMax } from '@/lib/core/notice/notice';
import { expect, test } from '../fixtures';
import { openDatabase, signInAs } from './database';
import { plantMore } from './more-of-everything';
import { type Place, routeTable } from './route-table';
import { type StatementLog, startStatementLog } from './statement-log';

const slug = 'late-flights-2001';
/** A model that has entered every round. */
const model = 'logistic-regression-monthly';
const team = 'demo-team-north';
const statementsMax = { visitor: 12, owner: 16, maintainer: 16 };
type Reader = keyof typeof statementsMax;

let log: StatementLog;
let submissionId: string;
const cookies: Record<Reader, string | null> = { visitor: null, owner: null, maintainer: null };

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  const sql = await openDatabase('superuser');
  const [submission] = await sql<{ submission_id: string; email: string }[]>`
    select submission_id, email from submissions join rounds using (round_id) join benchmarks using (benchmark_id)
    join users using (user_id) where benchmarks.slug = ${slug} and submissions.state = 'scored' limit 1`;
  await sql.end();
  if (!submission) throw new Error('nobody has submitted to the demo');
  submissionId = submission.submission_id;
  cookies.owner = await signInAs(submission.email);
  cookies.maintainer = await signInAs('maintainer@demo.invalid');
  log = await startStatementLog();
});

test.afterAll(() => log?.stop());

/** Waits for the mails of what the demo or a test has just done: the web process sends them beside the counted requests. */
async function awaitMails(): Promise<void> {
  const sql = await openDatabase('superuser');
  const countWaiting = async () => {
    const [row] = await sql<[{ waiting: number }]>`
      select (select count(*) from notices where addressed_at is null)::int
        + (select count(*) from notice_deliveries where sent_at is null and due_at < now() and attempt < ${attemptsMax})::int as waiting`;
    return row.waiting;
  };
  await expect.poll(countWaiting, { timeout: 120_000 }).toBe(0);
  await sql.end();
}

/** The statements of a route. The query keeps the response out of the cache. */
async function listStatementsOf(address: string, reader: Reader): Promise<string[]> {
  const cookie = cookies[reader];
  const url = new URL(address);
  url.searchParams.set('not', 'cached');
  return log.statementsOf(async () => {
    const reply = await fetch(url, { headers: cookie ? { cookie } : {}, redirect: 'manual' });
    await reply.arrayBuffer();
  });
}

/**
 * Counts the statements of every route for each reader.
 * @param counted by address and reader; unchanged ones aren't counted again
 * @throws where they exceed `max` twice
 */
async function countAll(
  site: string,
  place: Place,
  max: (name: string, reader: Reader) => number,
  counted = new Map<string, number>(),
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  await awaitMails();
  for (const [route, { path }] of Object.entries(routeTable))
    for (const reader of Object.keys(statementsMax) as Reader[]) {
      const name = `${route} as ${reader}`;
      const key = `${path(place)} as ${reader}`;
      const before = counted.get(key);
      if (before !== undefined) {
        counts[name] = before;
        continue;
      }
      const look = () => listStatementsOf(`${site}${path(place)}`, reader);
      let statements = await look();
      // A mail may have been sent during the count, so the lower of two counts is taken.
      if (statements.length > max(name, reader)) statements = await look();
      counts[name] = statements.length;
      counted.set(key, statements.length);
      expect(statements.length, `${name} takes\n${statements.join('\n')}`).toBeLessThanOrEqual(
        max(name, reader),
      );
    }
  return counts;
}

/** Statement counts of the open round of the current site. */
let counted: Record<string, number>;
const countedBefore = new Map<string, number>();

for (const { number, state } of [
  { number: 1, state: 'revealed' },
  { number: 4, state: 'open' },
])
  test(`no route runs more than 12 SQL statements for a visitor or 16 for a person signed in, with ${state === 'open' ? 'an open' : 'a revealed'} round`, async ({
    baseURL,
  }) => {
    counted = await countAll(
      baseURL ?? '',
      { slug, number, submissionId, model, team },
      (_, reader) => statementsMax[reader],
      countedBefore,
    );
    // An empty log would pass.
    expect(Math.max(...Object.values(counted))).toBeGreaterThan(5);
  });

test('thirty more benchmarks and twelve more rounds add no SQL statement to any route', async ({
  baseURL,
}) => {
  const site = baseURL ?? '';
  const place = { slug, number: 4, submissionId, model, team };
  const sql = await openDatabase('superuser');
  const takeAway = await plantMore(sql, slug);
  try {
    const list = await (await fetch(`${site}/api/v1/benchmarks?not=cached`)).json();
    expect(list.items.length).toBeGreaterThan(30);
    await countAll(site, place, (name) => counted[name]!);
  } finally {
    await takeAway();
    await sql.end();
  }
});
