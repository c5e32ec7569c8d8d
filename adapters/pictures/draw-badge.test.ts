import { describe, expect, it } from 'vitest';
import { badgeColors } from '@/lib/contracts/badge';
import { drawBadge } from './draw-badge';
import { Typesetter } from './typesetter';

const typesetter = new Typesetter();
const badgeOf = (label: string, message = 'rank 1–5 of 8 · ROC AUC × 100 67.73 (65.17–70.18) · April') =>
  drawBadge({ label, message, color: badgeColors.counts }, typesetter);
const widthOf = (svg: string | null): number => Number(/width="(\d+)"/.exec(svg ?? '')?.[1]);

describe('a badge', () => {
  it('is outlines in a frame as wide as they are, and says its words to whoever can’t see it', () => {
    const svg = badgeOf('Late flights 2001')!;
    expect(svg).not.toMatch(/<text|font-family|NaN|undefined/);
    expect(svg).toContain('aria-label="Late flights 2001: rank 1–5 of 8 ');
    expect(widthOf(svg)).toBeGreaterThan(widthOf(badgeOf('Late')));
    expect(svg.match(/fill="var\(--said\)"/g)).toHaveLength(1);
  });

  it('has each outline once, however often its letter stands there', () => {
    const svg = badgeOf('Gradient boosting, retrained monthly')!;
    const drawn = svg.match(/<path id="[^"]+"/g)!;
    expect(new Set(drawn).size).toBe(drawn.length);
    expect(svg.match(/<use/g)!.length).toBeGreaterThan(1.5 * drawn.length);
    const known = drawn.map((path) => path.slice('<path id="'.length, -1));
    expect(new Set([...svg.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id))).toEqual(new Set(known));
    expect(svg.length).toBeLessThan(18_000);
  });

  it('lets no name be markup', () => {
    const svg = badgeOf(`</title><script>alert("1")</script>&amp;'x' onload=`)!;
    expect(svg).not.toMatch(/<script|"1"|'x'/);
    expect(svg.match(/<svg/g)).toHaveLength(1);
  });

  it('ends a long name with an ellipsis', () => {
    expect(widthOf(badgeOf('w'.repeat(120)))).toBeLessThan(1_000);
  });

  it('isn’t drawn where no face has the letters of its label', () => {
    expect(badgeOf('漢字')).toBeNull();
    expect(badgeOf('🦀')).toBeNull();
  });

  it('has a colour by night for each by day', () => {
    const colors = Object.values(badgeColors).map((color) => {
      const svg = drawBadge({ label: 'Owls', message: 'April · fresh', color }, typesetter)!;
      return [...svg.matchAll(/--said:(#[0-9a-f]{6})/g)].map(([, found]) => found);
    });
    expect(colors.map(([day]) => day)).toEqual(Object.values(badgeColors));
    expect(new Set(colors.map(([, night]) => night)).size).toBe(Object.keys(badgeColors).length);
  });
});
