import { describe, expect, it } from 'vitest';
import { createRng } from '../../statistics/rng';
import { checkOverlap } from './check-overlap';
import type { Fingerprints } from './fingerprints';
import { createOverlapSearch } from './overlap-search';
import {
  collectItems,
  drawItems,
  drawRow,
  drawText,
  fingerprintItems,
  type SyntheticItem,
} from './testing/synthetic-set';

function check(items: readonly SyntheticItem[], rounds: readonly (readonly [number, Fingerprints])[]) {
  const search = createOverlapSearch(collectItems(items).records);
  for (const [number, earlier] of rounds) search.addRound(number, earlier);
  return checkOverlap(search.report(), items.length);
}

const count = 3_000;
const rng = createRng('overlap');
const rowsOf = drawRow(60_000);
const rounds = [1, 2, 3].map((number) => {
  const items = drawItems(count, rng, rowsOf);
  return { number, items, fingerprints: fingerprintItems(items, `round${number}`) };
});
const earlier = rounds.map(({ number, fingerprints }) => [number, fingerprints] as const);
const texts = drawItems(1_000, rng, drawText);
const textRound = fingerprintItems(texts);

describe('overlap check', () => {
  it('passes a fresh draw from a source of few inputs, and reports observed and expected overlap', () => {
    const { outcome, detail, numbers } = check(drawItems(count, rng, rowsOf), earlier);
    expect(outcome).toBe('pass');
    expect(numbers.worst_equal_count).toBeGreaterThan(0);
    expect(numbers.worst_equal_by_chance).toBeGreaterThan(0);
    expect(detail).toContain('chance gives up to');
  });

  it('blocks the same set after 5 % of an earlier round are copied into it, and names that round', () => {
    const fresh = drawItems(count * 0.95, rng, rowsOf);
    const { outcome, numbers } = check([...fresh, ...rounds[1]!.items.slice(0, count * 0.05)], earlier);
    expect(outcome).toBe('block');
    expect(numbers.worst_round).toBe(2);
  });

  it('passes a fresh draw even if every input has occurred before', () => {
    const few = drawRow(200);
    const seen = fingerprintItems(drawItems(count, rng, few));
    const { outcome, numbers } = check(drawItems(count, rng, few), [[1, seen]]);
    expect(outcome).toBe('pass');
    expect(numbers.worst_equal_count).toBe(count);
  });

  it('blocks copied items with their old ids even if every input has occurred before', () => {
    const few = drawRow(200);
    const withIds = (items: SyntheticItem[], prefix: string) =>
      items.map((item, i) => ({ ...item, id: `${prefix}${i}` }));
    const old = withIds(drawItems(count, rng, few), 'old');
    const fresh = withIds(drawItems(count * 0.95, rng, few), 'new');
    const { outcome, numbers } = check(
      [...fresh, ...old.slice(0, count * 0.05)],
      [[1, fingerprintItems(old)]],
    );
    expect(outcome).toBe('block');
    expect(numbers.worst_same_id_count).toBe(count * 0.05);
  });

  it('passes a round whose numbered ids are the same as in the last round', () => {
    const few = drawRow(200);
    const number = (items: SyntheticItem[]) => items.map((item, i) => ({ ...item, id: `item-${i}` }));
    const old = fingerprintItems(number(drawItems(count, rng, few)));
    const { outcome, numbers } = check(number(drawItems(count, rng, few)), [[1, old]]);
    expect(numbers.worst_same_id_count).toBeGreaterThan(0);
    expect(outcome).toBe('pass');
  });

  it('warns of a single text from an earlier round, in another spelling', () => {
    const copy = { input: `  ${String(texts[7]!.input).toUpperCase()}`, label: 'no' };
    const { outcome, numbers } = check([...drawItems(999, rng, drawText), copy], [[4, textRound]]);
    expect(outcome).toBe('warn');
    expect(numbers).toMatchObject({ worst_round: 4, worst_equal_count: 1, worst_same_id_count: 0 });
  });

  it('blocks texts that were edited a little', () => {
    const edited = texts.slice(0, 50).map(({ input, label }) => ({ input: `${input} indeed`, label }));
    const { outcome, numbers } = check([...drawItems(950, rng, drawText), ...edited], [[1, textRound]]);
    expect(outcome).toBe('block');
    expect(numbers.worst_equal_count).toBe(0);
    expect(numbers.worst_near_count).toBeGreaterThanOrEqual(48);
  });

  it('blocks items copied from many rounds, a few from each', () => {
    const many = Array.from({ length: 6 }, () => drawItems(1_000, rng, drawText));
    const copied = many.flatMap((items) => items.slice(0, 9));
    const { outcome, detail } = check(
      [...drawItems(946, rng, drawText), ...copied],
      many.map((items, i) => [i + 1, fingerprintItems(items)] as const),
    );
    expect(outcome).toBe('block');
    expect(detail).toContain('No single round explains it');
  });

  it('passes a first round', () => {
    expect(check(texts, [])).toMatchObject({ outcome: 'pass', numbers: { round_count: 0 } });
  });

  it('quotes no id and no input', () => {
    const { detail } = check(texts, [[1, textRound]]);
    expect(detail).not.toContain('set-');
    expect(detail).not.toMatch(/\bw\d/);
  });
});
