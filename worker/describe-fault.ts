import { SchemaIncompatible } from '@/db/queries/schema-queries';

/** Where an error came from, without its text: a message may quote a hidden label or input. */
export function describeFault(error: unknown): { fault: string; words?: string; at: string[] } {
  if (!(error instanceof Error)) return { fault: typeof error, at: [] };
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const words = error instanceof SchemaIncompatible ? { words: error.message } : {};
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { fault: `${error.name}${code}`, ...words, at: frames.slice(0, 6).map((line) => line.trim()) };
}
