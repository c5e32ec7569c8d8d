import { setTimeout as sleep } from 'node:timers/promises';
import type { ArtefactKind } from '@/lib/core/benchmark';
import { softmaxModel } from '@/testing/tiny-models';
import type { HostileSite } from './hostile-site';
import type { Visit } from './visits';

let sentCount = 0;

/** Sends a model or an image: a new version each time, unless it is a dry run. */
export async function sendModel(
  site: HostileSite,
  token: string,
  { slug, kind = 'onnx', file, isDryRun = false }: Sent,
): Promise<Response> {
  sentCount += 1;
  const form = new FormData();
  const fields = isDryRun
    ? { kind }
    : { kind, model: `A model of ${token.slice(-8)}`, version: String(sentCount) };
  form.set('metadata', JSON.stringify(fields));
  form.set('file', new Blob([Uint8Array.from(file)]), 'model.onnx');
  return site.callApi(token, `/benchmarks/${slug}/submissions${isDryRun ? '?dry_run=true' : ''}`, form);
}

type Sent = { slug: string; kind?: ArtefactKind; file: Uint8Array; isDryRun?: boolean };

/** From the request to the end of the run. */
export const dryRunOfModel = (slug: string): Visit => ({
  name: 'a dry run of a good model',
  async make(site, visitor) {
    const token = site.honestTokens[visitor % site.honestTokens.length]!;
    const sent = await sendModel(site, token, { slug, file: softmaxModel(2 + sentCount), isDryRun: true });
    if (!sent.ok) return sent.status;
    const { id } = await sent.json();
    for (;;) {
      const { state } = await (await site.callApi(token, `/dry-runs/${id}`)).json();
      if (state === 'passed') return 200;
      if (state !== 'queued' && state !== 'running') return 500;
      await sleep(100);
    }
  },
});
