import { findFreePort, isPortFree } from '@/adapters/embedded-postgres/find-free-port';

/** @throws with a word for people that names a free port when the site's is taken */
export async function requireFreePort(port: number, host: string): Promise<void> {
  const listenHost = host.replace(/^\[(.*)\]$/, '$1');
  if (await isPortFree(port, listenHost)) return;
  const free = await findFreePort(listenHost).catch(() => undefined);
  if (free === undefined) throw new Error(`This machine can't listen on ${host}. HOST sets another address.`);
  const why = port < 1024 ? 'is taken, or needs more rights' : 'is taken by another program';
  throw new Error(
    `Port ${port} on ${host} ${why}. PORT sets another one, for instance: PORT=${free} npm start`,
  );
}
