import { randomUUID } from 'node:crypto';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { ArtefactKind } from '@/lib/core/benchmark';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '@/services/access/caller';
import { submit } from '@/services/submission/submit';
import { formRequest } from './form-request';
import type { TestSite } from './make-test-site';
import { waitUntil } from './wait-until';

type SentModel = { model: string; version?: string; kind?: ArtefactKind; trains?: boolean };

/** Submits a model file or a container image by the same service as the API. @returns the receipt */
export async function submitModel(
  actor: Actor,
  slug: string,
  file: Uint8Array,
  { kind = 'onnx', version = '1', ...rest }: SentModel,
): Promise<Result<SubmissionView>> {
  const submitted = await submit(actor, slug, formRequest({ kind, version, ...rest }, 'file', file), {
    dryRun: false,
    idempotencyKey: randomUUID(),
  });
  if (!submitted.ok) return submitted;
  if (submitted.value.kind !== 'accepted') throw new Error('only validated');
  return ok(submitted.value.submission);
}

type AutomaticRow = { id: string; model: string; version: string; state: string };

/** Waits until this number of a round's automatic evaluations has finished. A scorer must be running. */
export const awaitAutomatic = (
  { superuser }: TestSite,
  slug: string,
  number: number,
  count: number,
): Promise<AutomaticRow[]> =>
  waitUntil(async () => {
    const rows = await superuser<AutomaticRow[]>`
      select s.submission_id as id, m.name as model, s.version, s.state
      from submissions s join models m using (model_id) join rounds r using (round_id) join benchmarks b on b.benchmark_id = r.benchmark_id
      where b.slug = ${slug} and r.number = ${number} and s.is_automatic order by m.name, s.version`;
    return rows.length === count && rows.every(({ state }) => isOver(state)) && rows;
  });

const isOver = (state: string): boolean => ['scored', 'rejected', 'failed'].includes(state);
