import { formatCanonicalJson } from '../files/canonical-json';
import type { LabelCorrection, ScoreChange } from './erratum';

/** What a published erratum says, and what is signed of it. Instants are ISO 8601 in UTC, hashes hex. */
export type ErratumDocument = {
  /** The benchmark's slug. */
  readonly benchmark: string;
  readonly round: number;
  readonly number: number;
  /** The root that the round was committed to, by which the wrong labels were held fast. */
  readonly root: string;
  readonly corrections: readonly LabelCorrection[];
  readonly reason: string;
  readonly published_at: string;
  readonly score_changes: readonly ScoreChange[];
  /** The key it is signed with: Ed25519, SubjectPublicKeyInfo in PEM. */
  readonly public_key: string;
};

/** The text whose UTF-8 bytes are signed: RFC 8785. @throws on half a surrogate pair, which no field of an erratum may have */
export function formatErratumDocument(document: ErratumDocument): string {
  const text = formatCanonicalJson(document);
  if (!text.ok) throw new Error(`an erratum has no canonical text: ${text.error}`);
  return text.value;
}
