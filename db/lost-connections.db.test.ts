import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EmptyDatabase, makeEmptyDatabase } from '@/testing/make-empty-database';
import { makeSeveredDatabase, type SeveredDatabase } from '@/testing/severed-database';
import { type Client, connect, type Transaction } from './client';

let database: EmptyDatabase;
let way: SeveredDatabase;
let client: Client | undefined;
beforeAll(async () => {
  database = await makeEmptyDatabase();
  way = await makeSeveredDatabase(database.scorerUrl);
  await database.superuser.unsafe(
    'create table written (by text not null, part integer not null); grant all on written to tidemark_scorer',
  );
});
afterAll(async () => {
  await way?.close();
  await database?.drop();
});
beforeEach(() => database.superuser`truncate written`);
afterEach(() => client?.close());

const write = (db: Pick<Client['db'], 'execute'>, by: string, part: number) =>
  db.execute(sql`insert into written values (${by}, ${part})`);

/** Makes a gate: callers of `wait` continue once `open` is called. */
function makeGate(): { wait: Promise<void>; open: () => void } {
  let open = () => {};
  const wait = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { wait, open };
}

describe.each(['closed', 'reset'] as const)('database connections that are %s', (how) => {
  it('fail the queries that were running on them, and no query after the reconnection', async () => {
    client = connect(way.url, { max: 1 });
    const { db } = client;
    await db.execute(sql`select 1`);
    const asleep = db.execute(sql`select pg_sleep(60)`);
    const isAsleep = expect(asleep).rejects.toThrow();
    await sleepUntilSeen('pg_sleep(60)');
    way.sever(how);
    await isAsleep;
    // A statement that is sent before the client notices the loss fails too.
    await db.execute(sql`select 1`).catch(() => {});
    expect([...(await db.execute(sql`select 1 as one`))]).toEqual([{ one: 1 }]);
  });

  it('never commit or roll back a transaction that another connection runs', async () => {
    client = connect(way.url, { max: 1 });
    const { db } = client;
    const [begun, lost, ended] = [makeGate(), makeGate(), makeGate()];
    const dead = db.transaction(async (tx) => {
      await write(tx, 'dead', 1);
      begun.open();
      await lost.wait;
      await write(tx, 'dead', 2).finally(ended.open);
    });
    const isDead = expect(dead).rejects.toThrow();
    await begun.wait;
    way.sever(how);
    await isDead;

    const kept = db.transaction(async (tx) => {
      await write(tx, 'kept', 1);
      // The transaction whose connection was lost continues now, while another one has that connection.
      lost.open();
      await ended.wait;
      await tx.execute(sql`select pg_sleep(0.2)`);
      throw new Error('taken back');
    });
    await expect(kept).rejects.toThrow('taken back');
    await db.transaction((tx) => write(tx, 'kept', 2));
    expect([...(await database.superuser`select by, part from written`)]).toEqual([{ by: 'kept', part: 2 }]);
  });

  it('reconnect, however often they are cut during transactions and queries', async () => {
    client = connect(way.url, { max: 6 });
    const { db } = client;
    const committed = new Set<string>();
    let isOver = false;
    const work = async (worker: number) => {
      for (let turn = 0; !isOver; turn++) {
        const by = `${worker}/${turn}`;
        const transaction = db.transaction(async (tx) => {
          await write(tx, by, 1);
          await tx.execute(sql`select pg_sleep(${(worker % 4) / 500})`);
          await write(tx, by, 2);
        });
        await Promise.allSettled([
          transaction.then(() => committed.add(by)),
          db.execute(sql`select pg_sleep(0.002)`),
        ]);
      }
    };
    const workers = Array.from({ length: 12 }, (_, worker) => work(worker));
    for (let cut = 0; cut < 6; cut++) {
      const before = committed.size;
      while (committed.size < before + 10) await new Promise((resolve) => setTimeout(resolve, 10));
      way.sever(how);
    }
    isOver = true;
    await Promise.all(workers);

    // Runs more concurrent queries than there are connections, so that each connection is used.
    const seen = await Promise.all(
      Array.from({ length: 24 }, () => db.execute(sql`select pg_backend_pid() as pid, pg_sleep(0.05)`)),
    );
    expect(new Set(seen.map(([row]) => row?.pid)).size).toBe(6);
    const whole =
      await database.superuser`select by, array_agg(part order by part) as parts from written group by by`;
    for (const { parts } of whole) expect(parts).toEqual([1, 2]);
    expect(whole.map(({ by }) => by)).toEqual(expect.arrayContaining([...committed]));
  });
});

async function sleepUntilSeen(query: string): Promise<void> {
  for (;;) {
    const [row] =
      await database.superuser`select from pg_stat_activity where query = ${`select ${query}`} and state = 'active'`;
    if (row) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

it('a transaction sends no statement after its end', async () => {
  client = connect(way.url, { max: 1 });
  const { db } = client;
  for (const end of ['committed', 'taken back']) {
    let kept: Transaction | undefined;
    const ending = db.transaction(async (tx) => {
      kept = tx;
      if (end === 'taken back') throw new Error(end);
    });
    await ending.catch(() => {});
    await db.transaction(async () => {
      await expect(write(kept!, end, 1)).rejects.toThrow('The transaction has ended');
    });
  }
  expect([...(await database.superuser`select from written`)]).toEqual([]);
});
