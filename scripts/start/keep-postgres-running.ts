import { setTimeout as sleep } from 'node:timers/promises';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from '@/adapters/embedded-postgres/start-embedded-postgres';
import { restartDelayMs } from './keep-running';
import { say } from './progress';

type KeptPostgres = {
  /** URL for the superuser; it stays valid through every restart, until `stop`. */
  readonly superuserUrl: string;
  readonly port: number;
  stop(): Promise<void>;
};

/** Starts the embedded PostgreSQL, and restarts it on the same port whenever it ends. */
export async function keepPostgresRunning(options: EmbeddedPostgresOptions): Promise<KeptPostgres> {
  let server = await startEmbeddedPostgres(options);
  const { superuserUrl, port } = server;
  let isStopping = false;

  const watch = async () => {
    while (!isStopping) {
      await server.ended;
      if (isStopping) return;
      say('PostgreSQL ended; starting it again.');
      server = (await restart({ ...options, port }, () => isStopping)) ?? server;
    }
  };
  const watching = watch();
  return {
    superuserUrl,
    port,
    stop: async () => {
      isStopping = true;
      await server.stop();
      await watching;
      // Stops once more, because a restart may have replaced the server between the two statements.
      await server.stop();
    },
  };
}

async function restart(
  options: EmbeddedPostgresOptions,
  isStopping: () => boolean,
): Promise<EmbeddedPostgres | undefined> {
  for (let failures = 1; !isStopping(); failures += 1) {
    try {
      const server = await startEmbeddedPostgres(options);
      say('PostgreSQL is back.');
      return server;
    } catch (cause) {
      say(String(cause));
      await sleep(restartDelayMs(failures));
    }
  }
  return undefined;
}
