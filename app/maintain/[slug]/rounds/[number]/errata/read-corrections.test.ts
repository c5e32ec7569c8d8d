import { describe, expect, it } from 'vitest';
import { readCorrections } from './read-corrections';

describe('corrections as they are typed', () => {
  it('are a line each, with quotes around what has a comma, and blank lines passed over', () => {
    expect(readCorrections('a,yes\r\n\r\n"b,c",no\n')).toEqual({
      ok: true,
      value: [
        { id: 'a', to: 'yes' },
        { id: 'b,c', to: 'no' },
      ],
    });
  });

  it('are refused with the line as it was typed', () => {
    expect(readCorrections('a,yes\nb\nc,"no')).toMatchObject({
      ok: false,
      error: [
        { field: 'corrections', detail: expect.stringMatching(/^line 2 is not/) },
        { field: 'corrections', detail: expect.stringMatching(/^line 3 is not/) },
      ],
    });
  });

  it('may be none', () => {
    expect(readCorrections('')).toEqual({ ok: true, value: [] });
  });
});
