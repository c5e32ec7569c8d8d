import { expect, test } from 'vitest';
import { findLead } from './find-lead';

test.each([
  [
    '<p>Will it rain?</p>\n<p>Each row is <b>one</b> day.</p><p>More.</p>',
    '<p>Each row is <b>one</b> day.</p>',
  ],
  ['<p>Will it rain? Each row is one day.</p>', '<p>Will it rain? Each row is one day.</p>'],
  ['<h2>Rain</h2><p dir="auto">Each row is one day.</p>', '<p dir="auto">Each row is one day.</p>'],
  ['<p>Will it rain?</p>', null],
  ['<ul><li>no words</li></ul>', null],
  ['', null],
])('of %j the lead is %j', (html, lead) => {
  expect(findLead(html, 'Will it rain?')).toBe(lead);
});

test('a sentence is known again through its marks and entities', () => {
  expect(findLead('<p>Is <code>a</code> &lt; b &amp; c?</p><p>Yes.</p>', 'Is a < b & c?')).toBe(
    '<p>Yes.</p>',
  );
});
