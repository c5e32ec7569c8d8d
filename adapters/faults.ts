import { SchemaIncompatible } from '@/db/queries/schema-queries';
import type { FileProblem } from '@/lib/core/files/file-problem';

const causesMax = 8;

/** Whether an error, or one of those that caused it, has a code that is looked for. */
export function hasCause(error: unknown, isLookedFor: (code: string) => boolean): boolean {
  let one = error;
  for (let depth = 0; depth < causesMax && one instanceof Error; depth++, one = one.cause)
    if ('code' in one && typeof one.code === 'string' && isLookedFor(one.code)) return true;
  return false;
}

/** Classes of SQLSTATE with which a server says that it can't answer now: connection, resources, shutdown, its machine. */
const awayClasses = ['08', '53', '57', '58'];

/** A lock that wasn't had within the time for it. */
const lockTimeout = '55P03';

/** What the driver and the network say where no server answers. */
const unreachable = [
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
];

/** Whether an error, or what caused it, is the database's being away or too slow, and no fault of the statement. */
export const isDatabaseFault = (error: unknown): boolean => hasCause(error, tellsAway);

const tellsAway = (code: string): boolean =>
  unreachable.includes(code) ||
  code === lockTimeout ||
  (/^[0-9A-Z]{5}$/.test(code) && awayClasses.includes(code.slice(0, 2)));

/** The system's word for it, for a quota that is used up, and PostgreSQL's (disk_full). */
const codes = ['ENOSPC', 'EDQUOT', '53100'];

/** Whether an error, or what caused it, is that a disk is full. */
export const isDiskFull = (error: unknown): boolean => hasCause(error, (code) => codes.includes(code));

/**
 * What kind of error it was, what kind caused it, and where it came from, without their texts: a message may quote a hidden label
 * or input, or what somebody wrote.
 */
export function describeFault(error: unknown): {
  fault: string;
  cause?: string;
  words?: string;
  at: string[];
} {
  if (!(error instanceof Error)) return { fault: typeof error, at: [] };
  return {
    fault: kindOf(error),
    ...(error.cause instanceof Error && { cause: kindOf(error.cause) }),
    ...(error instanceof SchemaIncompatible && { words: error.message }),
    at: listFrames(error),
  };
}

const kindOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;

/** A stack begins with the message, lines of which may look like frames. */
function listFrames({ stack = '', message }: Error): string[] {
  const begin = stack.indexOf(message);
  if (begin < 0) return [];
  const lines = stack.slice(begin + message.length).split('\n');
  return lines
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim());
}

/**
 * Ends a stream of text whose file turned out to be at fault. A stream can refuse only by throwing; whoever iterates
 * catches this one and refuses with `problem`. Every other error is the platform's.
 */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';

  constructor(readonly problem: FileProblem) {
    super(`${problem.code}: ${problem.detail}`);
  }
}

/** A process whose output goes to a file on a full disk loses its words and lives on. */
export function outliveFullDisk(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
