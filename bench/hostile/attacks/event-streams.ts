import { type Attack, makeTally } from '../attack';
import { submitForm } from '../submit-form';
import { listSlow, pageVisits } from '../visits';

const streamCount = 1_000;
const p95MsMax = 1_000;

/** Item 5 of the list: as many event streams as one person can ask for. */
export const eventStreams: Attack = {
  name: 'event-streams',
  what: `one person asks for ${streamCount} event streams at a time, again as soon as one ends`,
  visits: pageVisits,
  async prepare(site) {
    const token = await site.makeToken('streams@example.org');
    const submitted = await site.callApi(token, `/benchmarks/${site.slug}/submissions`, submitForm(site));
    const { id } = await submitted.json();
    const tally = makeTally();
    return {
      tally: () => tally.counts,
      listDeviations: (seen) => listSlow(seen, p95MsMax),
      async run(signal) {
        const ask = async (): Promise<void> => {
          while (!signal.aborted) {
            const answer = await fetch(`${site.url}/api/v1/submissions/${id}/events`, {
              headers: { authorization: `Bearer ${token}` },
              signal,
            });
            tally.add(answer.status);
            await answer.arrayBuffer();
          }
        };
        await Promise.all(Array.from({ length: streamCount }, ask));
      },
    };
  },
};
