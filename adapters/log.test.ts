import { describe, expect, it } from 'vitest';
import { logConsole, makeLog } from './log';
import { renderContexts } from './render-context';

const secret = 'a-secret-that-no-log-may-have';

describe('JSON log', () => {
  const lines: Record<string, unknown>[] = [];
  const log = makeLog('web', { write: (line: string) => void lines.push(JSON.parse(line)) });
  const last = () => lines.at(-1);

  it('names the process, and the request that is being handled', () => {
    log.info('outside');
    expect(last()).toMatchObject({ process: 'web', msg: 'outside' });
    expect(last()).not.toHaveProperty('request');
    const context = { override: null, away: null, requestId: 'a-request-of-today', refusal: null };
    renderContexts().run(context, () => log.info({ submission: 'x' }, 'inside'));
    expect(last()).toMatchObject({ request: 'a-request-of-today', submission: 'x', msg: 'inside' });
  });

  it('contains the `console` output of packages, without the messages of errors and without objects', () => {
    const printer = { ...console };
    logConsole(log, printer);
    printer.warn('a notice', { of: secret });
    expect(last()).toMatchObject({ level: 40, msg: 'a notice' });
    const cause = Object.assign(new Error(`invalid input: "${secret}"`), {
      name: 'PostgresError',
      code: '22P02',
    });
    printer.error(' ⨯', new TypeError(`params: ${secret}`, { cause }), { digest: secret });
    expect(last()).toMatchObject({ level: 50, fault: 'TypeError', cause: 'PostgresError 22P02' });
    expect(JSON.stringify(lines)).not.toContain(secret);
  });
});
