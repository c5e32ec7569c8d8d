import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { call, openRound, type Site, withSite } from '../site/with-site';

/** A site with a benchmark whose round is open, and honest participants. */
export type HostileSite = Site & {
  readonly slug: string;
  readonly itemCount: number;
  readonly ids: readonly string[];
  readonly goodFile: string;
  readonly maintainerToken: string;
  readonly honestTokens: readonly string[];
  /** The status of a page, read to its end. */
  visitPage(path: string): Promise<number>;
  dryRun(token: string, file: string | Uint8Array<ArrayBuffer>, signal?: AbortSignal): Promise<number>;
};

const slug = 'under-attack';
const itemCount = 2_000;
const honestCount = 4;

export const withHostileSite = <T>(use: (site: HostileSite) => Promise<T>): Promise<T> =>
  withSite('hostile', async (site) => {
    const maintainerToken = await site.makeToken('maintainer@example.org');
    const honestTokens: string[] = [];
    for (let i = 0; i < honestCount; i++) honestTokens.push(await site.makeToken(`honest-${i}@example.org`));
    await openBenchmark(site, maintainerToken);
    const { ids } = makeBinaryItems(itemCount);
    const goodFile = formatPredictions(ids, (i) => (i % 3 === 0 ? 'yes' : 'no'));
    return use({
      ...site,
      ...{ slug, itemCount, ids, goodFile, maintainerToken, honestTokens },
      visitPage: (path) => readToEnd(fetch(site.url + path)),
      dryRun(token, file, signal) {
        const form = new FormData();
        form.set('file', new Blob([file]), 'predictions');
        const sent = fetch(`${site.url}/api/v1/benchmarks/${slug}/submissions?dry_run=true`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}` },
          body: form,
          ...(signal ? { signal } : {}),
        });
        return readToEnd(sent);
      },
    });
  });

async function readToEnd(sent: Promise<Response>): Promise<number> {
  const response = await sent;
  await response.arrayBuffer();
  return response.status;
}

async function openBenchmark(site: Site, token: string): Promise<void> {
  await call(site, token, '/benchmarks', {
    slug,
    title: 'Under attack',
    task: 'binary',
    classes: ['no', 'yes'],
    metric: 'accuracy',
    quota_per_round: 1000,
    quota_per_day: 1000,
    feedback_policy: 'final-only',
    feedback_share: 0,
  });
  const testSet = formatTestSet(makeBinaryItems(itemCount));
  await openRound(site, token, { slug, number: 1, title: 'A round', testSet });
}

let sentCount = 0;

/**
 * A submission of the valid file for the API: a new version each time, with one more blank line, since a file is accepted once.
 */
export function submitForm({ goodFile }: Pick<HostileSite, 'goodFile'>, sender: string): FormData {
  sentCount += 1;
  const form = new FormData();
  form.set('metadata', JSON.stringify({ model: `A model of ${sender}`, version: String(sentCount) }));
  form.set('file', new Blob([goodFile, '\n'.repeat(sentCount)]), 'predictions.csv');
  return form;
}
