import { Agent, get, type RequestOptions } from 'node:http';
import { type Attack, makeTally } from '../attack';
import { submitForm } from '../hostile-site';
import { listSlow, pageVisits } from '../visits';

const streamCount = 1_000;
const p95MsMax = 1_000;

/** Item 5 of the list: as many event streams as one person can open. */
export const eventStreams: Attack = {
  name: 'event-streams',
  what: `one person opens ${streamCount} event streams at a time from one address, a new one as soon as one ends`,
  visits: pageVisits,
  async prepare(site) {
    const token = await site.makeToken('streams@example.org');
    const submitted = await site.callApi(
      token,
      `/benchmarks/${site.slug}/submissions`,
      submitForm(site, 'the streams'),
    );
    const { id } = await submitted.json();
    const tally = makeTally();
    return {
      tally: () => tally.counts,
      listDeviations: (seen) => listSlow(seen, p95MsMax),
      async run(signal) {
        const agent = new Agent({ keepAlive: true });
        const options = { agent, signal, family: 4, localAddress: '127.0.0.9' };
        const headers = { authorization: `Bearer ${token}` };
        const address = `${site.url}/api/v1/submissions/${id}/events`;
        const openStream = async (): Promise<void> => {
          while (!signal.aborted) tally.add(await readFrom(address, { ...options, headers }));
        };
        // Independent requests: an aborted connection ends no other one.
        await Promise.allSettled(Array.from({ length: streamCount }, openStream));
        agent.destroy();
      },
    };
  },
};

/** The status of a response after it was read to its end. */
const readFrom = (address: string, options: RequestOptions): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = get(address, options, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
      response.once('error', reject);
    });
    request.once('error', reject);
  });
