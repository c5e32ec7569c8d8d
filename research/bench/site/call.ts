import type { Site } from './with-site';

/** A call of the API that has to succeed; gives the answer's JSON. */
export async function call(site: Site, token: string, path: string, body?: object | FormData) {
  const answer = await site.callApi(token, path, body);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
