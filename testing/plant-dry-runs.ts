import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { objectKeys } from '@/adapters/object-store/object-store';
import { sealToScorer } from '@/adapters/sealing/seal-to-scorer';
import { fromWebStream, toWebStream } from '@/adapters/spool-file';
import { versionEnvelope } from '@/lib/core/model/model-version';
import type { Actor } from '@/services/access/caller';
import type { TestSite } from './make-test-site';

/** Inserts dry runs of a person, each with another file; more of them than a person may start concurrently. @returns their ids */
export const plantDryRuns = (
  site: TestSite,
  { userId }: Actor,
  slug: string,
  files: readonly Uint8Array[],
): Promise<string[]> =>
  Promise.all(
    files.map(async (file) => {
      const dryRunId = randomUUID();
      const plain = toWebStream(Readable.from([versionEnvelope(dryRunId), file]));
      const sealed = await sealToScorer(site.web.environment.SCORER_RECIPIENT, plain);
      await site.scorer.objects.put(objectKeys.dryRun(dryRunId), fromWebStream(sealed));
      await site.superuser`
        insert into dry_runs (dry_run_id, benchmark_id, user_id, kind, sha256, byte_count, state, received_at, deadline_at)
        select ${dryRunId}, benchmark_id, ${userId}, 'onnx', ${createHash('sha256').update(file).digest('hex')}, ${file.byteLength},
          'queued', clock_timestamp(), clock_timestamp() + interval '1 day' from benchmarks where slug = ${slug}`;
      return dryRunId;
    }),
  );
