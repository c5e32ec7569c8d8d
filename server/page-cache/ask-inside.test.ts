import { expect, it } from 'vitest';
import { askInside } from './ask-inside';

const asked = { path: '/a', headers: { host: 'localhost' }, bytesMax: 100_000 };

it('asks a listener over no network and hands back all that it answers', async () => {
  const answer = await askInside((request, response) => {
    response.setHeader('vary', 'rsc');
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.write(`${request.method} ${request.url} ${JSON.stringify(request.headers)} `);
    response.end('x'.repeat(80_000));
  }, asked);
  expect(answer.status).toBe(404);
  expect(answer.headers).toMatchObject({ vary: 'rsc', 'content-type': 'text/plain' });
  expect(answer.body.toString().slice(0, 80)).toMatch(
    /^GET \/a {"host":"localhost","connection":"[a-z-]+"} x+$/,
  );
  expect(answer.body.length).toBeGreaterThan(80_000);
});

it.each([
  ['breaks off', (_: unknown, response: { destroy: () => void }) => response.destroy()],
  [
    'sends more than it may',
    (_: unknown, response: { end: (text: string) => void }) => response.end('x'.repeat(200_000)),
  ],
])('fails where the listener %s', async (_, listener) => {
  await expect(askInside(listener as never, asked)).rejects.toThrow('/a');
});
