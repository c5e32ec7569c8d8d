import { expect, test } from 'vitest';
import { composeCitation } from './compose-citation';

const cited = {
  benchmark: { slug: 'rain', title: 'Rain & snow' },
  round: { number: 3, title: 'April' },
  publishedAt: '2026-04-30T12:00:00Z',
  model: null,
  itemCount: 2800,
  url: 'https://example.org/benchmarks/rain/rounds/3',
};

test('cites a ranking by its round', () => {
  expect(composeCitation(cited)).toBe(
    [
      '@misc{tidemark-rain-r3,',
      '  title = {Rain \\& snow, round 3 (April)},',
      '  year = 2026,',
      '  month = 4,',
      '  howpublished = {\\url{https://example.org/benchmarks/rain/rounds/3}},',
      '  note = {Tidemark, final part, 2800 items},',
      '}',
    ].join('\n'),
  );
});

test('cites a model with its team and score, whatever stands in its name', () => {
  const model = { name: '100% \\input{x}_^~$', team: 'North {1}', score: '68.41 (65.91–70.80)' };
  const text = composeCitation({ ...cited, model });
  expect(text).toContain('author = {North \\{1\\}},');
  expect(text).toContain(
    'April): 100\\% \\textbackslash{}input\\{x\\}\\_\\textasciicircum{}\\textasciitilde{}\\$, 68.41 (65.91–70.80)}',
  );
});
