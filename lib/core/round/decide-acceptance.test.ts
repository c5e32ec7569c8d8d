import { describe, expect, it } from 'vitest';
import { decideAcceptance } from './decide-acceptance';

const opensAt = new Date('2026-03-01T00:00:00.000Z');
const closesAt = new Date('2026-04-01T00:00:00.000Z');
const accepts = (state: 'open' | 'closed' | 'sealed', now: string) =>
  decideAcceptance({ state, opensAt, closesAt }, new Date(now)).ok;

describe('decideAcceptance', () => {
  it('takes the instant of the opening and refuses the instant of the close', () => {
    expect(accepts('open', '2026-03-01T00:00:00.000Z')).toBe(true);
    expect(accepts('open', '2026-03-31T23:59:59.999Z')).toBe(true);
    expect(accepts('open', '2026-04-01T00:00:00.000Z')).toBe(false);
    expect(accepts('open', '2026-02-28T23:59:59.999Z')).toBe(false);
  });

  it('refuses a round that is not open, whatever the hour', () => {
    expect(accepts('closed', '2026-03-15T00:00:00.000Z')).toBe(false);
    expect(accepts('sealed', '2026-03-15T00:00:00.000Z')).toBe(false);
  });
});
