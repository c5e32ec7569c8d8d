import { SchemaIncompatible } from '@/db/schema-queries';
import type { FileProblem } from '@/lib/core/files/file-problem';
import { objectStoreCodes } from './object-store/object-store';

const causesMax = 8;

/** True if an error, or one of its causes, has a code that satisfies the predicate. */
export function hasCause(error: unknown, isLookedFor: (code: string) => boolean): boolean {
  let one = error;
  for (let depth = 0; depth < causesMax && one instanceof Error; depth++, one = one.cause)
    if ('code' in one && typeof one.code === 'string' && isLookedFor(one.code)) return true;
  return false;
}

/** SQLSTATE classes that mean an unavailable server: connection, resources, shutdown, system error. */
const awayClasses = ['08', '53', '57', '58'];

/** SQLSTATE of a lock timeout. */
const lockTimeout = '55P03';

/** Error codes of the driver and the network for a server that doesn't respond. */
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

/**
 * True if an error, or one of its causes, says that the object store doesn't respond. Its own cause may be a
 * network error.
 */
export const isObjectStoreFault = (error: unknown): boolean =>
  hasCause(error, (code) => code === objectStoreCodes.away);

/**
 * True if an error, or one of its causes, says that the database is unavailable or slow, rather than that a
 * statement is faulty.
 */
export const isDatabaseFault = (error: unknown): boolean => hasCause(error, isAwayCode);

const isAwayCode = (code: string): boolean =>
  unreachable.includes(code) ||
  code === lockTimeout ||
  (/^[0-9A-Z]{5}$/.test(code) && awayClasses.includes(code.slice(0, 2)));

/** Codes of the operating system (full disk, exceeded quota), of PostgreSQL (disk_full) and of the object store. */
const codes: readonly string[] = ['ENOSPC', 'EDQUOT', '53100', objectStoreCodes.full];

/** True if an error, or one of its causes, says that a disk is full. */
export const isDiskFull = (error: unknown): boolean => hasCause(error, (code) => codes.includes(code));

/**
 * Describes an error by its class, cause and stack frames, without messages, which may quote a hidden label,
 * an input or a person's text.
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

/** A stack begins with the error's message, whose lines may look like stack frames. */
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
 * Error that refuses a faulty file from within a stream, which can refuse only by throwing; the stream's
 * reader catches it and refuses with `problem`. Every other error of a stream is the platform's fault.
 */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';

  constructor(readonly problem: FileProblem) {
    super(`${problem.code}: ${problem.detail}`);
  }
}

/** Lets a process continue, with lost output, when the disk of its output file is full. */
export function outliveFullDisk(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
