import { describe, expect, it } from 'vitest';
import { factsOfMadeBenchmark } from '@/testing/make-benchmark-facts';
import { makeRankedRound } from '@/testing/make-ranked-round';
import { writeEmbed } from './write-embed';

const site = 'https://tidemark.example';
const benchmark = factsOfMadeBenchmark({ slug: 'rain', title: 'Rain & <b>snow</b>' });

describe('the page for frames on other sites', () => {
  it('shows metric, interval and rank range beside each score, and the freshness', () => {
    const official = makeRankedRound([
      { model: 'Logistic', score: 0.6773 },
      { model: 'Trees', score: 0.61 },
    ]);
    const page = writeEmbed({ benchmark, official, frozen: null }, site);
    expect(page).toContain('Accuracy × 100');
    expect(page).toContain('<td class="rank">1–2</td>');
    expect(page).toContain('<td class="score">67.73</td><td class="limits">65.73–69.73</td>');
    expect(page).toContain('2 of 2 models tie for first');
    expect(page).toContain('Fresh</span>');
    expect(page).toContain('href="https://tidemark.example/benchmarks/rain/rounds/3"');
    expect(page).toContain('2801 items of the final split, published 2026-03-31');
  });

  it('shows the first six ranked models, and no host entry', () => {
    const models = Array.from({ length: 9 }, (_, i) => ({ model: `Model ${i}`, score: 0.9 - i / 100 }));
    const official = makeRankedRound(models);
    const [first] = official.board.entries;
    const host = { ...first!, model: 'Of the hosts', kind: 'host' as const, rank: null };
    const board = { ...official.board, entries: [host, ...official.board.entries] };
    const page = writeEmbed({ benchmark, official: { ...official, board }, frozen: null }, site);
    expect([...page.matchAll(/<bdi class="name">(Model \d)</g)].map(([, name]) => name)).toEqual(
      [0, 1, 2, 3, 4, 5].map((i) => `Model ${i}`),
    );
    expect(page).toContain('The first 6 of 9 models.');
    expect(page).not.toContain('Of the hosts');
  });

  it('says that there is no official ranking, and that a round is frozen', () => {
    const page = writeEmbed({ benchmark, official: null, frozen: 'May <1>' }, site);
    expect(page).toContain('No round of this benchmark has an official ranking yet.');
    expect(page).toContain('<bdi>May &#60;1&#62;</bdi> is frozen');
  });

  it('has less than 15 kB, no script and balanced elements, even with hostile names', () => {
    const hostile = [
      '<script>alert(1)</script>'.repeat(3),
      '"><img src=x onerror=alert(1)>'.repeat(2),
      'שלום עולם '.repeat(8).trim(),
      '🦀'.repeat(40),
      'a'.repeat(80),
      '&\'"<>'.repeat(16),
    ];
    const official = makeRankedRound(
      hostile.map((model, i) => ({ model, score: 0.9 - i / 100 })),
      { title: '</title><style>*{}</style>'.repeat(3) },
    );
    const page = writeEmbed(
      {
        benchmark: { ...benchmark, title: '</style><script>'.repeat(7) },
        official,
        frozen: '<i>'.repeat(26),
      },
      site,
    );
    expect(Buffer.byteLength(page)).toBeLessThan(15_000);
    expect(page).not.toMatch(/<script|<img|onerror=alert\(1\)>|<i>/);
    expect(page.match(/<\/?style>/g)).toEqual(['<style>', '</style>']);
    const opened = [...page.matchAll(/<([a-z1]+)(?: [^>]*[^/])?>/g)].map(([, name]) => name);
    const closed = [...page.matchAll(/<\/([a-z1]+)>/g)].map(([, name]) => name);
    expect(opened.filter((name) => name !== 'meta').sort()).toEqual(closed.sort());
  });
});
