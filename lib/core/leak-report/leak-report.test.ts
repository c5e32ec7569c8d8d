import { expect, it } from 'vitest';
import { classifyLeakReport, leakReportLimits } from './leak-report';

const words =
  'All labels of the open round are in a public repository since Monday, as a CSV, in the order of the items.';

const link = 'https://example.org/labels.csv';

it('a report has evidence with a link and eighty characters more, from somebody who is signed in', () => {
  expect(classifyLeakReport(`${words} ${link}`, true)).toBe('evidence');
  expect(classifyLeakReport(`${link}\n${words}`, true)).toBe('evidence');
  expect(classifyLeakReport(words, true)).toBe('signed-in');
  expect(classifyLeakReport(`See ${link}`, true)).toBe('signed-in');
  expect(classifyLeakReport(`${link.repeat(20)}`, true)).toBe('signed-in');
  expect(classifyLeakReport(`${words} http://x`, true)).toBe('signed-in');
  expect(classifyLeakReport(`${words} ${link}`, false)).toBe('anonymous');
});

it('what has evidence is bounded by its own person alone', () => {
  expect(leakReportLimits.evidence.map(({ scope }) => scope)).toEqual(['person']);
});
