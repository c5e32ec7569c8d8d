import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of processor time by group of processes, since their start. */
export type ProcessorTime = Readonly<Record<string, number>>;

/** One tick of `/proc/PID/stat`: 100 a second on all architectures of Linux (`USER_HZ`, man 5 proc). */
const tickMs = 10;

/** Last reading of each of the database's processes, so that the time of a connection that has ended isn't lost. */
const connections = new Map<number, { group: string; ms: number }>();

/**
 * Reads the processor time of the scorer and of the database, by the role of the connection. The superuser's connection is the
 * bench's own, and is left out.
 */
export function readProcessorTime({ scorer, server }: { scorer: number; server: number }): ProcessorTime {
  for (const pid of readdirSync('/proc').map(Number)) {
    const found = Number.isInteger(pid) ? readProcess(pid) : null;
    if (found?.parent === server) connections.set(pid, { group: groupOf(pid), ms: found.ms });
  }
  const sumOf = (group: string) =>
    [...connections.values()].reduce((sum, known) => sum + (known.group === group ? known.ms : 0), 0);
  return {
    scorer: readProcess(scorer)?.ms ?? Number.NaN,
    'database for the scorer': sumOf('tidemark_scorer'),
    'database upkeep': sumOf('upkeep'),
    'database for accept': sumOf('tidemark_web'),
  };
}

function groupOf(pid: number): string {
  const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  return /^postgres: \S+: (tidemark_web|tidemark_scorer|postgres) /.exec(title)?.[1] ?? 'upkeep';
}

function readProcess(pid: number): { parent: number; ms: number } | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // It has ended since the folder was read.
    return null;
  }
  // The second field is the program's name in brackets, which may contain spaces; the third is the state.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), ms: (Number(fields[11]) + Number(fields[12])) * tickMs };
}

/** Processor time of a number of submissions, each group without what it takes idle. */
export function perSubmission(
  before: ProcessorTime,
  after: ProcessorTime,
  { count, idle, elapsedMs }: { count: number; idle: ProcessorTime | null; elapsedMs: number },
): ProcessorTime {
  return Object.fromEntries(
    Object.entries(after).map(([group, ms]) => [
      group,
      Math.max(0, ms - before[group]! - (idle?.[group] ?? 0) * elapsedMs) / count,
    ]),
  );
}

/** Milliseconds of processor time per millisecond without submissions. */
export const idleRate = (before: ProcessorTime, after: ProcessorTime, elapsedMs: number): ProcessorTime =>
  perSubmission(before, after, { count: elapsedMs, idle: null, elapsedMs });

type LoggedStatement = { readonly statement: string; readonly ms: number; readonly uses: number };

/** The statements of a server's log (`log_min_duration_statement`), longest total duration first. */
export function listStatements(log: string): LoggedStatement[] {
  const totals = new Map<string, { ms: number; uses: number }>();
  const pattern = /duration: ([\d.]+) ms {2}(parse|bind|execute) [^:]*: ((?:.*)(?:\n\t.*)*)/g;
  for (const [, ms, step, text] of log.matchAll(pattern)) {
    const statement = text!.replaceAll(/\s+/g, ' ').trim();
    const known = totals.get(statement) ?? { ms: 0, uses: 0 };
    totals.set(statement, { ms: known.ms + Number(ms), uses: known.uses + (step === 'execute' ? 1 : 0) });
  }
  return [...totals].map(([statement, total]) => ({ statement, ...total })).sort((a, b) => b.ms - a.ms);
}
