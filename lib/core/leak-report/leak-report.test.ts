import { expect, it } from 'vitest';
import { classifyLeakReport, leakReportLimits } from './leak-report';

const words =
  'All labels of the open round are in a public repository since Monday, as a CSV, in the order of the items.';

const link = 'https://example.org/labels.csv';

it('a leak report with evidence has a link, 80 more characters and a signed-in author', () => {
  expect(classifyLeakReport(`${words} ${link}`, true)).toBe('evidence');
  expect(classifyLeakReport(`${link}\n${words}`, true)).toBe('evidence');
  expect(classifyLeakReport(words, true)).toBe('signed-in');
  expect(classifyLeakReport(`See ${link}`, true)).toBe('signed-in');
  expect(classifyLeakReport(`${link.repeat(20)}`, true)).toBe('signed-in');
  expect(classifyLeakReport(`${words} http://x`, true)).toBe('signed-in');
  expect(classifyLeakReport(`${words} ${link}`, false)).toBe('anonymous');
});

it('a leak report with evidence is limited only by the budget of its author, not by limits shared with others', () => {
  expect(leakReportLimits.evidence).toEqual([]);
});
