import { describe, expect, it } from 'vitest';
import { badgeColors } from '@/lib/contracts/badge';
import { ok } from '@/lib/core/result';
import { respondBadge } from './respond-badge';

const badge = {
  schemaVersion: 1 as const,
  label: 'Late flights 2001',
  message: 'rank 1–5 of 8 · ROC AUC × 100 67.73 (65.17–70.18) · April',
  color: badgeColors.counts,
  cacheSeconds: 15,
};

describe('a badge', () => {
  it('says its label and message to readers who can’t see it', async () => {
    const svg = await respondBadge(ok(badge), 'svg').text();
    expect(svg).toContain(`aria-label="${badge.label}: ${badge.message}"`);
    expect(svg).toContain(badge.color);
  });

  it('escapes markup in a name', async () => {
    const label = `</title><script>alert("1")</script>&amp;'x' onload=`;
    const svg = await respondBadge(ok({ ...badge, label }), 'svg').text();
    expect(svg).not.toMatch(/<script|="1"|='x'/);
    expect(svg.match(/<svg/g)).toHaveLength(1);
    expect(svg).toContain('&lt;script&gt;');
  });

  it('writes a name in any script', async () => {
    const svg = await respondBadge(ok({ ...badge, label: '漢字 🦀 שלום' }), 'svg').text();
    expect(svg).toContain('漢字 🦀 שלום');
  });
});
