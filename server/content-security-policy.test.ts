import { expect, it } from 'vitest';
import { isEmbed } from './content-security-policy';

it.each(['/embed/late-flights-2001', '/embed/late-flights-2001?rows=6'])('%s may be framed', (url) =>
  expect(isEmbed(url)).toBe(true),
);

it.each([
  ...['/', '/embed', '/embed/', '/embed/a/', '/embed/a/b', '/embed//a', '//embed/a', '/embed/../settings'],
  ...['/embed/\\settings', '/settings?/embed/a', '/settings#/embed/a', '/benchmarks/embed/a', '/Embed/a'],
  ...['/embed?/a', '/embed/?a'],
])('%s may not', (url) => expect(isEmbed(url)).toBe(false));
