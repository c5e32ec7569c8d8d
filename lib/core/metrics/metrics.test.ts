import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metrics } from './metrics';
import { computeRougeL, rougeL } from './rouge-l';
import { createTextScorable } from './scorable/scorable';

const rooms = ['lib', 'db', 'adapters', 'services', 'worker', 'app', 'server', 'cli'];

/**
 * Files outside lib/core/metrics that may contain a metric's name: the plan's first choice, a request's example, and tables
 * of simulated metrics.
 */
const exempt = new Set([
  join('lib', 'contracts', 'api', 'benchmarks.ts'),
  join('app', 'maintain', 'new', 'page.tsx'),
]);

const sources = rooms
  .flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)))
  .filter((file) => /(?<!\.test)\.tsx?$/.test(file) && !file.includes('testing'))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

describe('metric', () => {
  it.each(metrics.map(({ name }) => name))(
    '%s appears by name in one file of lib/core/metrics, and in no other file',
    (name) => {
      const files = sources.filter(({ text }) => text.includes(`'${name}'`)).map(({ file }) => file);
      const own = expect.stringMatching(/^lib\/core\/metrics\/[a-z0-9-]+\.ts$/);
      expect(files.filter((file) => !exempt.has(file))).toEqual([own]);
    },
  );

  it('has a unique name and a unique title', () => {
    for (const field of ['name', 'title'] as const)
      expect(new Set(metrics.map((metric) => metric[field])).size).toBe(metrics.length);
  });
});

describe('ROUGE-L', () => {
  // Cases from google-research/rouge, rouge_scorer_test.py; the last two from its test data, which ROUGE-1.5.5 scored.
  it.each([
    ['testing one', 'testing one two', 1, 2 / 3, 4 / 5],
    ['testing two', 'testing one two', 1, 2 / 3, 4 / 5],
    ['', 'testing one two', 0, 0, 0],
    [
      "rFDJCRtion Ht-LM EKtDXkME,yz'RBr q'wer wrojNbN wL,b .a-'XdQggyFl jB-RPP'iyOIcUxi",
      "ZfbCUIUuePaiLVUlCaUXxkpu XPeWing tUHfPMuZ',-Xd Y BrUgVJing M-HV.-DgdDaY.rFDJCRing Ht-LM EKBDXkME,yz'RBr q'wtion wIojNbN wL,b .a-'XdQggyFl jB-RPP'iyOIcUxer tKM L",
      0.6875,
      0.40741,
      0.51163,
    ],
    [
      "n cw-WeFyu vC MoBL Xdn g wkvcEiGvKtion BDFhrpMer pstion sbKao Q m qier LMmed HqqLFXe,XPY,J XsurkMeo ,ed nB'wH'bWVHjWFEer tQ.saefZwJtKrTlixYpMMNJtion UCAPwNHeYVjD",
      "KsJdPByEtAor fE-Qg Dpdbring cw-WeFyu vC MoBL Xdn g wkvcEiGvKtion BDFhrpMtion psing sbKao Q m qiing LMmer HqqLFXe,XPY,J XsurkMer ,ed nB'wH'bWVHjWFEing tQ.saefZwJtKrTlixYpMMsJing UCAPwNHeYVjDing c T BUySKtion gMPfJpwGw p'NvxAoping eu pBwMBKV'I DNxqelhu,PHPxDEq,mtion SN",
      0.65385,
      0.40476,
      0.5,
    ],
  ])('has the published value: %s', (answer, reference, precision, recall, f1) => {
    const score = computeRougeL(answer, reference);
    expect(Math.abs(score.precision - precision)).toBeLessThan(5.1e-6);
    expect(Math.abs(score.recall - recall)).toBeLessThan(5.1e-6);
    expect(Math.abs(score.f1 - f1)).toBeLessThan(5.1e-6);
  });

  it('equals the mean over items of the score with the best reference', () => {
    const s = createTextScorable({
      labels: [['testing one two', 'testing'], ['été']],
      predicted: ['testing one', 'été'],
    });
    expect(rougeL.compute(s)).toEqual({ ok: true, value: (4 / 5 + 1) / 2 });
    expect(rougeL.compute(createTextScorable({ labels: [['東京']], predicted: ['東京'] }))).toEqual({
      ok: true,
      value: 0,
    });
  });

  it('finds the longest common subsequence of long texts, whose bit vectors need several words', () => {
    const words = (count: number, step: number) =>
      Array.from({ length: count }, (_, i) => `w${(i * step) % 997}`).join(' ');
    const { precision, recall } = computeRougeL(words(300, 1), `${words(500, 2)} ${words(300, 1)}`);
    expect(precision).toBe(1);
    expect(recall).toBe(300 / 800);
  });

  it('finds the longest common subsequence that exhaustive search finds', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 7 });
    const isWithin = (split: readonly string[], whole: readonly string[]) => {
      let at = 0;
      for (const word of whole) if (word === split[at]) at++;
      return at === split.length;
    };
    const tryAll = (a: readonly string[], b: readonly string[]) => {
      let longest = 0;
      for (let mask = 0; mask < 1 << a.length; mask++) {
        const split = a.filter((_, i) => mask & (1 << i));
        if (split.length > longest && isWithin(split, b)) longest = split.length;
      }
      return longest;
    };
    fc.assert(
      fc.property(words, words, (a, b) => {
        const { precision } = computeRougeL(a.join(' '), b.join(' '));
        expect(Math.round(precision * a.length)).toBe(tryAll(a, b));
      }),
    );
  });
});
