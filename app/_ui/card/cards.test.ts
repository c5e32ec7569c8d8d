import { describe, expect, it } from 'vitest';
import { drawCard } from '@/adapters/pictures/draw-card';
import type { CardNode } from '@/lib/contracts/card';
import type { OfficialResult } from '@/lib/contracts/exports/official-result';
import { makeRankedRound } from '@/testing/make-ranked-round';
import { composeModelCard } from './compose-model-card';
import { composeRankingCard } from './compose-ranking-card';

const textsOf = ({ props: { children = [] } }: CardNode): string[] =>
  typeof children === 'string' ? [children] : children.flatMap(textsOf);

const imagesOf = ({ props: { children = [], src } }: CardNode): string[] => [
  ...(src ? [src.replaceAll('http%3A%2F%2Fwww.w3.org%2F2000%2Fsvg', '')] : []),
  ...(typeof children === 'string' ? [] : children.flatMap(imagesOf)),
];

const benchmark = { slug: 'rain', title: 'Rain & snow' };

const official = makeRankedRound(
  Array.from({ length: 9 }, (_, i) => ({ model: `Model ${i}`, score: 0.9 - i / 100 })),
  { title: 'April' },
);

const resultOf = (changes: Partial<OfficialResult['entry']> = {}): OfficialResult => ({
  ...{ round: 3, roundTitle: 'April', url: '', snapshotId: '', publishedAt: official.board.published_at },
  ...{ metric: official.board.metric, direction: 'higher', itemCount: 2801, ranked: 9, freshness: 'aging' },
  entry: { ...official.board.entries[0]!, ...changes },
});

describe('the card of a ranking', () => {
  it('shows metric, interval and rank range beside each score, and the freshness', () => {
    const texts = textsOf(composeRankingCard({ benchmark, official, instead: '' }));
    expect(texts).toContain('Accuracy × 100, 95 % interval');
    expect(texts).toContain('Fresh');
    expect(texts).toContain(': 9 of 9 models tie for first');
    const at = texts.indexOf('Model 0');
    expect(texts.slice(at - 1, at + 3)).toEqual(['1–9', 'Model 0', '90.00', '88.00–92.00']);
    expect(texts.filter((text) => text.startsWith('Model'))).toHaveLength(6);
  });

  it('says that there is no official ranking yet', () => {
    const texts = textsOf(
      composeRankingCard({ benchmark, official: null, instead: 'No official ranking yet' }),
    );
    expect(texts).toEqual(['Tidemark', 'Rain & snow', 'No official ranking yet']);
  });
});

describe('the card of a model', () => {
  it('shows rank, score, interval, evidence, team, version and round', () => {
    const texts = textsOf(composeModelCard(benchmark, resultOf()));
    for (const text of ['Rain & snow, April', 'Model 0', '1–9', 'of 9', '90.00', '88.00–92.00'])
      expect(texts).toContain(text);
    for (const text of ['Accuracy × 100', 'in-round', 'A team, version 1', 'Aging'])
      expect(texts).toContain(text);
  });

  it('shows no rank for a host entry', () => {
    const texts = textsOf(composeModelCard(benchmark, resultOf({ kind: 'host', rank: null })));
    expect(texts).toContain('Not ranked');
    expect(texts.join()).not.toContain('1–9');
  });
});

describe('a card with a hostile name', () => {
  it.each(['w'.repeat(200), '🦀'.repeat(100), 'שלום '.repeat(40), '<script>&"\''.repeat(20), ' ', '\u0301'])(
    'has the full size and no markup of the name %s',
    async (name) => {
      const hostile = makeRankedRound(
        [
          { model: name, team: name, score: 0.5 },
          { model: name, score: 0.4 },
        ],
        { title: name },
      );
      const cards = [
        composeRankingCard({ benchmark: { slug: 'rain', title: name }, official: hostile, instead: name }),
        composeModelCard(
          { slug: 'rain', title: name },
          { ...resultOf({ model: name, team: name, version: name }), roundTitle: name },
        ),
      ];
      for (const card of cards) {
        // Names appear only in text nodes, which can't contain markup, and in no SVG.
        for (const image of imagesOf(card))
          expect(decodeURIComponent(image)).not.toMatch(/script|www|NaN|Infinity|undefined/);
        for (const text of textsOf(card)) expect(text.length).toBeLessThanOrEqual(200);
        const png = Buffer.from(await drawCard(card));
        expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
      }
    },
  );

  it('shows the slug of a model whose name has a character that the fonts lack', () => {
    const named = (model: string) =>
      textsOf(composeModelCard(benchmark, resultOf({ model, model_slug: 'by-its-address' })));
    for (const name of ['שלום עולם', '🦀 crab', 'مرحبا', '漢字', 'a\u202eb', ' '])
      expect(named(name)).toContain('by-its-address');
    for (const name of ['Őrült ñandú, łódź', 'λ-net', 'Жук', 'é', '<b>']) expect(named(name)).toContain(name);
    expect(named('e\u0301')).toContain('é');
  });
});
