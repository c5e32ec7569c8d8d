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

it('gives back what is saved, also with the line breaks of a browser', () => {
  const values = formatWordsForm(words as never);
  expect(readWordsForm(values)).toEqual(words);
  const sent = Object.fromEntries(Object.entries(values).map(([k, v]) => [k, v.replaceAll('\n', '\r\n')]));
  expect(readWordsForm(sent)).toEqual(words);
});

it('gives a line without a title to the contract as it is', () => {
  expect(readWordsForm({ links: 'https://example.org' })).toMatchObject({
    links: [{ title: '', url: 'https://example.org' }],
  });
});
