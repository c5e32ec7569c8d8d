import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { trustInlineScripts } from './trust-inline-scripts';

const nonce = '00ff'.repeat(8);
const source = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
const own = (body: string, attributes = '') => `<script${attributes} nonce="${nonce}">${body}</script>`;

it('gives each inline script of the page its hash, and takes the nonce out of it everywhere', () => {
  const { html, sources } = trustInlineScripts(
    `<head><link rel="preload" as="script" nonce="${nonce}" href="/a.js"/>${own('', ' src="/a.js" async=""')}</head>` +
      `<body>${own('theme()')}${own(`self.__next_f.push([1,"{\\"nonce\\":\\"${nonce}\\"}"])`)}</body>`,
    nonce,
  );
  expect(html).toBe(
    '<head><link rel="preload" as="script" href="/a.js"/><script src="/a.js" async=""></script></head>' +
      '<body><script>theme()</script><script>self.__next_f.push([1,"{\\"nonce\\":\\"\\"}"])</script></body>',
  );
  expect(sources).toEqual([source('theme()'), source('self.__next_f.push([1,"{\\"nonce\\":\\"\\"}"])')]);
});

it('joins what Next sends in pieces where the last one stood, in their order', () => {
  const first = '(self.__next_f=self.__next_f||[]).push([0])';
  const { html, sources } = trustInlineScripts(
    `<body>${own(first)}<p>a</p>${own('self.__next_f.push([1,"a"])')}${own('$RC("b")')}${own('self.__next_f.push([1,"c"])')}</body>`,
    nonce,
  );
  const joined = `${first};self.__next_f.push([1,"a"]);self.__next_f.push([1,"c"])`;
  expect(html).toBe(`<body><p>a</p><script>$RC("b")</script><script>${joined}</script></body>`);
  expect(sources).toEqual([source('$RC("b")'), source(joined)]);
});

it.each([
  ['a script that somebody wrote', '<script>steal()</script>'],
  ['one with a nonce of its own', `<script nonce="${'a'.repeat(32)}">steal()</script>`],
  ['one in an attribute', '<a title="<script>steal()</script>">b</a>'],
  ['one in an attribute in front of a real one', `<a title="<script"></a>`],
])('trusts nothing of %s', (_, text) => {
  const { html, sources } = trustInlineScripts(`<body>${text}${own('theme()')}</body>`, nonce);
  expect(html).toBe(`<body>${text}<script>theme()</script></body>`);
  expect(sources).toEqual([source('theme()')]);
});

it('leaves data alone that no browser runs, but for its hash', () => {
  const { html } = trustInlineScripts(`<script type="application/ld+json">{"a":1}</script>`, nonce);
  expect(html).toBe('<script type="application/ld+json">{"a":1}</script>');
});
