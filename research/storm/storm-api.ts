import { setTimeout as sleep } from 'node:timers/promises';

/** A response of the API; status 0 without one. */
type ApiResponse = { status: number; body: Record<string, unknown> };

const responseTimeoutMs = 60_000;

/** The API with one person's token, on a site that may not respond. */
export function stormApi(url: string, token: string) {
  const request = async (path: string, init: RequestInit = {}): Promise<ApiResponse> => {
    try {
      const response = await fetch(`${url}/api/v1${path}`, {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(responseTimeoutMs),
      });
      const text = await response.text();
      return { status: response.status, body: parse(text) };
    } catch {
      return { status: 0, body: {} };
    }
  };
  return {
    get: (path: string) => request(path),
    post: (path: string, body: object = {}) =>
      request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    upload: (path: string, { field, file, metadata, key }: Upload) => {
      const form = new FormData();
      form.set('metadata', JSON.stringify(metadata));
      form.set(field, new Blob([file]), 'file.csv');
      return request(path, { method: 'POST', body: form, headers: key ? { 'idempotency-key': key } : {} });
    },
  };
}

export type StormApi = ReturnType<typeof stormApi>;
export type Upload = { field: string; file: string; metadata: object; key?: string };

/** A response that isn't JSON counts as empty. */
function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Polls until a value appears. @throws after so many seconds */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  seconds = 300,
): Promise<T> {
  const deadline = performance.now() + seconds * 1_000;
  while (performance.now() < deadline) {
    const found = await look();
    if (found) return found;
    await sleep(250);
  }
  throw new Error(`${what}: not within ${seconds} s`);
}
