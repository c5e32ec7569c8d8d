import { setTimeout as sleep } from 'node:timers/promises';
import { type Attack, makeTally } from '../attack';
import { listSlow, pageVisits } from '../visits';

const attackerCount = 20;
const p95MsMax = 2_000;
const text =
  'All labels of the open round are in a public repository since Monday, in the order of the items: https://example.org/labels.csv';

/** Item 4 of the list: anonymous reports that try to crowd out one with evidence. */
export const leakReports: Attack = {
  name: 'leak-reports',
  what: `${attackerCount} people without an account report leaks continuously; then a signed-in person does, with evidence`,
  visits: pageVisits,
  async prepare(site) {
    const path = `/benchmarks/${site.slug}/rounds/1/leak-reports`;
    const tally = makeTally();
    let witnessStatus = 0;
    return {
      tally: () => tally.counts,
      listDeviations: (seen) => [
        ...listSlow(seen, p95MsMax),
        ...(witnessStatus === 201 ? [] : [`the report with evidence got ${witnessStatus}`]),
      ],
      async run(signal) {
        const attack = async (): Promise<void> => {
          while (!signal.aborted) {
            const response = await fetch(`${site.url}/api/v1${path}`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ text }),
              signal,
            });
            tally.add(response.status);
            await response.arrayBuffer();
          }
        };
        const witness = async (): Promise<void> => {
          await sleep(10_000, undefined, { signal });
          witnessStatus = (await site.callApi(site.honestTokens[0]!, path, { text })).status;
        };
        await Promise.all([witness(), ...Array.from({ length: attackerCount }, attack)]);
      },
    };
  },
};
