import { expect, it } from 'vitest';
import { formatWordsForm, readWordsForm } from './words-form-values';

const words = {
  title: 'Owls',
  description: 'One.\n\nTwo.',
  rules: '',
  links: [{ title: 'Data card of 2026', url: 'https://example.org/card' }],
  contacts: ['owls@example.org', 'https://example.org/ask'],
  tags: ['birds', 'sound'],
};

it('the form of public texts returns the saved texts, also with CRLF line breaks', () => {
  const values = formatWordsForm(words as never);
  expect(readWordsForm(values)).toEqual(words);
  const sent = Object.fromEntries(Object.entries(values).map(([k, v]) => [k, v.replaceAll('\n', '\r\n')]));
  expect(readWordsForm(sent)).toEqual(words);
});

it('the form of public texts passes a link without a title on, for the contract to reject', () => {
  expect(readWordsForm({ links: 'https://example.org' })).toMatchObject({
    links: [{ title: '', url: 'https://example.org' }],
  });
});
