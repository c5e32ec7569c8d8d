import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { ObjectChanged, objectKeys } from '@/adapters/object-store/object-store';
import { findSealedRound } from '@/db/hidden/vault-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { findLeakOverruleReason, listRoundsToCompare } from '@/db/queries/round-scorer-queries';
import { detachText } from '@/lib/core/files/cell-text';
import type { FileProblem } from '@/lib/core/files/file-problem';
import { createInputsCheck } from '@/lib/core/model/check-inputs';
import { composeSignature } from '@/lib/core/model/model-version';
import { type Check, listBlocking } from '@/lib/core/round/checks/check';
import { overruleLeak } from '@/lib/core/round/checks/check-label-leak';
import { type CollectedTestSet, createTestSetCollector } from '@/lib/core/round/checks/collect-test-set';
import {
  decodeFingerprints,
  encodeFingerprints,
  type Fingerprints,
} from '@/lib/core/round/checks/fingerprints';
import { type CheckRun, startChecks } from '@/lib/core/round/checks/start-checks';
import type { TestSetItem, TestSetReport } from '@/lib/core/round/read-test-set';
import type { DraftRound } from '@/lib/core/round/round';
import type { ScorerPlatform } from '../scorer-platform';
import { type RoundOfTestSet, readSealedTestSet, reportOf } from './read-sealed-test-set';
import { decrypt, encryptPieces } from './round-cipher';

/** The data of a draft's items that sealing needs, in file order. */
export type DraftItems = {
  readonly ids: readonly string[];
  readonly labels: readonly string[];
  readonly groups: readonly (string | null)[];
};

type ReadDraft = {
  readonly report: TestSetReport;
  readonly checks: readonly Check[];
  /** Null if the test set has problems, or a check blocks it. */
  readonly passed: {
    readonly items: DraftItems;
    /** Ids of the rounds with which the test set was compared. */
    readonly comparedIds: readonly string[];
    /** The public reason for which two maintainers overruled the check `label_leak`; null if they didn't. */
    readonly leakOverruled: string | null;
    readonly fingerprintsObjectKey: string;
  } | null;
};

/**
 * Reads and checks a draft's test set, and stores its fingerprints under the round's key if it passes. This
 * is a function of its own so that the checks' data, 200 bytes an item, are freed before the items are
 * hashed.
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
  const { checks, fingerprints, ...checked } = await checkCollected(platform, draft, collector.finish());
  if (listBlocking(checks, { drawsIds }).length > 0) return { report, checks, passed: null };
  const fingerprintsObjectKey = await storeFingerprints(platform, { roundId, key, fingerprints });
  return { report, checks, passed: { items: { ids, labels, groups }, ...checked, fingerprintsObjectKey } };
}

/**
 * Reads a draft's test set and makes its report. The report also shows the maintainers if the stored file
 * isn't the uploaded one, without any of its content, and if models can't take an item as input. Emitted
 * items count only if the report has no problem.
 */
export async function readDraftTestSet(
  platform: Pick<ScorerPlatform, 'objects' | 'identity'>,
  { roundId, testSetSealedSha256 }: Pick<RoundOfTestSet, 'roundId' | 'testSetSealedSha256'>,
  { task, classes, modelSignature }: BenchmarkRow,
  onItem: (item: TestSetItem) => void,
): Promise<TestSetReport> {
  const inputs = modelSignature && createInputsCheck(composeSignature(modelSignature, classes).input);
  try {
    const { report } = await readSealedTestSet(
      platform,
      { roundId, testSetSealedSha256, task, classes },
      (item) => {
        onItem(item);
        inputs?.add(item);
      },
    );
    return inputs ? inputs.completeReport(report) : report;
  } catch (error) {
    if (!(error instanceof ObjectChanged)) throw error;
    return reportOf(fileChanged);
  }
}

const fileChanged: FileProblem = {
  code: 'file_changed',
  line: null,
  column: null,
  detail: 'the stored test set is not the one that was uploaded',
  hint: 'This is a fault of the platform. Inform its operator, and upload the test set again, as a new round.',
};

/**
 * Runs the checks before sealing, against every round of the benchmark whose items have been or will be
 * visible.
 */
export async function checkCollected(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'identity'>,
  { round, benchmark }: { round: DraftRound; benchmark: BenchmarkRow },
  collected: CollectedTestSet,
): Promise<ReturnType<CheckRun['finish']> & { comparedIds: string[]; leakOverruled: string | null }> {
  const run = startChecks(collected, benchmark);
  const compared = await listRoundsToCompare(platform.client.db, round);
  for (const other of compared) {
    run.addRound(other.number, await readFingerprints(platform, other.roundId), {
      isInvalidated: other.state === 'invalidated',
    });
    // Yields to the event loop between rounds, so that many of them don't block the thread's other work.
    await setImmediate();
  }
  const { checks, fingerprints } = run.finish();
  const isLeaking = checks.some(({ name, outcome }) => name === 'label_leak' && outcome === 'block');
  const leakOverruled = isLeaking ? await findLeakOverruleReason(platform.client.db, round.roundId) : null;
  return {
    checks: leakOverruled === null ? checks : checks.map((check) => overruleLeak(check, leakOverruled)),
    fingerprints,
    leakOverruled,
    comparedIds: compared.map(({ roundId }) => roundId),
  };
}

/** Stores the fingerprints of a test set under its round's key. @returns their object key */
async function storeFingerprints(
  { objects }: Pick<ScorerPlatform, 'objects'>,
  { roundId, key, fingerprints }: { roundId: string; key: Uint8Array; fingerprints: Fingerprints },
): Promise<string> {
  const objectKey = objectKeys.fingerprints(roundId, randomUUID());
  const pieces = encryptPieces(key, `fingerprints:${roundId}`, [encodeFingerprints(fingerprints)]);
  await objects.put(objectKey, Readable.from(pieces), { once: true });
  return objectKey;
}

/** Reads the fingerprints of a sealed round. */
async function readFingerprints(
  { client, objects, identity }: Pick<ScorerPlatform, 'client' | 'objects' | 'identity'>,
  roundId: string,
): Promise<Fingerprints> {
  const sealed = await findSealedRound(client.db, roundId);
  if (!sealed) throw new Error('the round has no key: it was never sealed');
  const key = await identity.open(sealed.sealedKey);
  const { stream } = await objects.open(sealed.fingerprintsObjectKey);
  return decodeFingerprints(decrypt(key, `fingerprints:${roundId}`, await buffer(stream)));
}
