import { BlockList, Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { recogniseCallers } from './recognise-callers';

/** What Next adds to the headers of the form when it asks for the page that an action leads to. */
const ofNext = { 'x-forwarded-host': 'localhost:3000', 'x-forwarded-proto': 'http' };
const asked = (headers: Record<string, string>) => ({ headers, socket: new Socket() });

describe('a page that the site asks itself for', () => {
  it('is asked for by whoever sent the form, and isn’t forwarded because Next says so', () => {
    const callers = recogniseCallers(new BlockList());
    for (const isForwarded of [true, false]) {
      const told = callers.tell({ address: '192.0.2.1', isForwarded });
      const found = callers.find(asked({ ...told, ...ofNext }));
      expect(found).toEqual({ address: '192.0.2.1', isForwarded, isOwnCall: true });
    }
  });

  it('isn’t taken for one by what anybody can send', () => {
    const callers = recogniseCallers(new BlockList());
    const { 'x-tidemark-own-call': _, ...known } = callers.tell({ address: '192.0.2.1', isForwarded: false });
    const elsewhere = recogniseCallers(new BlockList()).tell({ address: '192.0.2.1', isForwarded: false });
    for (const headers of [known, { ...known, 'x-tidemark-own-call': '' }, elsewhere])
      expect(callers.find(asked({ ...headers, ...ofNext }))).toEqual({
        address: '',
        isForwarded: true,
        isOwnCall: false,
      });
  });
});
