import { Readable } from 'node:stream';

/** A multipart request as the site's pages and the API's clients send it. */
export function formRequest(metadata: object, field: string, content: string | Uint8Array): Request {
  const form = new FormData();
  form.set('metadata', JSON.stringify(metadata));
  form.set(field, new Blob([content as BlobPart]), 'file');
  return new Request('http://127.0.0.1:3000/', { method: 'POST', body: form });
}

/** A multipart request with the boundary `b`, whose body is read only as fast as its reader takes it. */
export const streamedRequest = (body: Iterable<Buffer> | AsyncIterable<Buffer>): Request =>
  new Request('http://127.0.0.1:3000/', {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: Readable.toWeb(Readable.from(body, { objectMode: false })),
    duplex: 'half',
  } as RequestInit);

/** A copy of the request that calls back before its body is read. */
export function meanwhile(request: Request, happen: () => Promise<unknown>): Request {
  const bytes = request.arrayBuffer();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await happen();
        controller.enqueue(new Uint8Array(await bytes));
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return new Request(request.url, {
    method: 'POST',
    headers: request.headers,
    body,
    duplex: 'half',
  } as RequestInit);
}
