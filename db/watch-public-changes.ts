import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';

export type ChangeWatch = {
  /** Whether every change that was committed two seconds ago has been told. */
  isHearing: () => boolean;
  stop: () => Promise<void>;
};

/** An answer to the question whether the connection still listens proves so for as long. */
const trustedMs = 1_700;
const askEveryMs = 400;
const answerWithinMs = 5_000;

/**
 * Listens, on a connection of its own, for what `db/functions/public_changes.sql` tells. A connection that has gone silent looks like
 * one on which nothing happens, so it is asked again and again: PostgreSQL tells what was committed before it answers.
 * @param onChange something that everybody sees has changed, or may have while nobody listened
 */
export function watchPublicChanges(url: string, onChange: () => void): ChangeWatch {
  const stopping = new AbortController();
  let provenAt = Number.NEGATIVE_INFINITY;

  const listen = async (): Promise<void> => {
    const connection = openListener(url, onChange);
    stopping.signal.addEventListener('abort', connection.close);
    try {
      for (let isFirst = true; !connection.isLost() && !stopping.signal.aborted; isFirst = false) {
        const askedAt = performance.now();
        await connection.prove();
        if (connection.isLost()) break;
        if (isFirst) onChange();
        provenAt = askedAt;
        await sleep(askEveryMs, undefined, { signal: stopping.signal });
      }
    } finally {
      provenAt = Number.NEGATIVE_INFINITY;
      stopping.signal.removeEventListener('abort', connection.close);
      await connection.close();
    }
  };
  const done = (async () => {
    while (!stopping.signal.aborted) {
      // A database that is away comes back; until then nothing is kept.
      await listen().catch(() => {});
      await sleep(askEveryMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();

  return {
    isHearing: () => performance.now() - provenAt < trustedMs,
    stop: () => {
      stopping.abort();
      return done;
    },
  };
}

/** One connection, of which it is known whether it was lost: the client would open another by itself, on which nobody listens. */
function openListener(url: string, onChange: () => void) {
  let isLost = false;
  const options = {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    fetch_types: false,
    connect_timeout: 5,
    onnotice: () => {},
    onnotify: onChange,
    onclose: () => {
      isLost = true;
    },
    connection: { application_name: 'tidemark-web-changes' },
  };
  const sql = postgres(url, options);
  return {
    isLost: () => isLost,
    /** Begins to listen, or answers that it does already. */
    prove: async () => {
      const answered = new AbortController();
      const late = sleep(answerWithinMs, undefined, { signal: answered.signal, ref: false }).then(() => {
        throw new Error('the database does not answer');
      });
      await Promise.race([sql`listen public_changes`, late]).finally(() => {
        late.catch(() => {});
        answered.abort();
      });
    },
    close: () => sql.end({ timeout: 0 }),
  };
}
