import { request as sendRequest } from 'node:http';
import { expect, test } from './fixtures';
import { apiOf, createToken } from './site';

const change = { title: 'Changed by a bound token' };

/** The status of a request whose path is sent as it is written; clients of a browser would resolve it before. */
const statusOf = (site: string | undefined, at: string, token: string): Promise<number> => {
  const [method, path] = at.split(' ');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = sendRequest(site ?? '', { method, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.once('error', reject);
    sent.end(JSON.stringify(method === 'PATCH' ? change : { ...change, slug: 'copied-by-a-bound-token' }));
  });
};

test('a token that is bound to one benchmark reaches no other by another spelling of its address', async ({
  request,
  baseURL,
}) => {
  const host = await createToken('bound-host@example.org', 'Bound Host');
  const api = apiOf(request, host);
  const [here, there] = ['bound-here', 'bound-there'];
  for (const slug of [here, there])
    expect(
      (await api.post('/benchmarks', { slug, title: slug, task: 'regression', metric: 'mae' })).status(),
    ).toBe(201);
  const wish = { name: 'pipeline', scope: 'maintain', days: 30, benchmark: here };
  const { token } = await (await api.post('/tokens', wish)).json();
  const all = '/api/v1/benchmarks';

  expect(await statusOf(baseURL, `PATCH ${all}/%62ound-here`, token)).toBe(200);
  expect(await statusOf(baseURL, `PATCH ${all}/${here}?nxtPslug=${there}&slug=${there}`, token)).toBe(200);
  const others = [
    ...[
      `${all}/${there}`,
      `${all}/%62ound-there`,
      `${all}/${there}/`,
      `${all}//${there}`,
      `/${all}/${there}`,
    ],
    ...[`/api//v1/benchmarks/${there}`, `/%61pi/v1/benchmarks/${there}`, `/api/v1/Benchmarks/${there}`],
    ...[`${all}/BOUND-THERE`, `${all}/${there}.`, `${all}/${there}%20`, `${all}/%2562ound-there`],
    ...[`${all}/${here}/../${there}`, `${all}/${here}/%2e%2e/${there}`, `${all}/${here}%2F..%2F${there}`],
    ...[`${all}/${here}\\..\\${there}`, `${all}/./${there}`, `${all}/${here};/../${there}`],
  ].map((path) => `PATCH ${path}`);
  const copies = ['copy', 'copy/', '/copy', '%63opy', 'cop%79', 'Copy', 'copy.', 'copy%2F', '%2e/copy'].map(
    (end) => `POST ${all}/${here}/${end}`,
  );
  for (const at of [...others, ...copies]) {
    const status = await statusOf(baseURL, at, token);
    // 308 leads to the usual address, which is refused like any other.
    expect([308, 400, 403, 404, 405], `${status} for ${at}`).toContain(status);
  }
  expect(await (await api.get(`/benchmarks/${there}`)).json()).toMatchObject({ title: there });
  expect((await api.get('/benchmarks/copied-by-a-bound-token')).status()).toBe(404);
});
