/** A multipart request as the site's pages and the API's clients send it. */
export function formRequest(metadata: object, field: string, content: string | Uint8Array): Request {
  const form = new FormData();
  form.set('metadata', JSON.stringify(metadata));
  form.set(field, new Blob([content as BlobPart]), 'file');
  return new Request('http://127.0.0.1:3000/', { method: 'POST', body: form });
}
