import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { detachText } from '@/lib/core/files/detach-text';
import { type Check, listBlocking } from '@/lib/core/round/checks/check';
import { createTestSetCollector } from '@/lib/core/round/checks/collect-test-set';
import type { DraftRound } from '@/lib/core/round/round';
import type { TestSetReport } from '@/lib/core/round/test-set-report';
import type { ScorerPlatform } from '../scorer-platform';
import { checkCollected } from './check-collected';
import { readDraftTestSet } from './read-draft-test-set';
import { storeFingerprints } from './round-fingerprints';

/** What a sealing needs of a draft's items, in file order. */
export type DraftItems = {
  readonly ids: readonly string[];
  readonly labels: readonly string[];
  readonly groups: readonly (string | null)[];
};

export type ReadDraft = {
  readonly report: TestSetReport;
  readonly checks: readonly Check[];
  /** Null when the test set has problems, or a check blocks it. */
  readonly passed: {
    readonly items: DraftItems;
    /** The rounds that it was compared with. */
    readonly comparedIds: readonly string[];
    readonly fingerprintsObjectKey: string;
  } | null;
};

/**
 * Reads and checks a draft's test set, and stores its fingerprints under the round's key when it passes. A function of its own,
 * so that what the checks gathered, 200 bytes an item, is gone from memory before the items are hashed.
 */
export async function readDraft(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'identity'>,
  draft: { round: DraftRound; benchmark: BenchmarkRow },
  { key, drawsIds }: { key: Uint8Array; drawsIds: boolean },
): Promise<ReadDraft> {
  const { roundId } = draft.round;
  const { task, classes } = draft.benchmark;
  const collector = createTestSetCollector({ task, classes });
  const ids: string[] = [];
  const labels: string[] = [];
  const groups: (string | null)[] = [];
  const report = await readDraftTestSet(platform, draft.round, draft.benchmark, (item) => {
    ids.push(detachText(item.id));
    labels.push(detachText(item.label));
    groups.push(item.group === null ? null : detachText(item.group));
    collector.add(item);
  });
  if (report.problemCount > 0) return { report, checks: [], passed: null };
  const { checks, fingerprints, comparedIds } = await checkCollected(platform, draft, collector.finish());
  if (listBlocking(checks, { drawsIds }).length > 0) return { report, checks, passed: null };
  const fingerprintsObjectKey = await storeFingerprints(platform, { roundId, key, fingerprints });
  return { report, checks, passed: { items: { ids, labels, groups }, comparedIds, fingerprintsObjectKey } };
}
