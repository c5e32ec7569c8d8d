import { describe, expect, it } from 'vitest';
import type { Badge } from '@/lib/contracts/badge';
import { freshnessStates } from '@/lib/core/freshness/freshness';
import { ok } from '@/lib/core/result';
import { respondBadge } from './respond-picture';

const badge: Badge = {
  label: 'Late flights 2001',
  message: 'rank 1–5 of 8 · ROC AUC × 100 67.73 (65.17–70.18) · April',
  tone: 'counts',
  freshness: null,
};

const drawn = (changed: Partial<Badge>, query = '') =>
  respondBadge(ok({ ...badge, ...changed }), {
    format: 'svg',
    url: `http://localhost/badge/x.svg${query}`,
  }).text();

describe('a badge', () => {
  it('has label and message as its accessible name', async () => {
    expect(await drawn({})).toContain(`aria-label="${badge.label}: ${badge.message}"`);
  });

  it('escapes markup in a name', async () => {
    const svg = await drawn({ label: `</title><script>alert("1")</script>&amp;'x' onload=` });
    expect(svg).not.toMatch(/<script|="1"|='x'/);
    expect(svg.match(/<svg/g)).toHaveLength(1);
    expect(svg).toContain('&#60;script&#62;');
  });

  it('writes a name in any writing system', async () => {
    expect(await drawn({ label: '漢字 🦀 שלום' })).toContain('漢字 🦀 שלום');
  });

  it('differs by freshness and theme, and ignores an unknown theme', async () => {
    const all = await Promise.all(
      freshnessStates.flatMap((freshness) => [drawn({ freshness }), drawn({ freshness }, '?theme=dark')]),
    );
    expect(new Set(all).size).toBe(2 * freshnessStates.length);
    expect(await drawn({}, '?theme=%3Cx')).toBe(await drawn({}));
  });
});
