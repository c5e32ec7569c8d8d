import { formatCanonicalJson } from '../files/canonical-json';
import type { LabelCorrection, ScoreChange } from './erratum';

/** Content of a published erratum, which is signed. Instants are ISO 8601 in UTC, hashes hex. */
export type ErratumDocument = {
  /** The benchmark's slug. */
  readonly benchmark: string;
  readonly round: number;
  readonly number: number;
  /** The root of the round's commitment, which fixed the wrong labels. */
  readonly root: string;
  readonly corrections: readonly LabelCorrection[];
  readonly reason: string;
  readonly published_at: string;
  readonly score_changes: readonly ScoreChange[];
  /** The signing key: Ed25519, SubjectPublicKeyInfo in PEM. */
  readonly public_key: string;
};

/** The text whose UTF-8 bytes are signed: RFC 8785. @throws on half a surrogate pair, which no field of an erratum may have */
export function formatErratumDocument(document: ErratumDocument): string {
  const text = formatCanonicalJson(document);
  if (!text.ok) throw new Error(`an erratum has no canonical text: ${text.error}`);
  return text.value;
}
