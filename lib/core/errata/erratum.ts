import { formatCanonicalJson } from '../files/canonical-json';
import type { Leaderboard, LeaderboardEntry } from '../leaderboard/leaderboard';

export const erratumStates = ['proposed', 'compared', 'published', 'dropped'] as const;

/** Number that means the sealed labels where a function expects the number of an erratum. */
export const sealedLabels = 0;

/** A wrong label and its correction, in the format of the test set. */
export type LabelCorrection = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
};

/** Effect of a correction on one model's final score, in published digits; null where the metric has no value. */
export type ScoreChange = {
  readonly model: string;
  readonly team: string;
  readonly version: string;
  readonly score_before: number | null;
  readonly score_after: number | null;
  readonly rank_before: number | null;
  readonly rank_after: number | null;
};

/**
 * Changes from one ranking of a round to another, model by model, in the published digits of both. In the order of the new
 * ranking; models that only the old ranking lists are last, with no rank after.
 */
export function computeScoreChanges(
  before: Pick<Leaderboard, 'entries'>,
  after: Pick<Leaderboard, 'entries'>,
): ScoreChange[] {
  const old = new Map(before.entries.map((entry) => [entryKey(entry), entry]));
  const changes = after.entries.map((entry) => changeOf(entry, old.get(entryKey(entry)), entry));
  const ranked = new Set(after.entries.map(entryKey));
  const removed = before.entries.filter((entry) => !ranked.has(entryKey(entry)));
  return [...changes, ...removed.map((entry) => changeOf(entry, entry, undefined))];
}

/** Identifies a model within a benchmark by its slug, since its team may be renamed between two rankings. */
export const entryKey = ({ model_slug }: Pick<LeaderboardEntry, 'model_slug'>): string => model_slug;

function changeOf(
  { model, team, version }: LeaderboardEntry,
  before: LeaderboardEntry | undefined,
  after: LeaderboardEntry | undefined,
): ScoreChange {
  return {
    model,
    team,
    version,
    score_before: before?.score ?? null,
    score_after: after?.score ?? null,
    rank_before: before?.rank ?? null,
    rank_after: after?.rank ?? null,
  };
}

/** Content of a published erratum, which is signed. Instants are ISO 8601 in UTC, hashes hex. */
export type ErratumDocument = {
  /** The benchmark's slug. */
  readonly benchmark: string;
  readonly round: number;
  readonly number: number;
  /** The Merkle root of the round's commitment, which fixed the wrong labels. */
  readonly root: string;
  readonly corrections: readonly LabelCorrection[];
  readonly reason: string;
  readonly published_at: string;
  readonly score_changes: readonly ScoreChange[];
  /** The public key for the signature: Ed25519, SubjectPublicKeyInfo in PEM. */
  readonly public_key: string;
};

/**
 * Writes an erratum as RFC 8785 JSON, whose UTF-8 bytes are signed.
 * @throws on a lone surrogate, which no field of an erratum may contain
 */
export function formatErratumDocument(document: ErratumDocument): string {
  const text = formatCanonicalJson(document);
  if (!text.ok) throw new Error(`an erratum has no canonical text: ${text.error}`);
  return text.value;
}
