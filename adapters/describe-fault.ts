import { SchemaIncompatible } from '@/db/queries/schema-queries';

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
