import { computeMedian } from '../peer/median';

/** How long one answer takes, whole, one request after the other: the median in milliseconds, and its bytes as they come over the line. */
export async function timeOf(
  url: string,
  { token = null, repetitions = 31 }: { token?: string | null; repetitions?: number } = {},
): Promise<{ ms: number; byteCount: number }> {
  const headers = { 'accept-encoding': 'identity', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const times: number[] = [];
  let byteCount = 0;
  for (let turn = 0; turn < repetitions; turn += 1) {
    const begunAt = performance.now();
    const answer = await fetch(url, { headers });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    byteCount = (await answer.arrayBuffer()).byteLength;
    times.push(performance.now() - begunAt);
  }
  return { ms: computeMedian(times), byteCount };
}
