import { tmpdir } from 'node:os';
import type pino from 'pino';
import { type BootClock, machineBootClock } from '@/adapters/boot-clock';
import { readScorerEnvironment } from '@/adapters/environment';
import type { ObjectStore } from '@/adapters/object-store/object-store';
import { foldersOf, openObjectStore, parseObjectStorePlace } from '@/adapters/object-store/open-object-store';
import { ReadersInThreads } from '@/adapters/predictions-readers/readers-in-threads';
import type { PredictionsReaders } from '@/adapters/read-predictions-file';
import { type FreeSpace, freeSpaceOf } from '@/adapters/spool-file';
import { type Client, connect } from '@/db/client';
import { scorerVersion } from '@/lib/core/scoring/score-split';
import { type Identity, readIdentity } from './vault/identity';

/** Resources of the scorer's jobs. */
export type ScorerPlatform = {
  client: Client;
  objects: ObjectStore;
  identity: Identity;
  bootClock: BootClock;
  space: FreeSpace;
  /** The version of the scoring rules; this scorer scores only rounds that were sealed with it. */
  scorerVersion: string;
  readers: PredictionsReaders;
  connectionString: string;
  log: pino.Logger;
};

/** Resources of the heartbeat and the schedules, without anything that can decrypt. */
export type SchedulePlatform = Pick<
  ScorerPlatform,
  'client' | 'objects' | 'bootClock' | 'space' | 'scorerVersion'
>;

export async function makeSchedulePlatform(bootClock = machineBootClock()): Promise<SchedulePlatform> {
  const environment = readScorerEnvironment();
  const place = parseObjectStorePlace(environment);
  return {
    client: connect(environment.DATABASE_URL_SCORER, {
      max: environment.SCORER_DATABASE_POOL_MAX,
      statementTimeoutMs: environment.SCORER_STATEMENT_TIMEOUT_MS,
      applicationName: 'tidemark-scorer',
    }),
    objects: await openObjectStore(place),
    bootClock,
    space: freeSpaceOf([...foldersOf(place), tmpdir()], environment.FREE_SPACE_MB_MIN),
    scorerVersion,
  };
}

export async function makeScorerPlatform(bootClock: BootClock, log: pino.Logger): Promise<ScorerPlatform> {
  const environment = readScorerEnvironment();
  return {
    ...(await makeSchedulePlatform(bootClock)),
    identity: await readIdentity(environment.SCORER_IDENTITY_FILE),
    // One reader is enough, since this platform's thread runs one job at a time.
    readers: new ReadersInThreads({ place: parseObjectStorePlace(environment), readerCount: 1 }),
    connectionString: environment.DATABASE_URL_SCORER,
    log,
  };
}
