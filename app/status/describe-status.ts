import type { Readiness } from '@/services/publication/find-readiness';

export type StatusLine = { what: string; now: string; isWell: boolean; meaning: string };

type Asked = Pick<Readiness, 'database' | 'scorer' | 'clock' | 'disk' | 'audit' | 'sandbox'>;
type Words = { [K in keyof Asked]: Readonly<Record<Asked[K], readonly [now: string, meaning: string]>> };

const titles: Readonly<Record<keyof Asked, string>> = {
  database: 'Pages and API',
  scorer: 'Scoring',
  clock: 'Opening and closing rounds',
  disk: 'Uploads',
  audit: 'Audit log',
  sandbox: 'Running models',
};

const unknown = ['not known', 'Unknown: the database doesn’t respond.'] as const;

/** What it means for whoever uses the site; nothing of machines, versions or names. */
const words: Words = {
  database: {
    ok: ['works', 'Everything can be read.'],
    unreachable: ['away', 'Only cached pages can be read. It restarts automatically.'],
  },
  scorer: {
    ok: ['works', 'Submissions are scored as they come.'],
    silent: ['waits', 'Submissions are accepted and scored later.'],
    unknown,
  },
  clock: {
    ok: ['works', 'Rounds open and close by their schedules.'],
    held: [
      'held',
      'The clock has leapt: no round opens, closes or is revealed until an operator has looked.',
    ],
    unknown,
  },
  disk: {
    ok: ['works', 'Files are taken.'],
    short: ['refused', 'The disk is nearly full: what was accepted waits, and reading goes on.'],
  },
  audit: {
    ok: ['whole', 'Every event is linked to the previous one.'],
    unlinked: ['waits', 'An event isn’t linked yet. An operator can name it.'],
    unknown,
  },
  sandbox: {
    ok: ['works', 'Models run in a sandbox that was attacked and held.'],
    failed: ['stopped', 'A test of the sandbox failed, so no model is run in it.'],
    missing: ['none here', 'There is no sandbox, so models run only on a private site, and more slowly.'],
    untested: ['waits', 'The sandbox hasn’t been tested since the machine was started.'],
    unknown,
  },
};

/** A machine without a sandbox is no fault. */
const well: ReadonlySet<string> = new Set(['works', 'whole', 'none here']);

export function describeStatus(readiness: Asked): StatusLine[] {
  const line = <K extends keyof Asked>(part: K): StatusLine => {
    const [now, meaning] = words[part][readiness[part]];
    return { what: titles[part], now, isWell: well.has(now), meaning };
  };
  return [line('database'), line('scorer'), line('clock'), line('disk'), line('audit'), line('sandbox')];
}
