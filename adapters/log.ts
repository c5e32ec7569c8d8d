import pino from 'pino';
import { keysOf } from '@/lib/core/keys-of';
import { describeFault } from './faults';
import { renderContexts } from './render-context';

/**
 * Makes the JSON log of a process, on standard output. A line that is written while the process handles a
 * request has the request's id.
 */
export const makeLog = (
  program: 'web' | 'scorer' | 'runner',
  output: pino.DestinationStream = process.stdout,
): pino.Logger => pino({ base: { process: program }, mixin: nameRequest }, output);

function nameRequest(): { request?: string } {
  const requestId = renderContexts().getStore()?.requestId;
  return requestId ? { request: requestId } : {};
}

const levels = { debug: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error' } as const;

/**
 * Writes the `console` output of Next and other packages as lines of the log. An error is logged by class and
 * stack frames, since its message may quote a value; objects are left out.
 */
export function logConsole(log: pino.Logger, target: Pick<Console, keyof typeof levels> = console): void {
  for (const method of keysOf(levels))
    target[method] = (...words: unknown[]) => {
      const level = levels[method];
      const fault = words.find((word) => word instanceof Error);
      if (fault) log[level](describeFault(fault), 'a package reported an error');
      else log[level](words.filter((word) => typeof word === 'string').join(' '));
    };
}
