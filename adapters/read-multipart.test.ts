import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { streamedRequest } from '@/testing/form-request';
import { refusedAs } from '@/testing/unwrap';
import { readMultipart } from './read-multipart';

type Part = { name?: string; filename?: string; text: string };

const field = (name: string, text = '{}'): Part => ({ name, text });
const file = (name: string, text = 'id\n'): Part => ({ name, filename: 'f', text });

function read(parts: Part[], contentType = 'multipart/form-data; boundary=b', timeMsMax = 10_000) {
  const head = ({ name, filename }: Part) =>
    `form-data${name === undefined ? '' : `; name="${name}"`}${filename ? `; filename="${filename}"` : ''}`;
  const body = parts
    .map((part) => `--b\r\ncontent-disposition: ${head(part)}\r\n\r\n${part.text}\r\n`)
    .join('');
  const request = new Request('http://127.0.0.1:3000/', {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: `${body}--b--\r\n`,
  });
  return readMultipart(request, { fileField: 'file', bytesMax: 1000, timeMsMax }, async (bytes) => {
    const chunks = [];
    for await (const chunk of bytes) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  });
}

const refused = (detail: RegExp) => ({
  ok: false,
  error: { kind: 'unsupported_media_type', detail: expect.stringMatching(detail) },
});

describe('readMultipart', () => {
  it.each([
    { order: 'before', parts: [field('metadata'), file('file')] },
    { order: 'after', parts: [file('file'), field('metadata')] },
  ])('reads a form with a field $order its file', async ({ parts }) => {
    expect(await read(parts)).toEqual({ ok: true, value: { fields: { metadata: '{}' }, file: 'id\n' } });
  });

  it('refuses a form that trickles in, and ends the reader of its file', async () => {
    const errors: unknown[] = [];
    async function* body() {
      yield Buffer.from('--b\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\n');
      for (;;) {
        yield Buffer.from('a');
        await setTimeout(5);
      }
    }
    const request = streamedRequest(body());
    const read = readMultipart(
      request,
      { fileField: 'file', bytesMax: 1000, timeMsMax: 100 },
      async (bytes) => {
        try {
          for await (const chunk of bytes) expect(chunk.length).toBeGreaterThan(0);
        } catch (error) {
          errors.push(error);
        }
      },
    );
    expect(await read).toEqual({ ok: false, error: { kind: 'upload_too_slow', secondsMax: 0.1 } });
    expect(errors).toHaveLength(1);
  });

  it('refuses a body that is longer than its file may be, wherever the surplus is', async () => {
    let sentBytes = 0;
    function* body() {
      for (const filler = Buffer.alloc(65_536, 0x61); sentBytes < 100e6; sentBytes += filler.length)
        yield filler;
    }
    const request = streamedRequest(body());
    const read = readMultipart(
      request,
      { fileField: 'file', bytesMax: 1000, timeMsMax: 10_000 },
      async () => null,
    );
    expect(await read).toEqual({ ok: false, error: { kind: 'too_large', bytesMax: 1000 } });
    expect(sentBytes).toBeLessThan(10e6);
  });

  it('refuses a second file', async () => {
    expect(await read([file('file'), file('file')])).toEqual(refused(/one file/));
    expect(await read([file('file'), file('other')])).toEqual(refused(/one file/));
  });

  it('returns every field under its name, also a name of Object.prototype', async () => {
    const form = await read([field('__proto__'), field('constructor'), file('file')]);
    expect(form.ok && Object.entries(form.value.fields)).toEqual([
      ['__proto__', '{}'],
      ['constructor', '{}'],
    ]);
  });

  it('refuses a repeated field', async () => {
    expect(await read([field('metadata'), file('file'), field('metadata')])).toEqual(
      refused(/metadata.*twice/),
    );
  });

  it('refuses more fields than its limit', async () => {
    const fields = Array.from({ length: 11 }, (_, i) => field(`f${i}`));
    expect(await read([...fields, file('file')])).toEqual(refused(/10 fields/));
  });

  it('refuses parts without a name', async () => {
    expect(await read([{ text: '{}' }])).toEqual(refused(/no name/));
    expect(await read([{ filename: 'f', text: 'id\n' }])).toEqual(refused(/only file field/));
  });

  it.each([
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=""',
    'multipart/form-data; x-boundary=b',
    'multipart/form-data; a="boundary=b"',
    `multipart/form-data; boundary=${'b'.repeat(5000)}`,
    'application/json',
  ])('refuses a content type without a valid boundary: %s', async (contentType) => {
    expect(await read([file('file')], contentType)).toMatchObject(refusedAs('unsupported_media_type'));
  });

  it('ends with the failure of the reader of its file, and reads no further', async () => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(10 * 1024 ** 2)]));
    const request = new Request('http://127.0.0.1:3000/', { method: 'POST', body: form });
    const options = { fileField: 'file', bytesMax: 1024 ** 3, timeMsMax: 60_000 };
    const fail = async (bytes: AsyncIterable<Uint8Array>) => {
      for await (const _ of bytes) throw new Error('the disk is full');
    };
    await expect(readMultipart(request, options, fail)).rejects.toThrow('the disk is full');
  });

  it('holds a file to the lower limit that the fields before it ask for', async () => {
    const readAs = (kind: string) => {
      const form = new FormData();
      form.set('kind', kind);
      form.set('file', new Blob([new Uint8Array(500)]));
      const request = new Request('http://127.0.0.1:3000/', { method: 'POST', body: form });
      const bytesMaxAfter = (fields: Readonly<Record<string, string>>) =>
        fields.kind === 'large' ? 1000 : 400;
      const options = { fileField: 'file', bytesMax: 1000, bytesMaxAfter, timeMsMax: 10_000 };
      return readMultipart(request, options, async (bytes) => {
        let byteCount = 0;
        for await (const chunk of bytes) byteCount += chunk.length;
        return byteCount;
      });
    };
    expect(await readAs('large')).toMatchObject({ value: { file: 500 } });
    expect(await readAs('small')).toMatchObject({ error: { kind: 'too_large', bytesMax: 400 } });
  });
});
