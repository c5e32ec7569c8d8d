import { keysOf } from '@/lib/core/keys-of';
import type { Readiness } from '@/services/publication/find-readiness';

export type StatusLine = { what: string; now: string; isWell: boolean; meaning: string };

type Shown = Pick<Readiness, 'database' | 'scorer' | 'clock' | 'disk' | 'objects' | 'audit' | 'sandbox'>;
type Words = { [K in keyof Shown]: Readonly<Record<Shown[K], readonly [now: string, meaning: string]>> };

const titles: Readonly<Record<keyof Shown, string>> = {
  database: 'Pages and API',
  scorer: 'Scoring',
  clock: 'Opening and closing rounds',
  disk: 'Uploads',
  objects: 'Files',
  audit: 'Audit log',
  sandbox: 'Running models',
};

const unknown = ['not known', 'Unknown: the database doesn’t respond.'] as const;

/** Texts by part and state: the consequences for users, without names of machines, versions or tests. */
const words: Words = {
  database: {
    ok: ['works', 'Everything can be read.'],
    unreachable: ['away', 'Only cached pages can be read. It restarts automatically.'],
  },
  scorer: {
    ok: ['works', 'Submissions are scored as they arrive.'],
    silent: ['waits', 'Submissions are accepted and scored later.'],
    unknown,
  },
  clock: {
    ok: ['works', 'Rounds open and close by their schedules.'],
    held: [
      'held',
      'The server’s clock has jumped. No round opens, closes or is revealed until an operator confirms the time.',
    ],
    unknown,
  },
  disk: {
    ok: ['works', 'Files are accepted.'],
    short: ['refused', 'The disk is nearly full. Accepted files wait to be scored, and pages still work.'],
  },
  objects: {
    ok: ['works', 'Stored files can be read.'],
    unreachable: ['away', 'Files can be neither uploaded nor downloaded. Accepted files wait to be scored.'],
  },
  audit: {
    ok: ['whole', 'Every event is linked to the previous one.'],
    unlinked: ['waits', 'An event isn’t linked yet. An operator can name it.'],
    unknown,
  },
  sandbox: {
    ok: ['works', 'Models run in a sandbox that was attacked and held.'],
    failed: ['stopped', 'A test of the sandbox failed, so models wait.'],
    missing: ['none here', 'No runner has a sandbox, so models wait.'],
    silent: ['waits', 'No runner is heard, so models wait.'],
    unknown,
  },
};

/** Texts that report no fault. `none here` (no sandbox) is one, since a private site may run without a sandbox. */
const well: ReadonlySet<string> = new Set(['works', 'whole', 'none here']);

export function describeStatus(readiness: Shown): StatusLine[] {
  const line = <K extends keyof Shown>(part: K): StatusLine => {
    const [now, meaning] = words[part][readiness[part]];
    return { what: titles[part], now, isWell: well.has(now), meaning };
  };
  return keysOf(titles).map(line);
}
