import type { Archive } from './archive';
import type { Hasher } from './hasher';
import {
  type ArchiveFinding,
  type CheckLine,
  type FindingKind,
  formatCount,
  lineOf,
  skipped,
} from './verification-report';
import { findingsShownMax, verifyItems } from './verify-items';

/** Checks an archive's items against its commitment, with one line per kind of check. */
export async function verifyArchiveItems(
  archive: Archive,
  hasher: Hasher,
  onProgress: (share: number) => void,
): Promise<{ lines: CheckLine[]; root: string }> {
  const { findings, root } = await verifyItems(archive, hasher, onProgress);
  const findingsOf = (...kinds: FindingKind[]): ArchiveFinding[] =>
    findings
      .filter(({ what }) => kinds.includes(what))
      .map(({ what, id, position, detail }) => ({
        what,
        subject: id === null ? null : `${id} (item ${position! + 1})`,
        detail,
      }));
  const { items, commitment } = archive;
  const itemsText = formatCount(items.length, 'item');
  const secret = findingsOf('secret');
  const nonces = findingsOf('secret', 'nonce');
  const splits = findingsOf('split');
  const leaves = findingsOf('leaf');
  return {
    root,
    lines: [
      lineOf(
        findingsOf('id', 'order', 'count'),
        `${formatCount(items.length, 'id')}, each once and in order: as many as committed, ${formatCount(commitment.feedback_count, 'item')} in the feedback split and ${formatCount(commitment.final_count, 'item')} in the final split.`,
        'Ids or counts are not as committed.',
      ),
      lineOf(
        nonces,
        `${formatCount(items.length, 'nonce follows', 'nonces follow')} from the round secret.`,
        secret.length > 0
          ? 'The nonces do not follow from the round secret.'
          : `${shown(nonces)} of ${itemsText} ${nonces.length === 1 ? 'has a nonce that does' : 'have nonces that do'} not follow from the round secret.`,
      ),
      secret.length > 0
        ? skipped('Parts were not drawn again: the round secret is wrong.')
        : lineOf(
            splits,
            `${itemsText} drawn again: each is in the split that the round secret draws it into.`,
            `${shown(splits)} of ${itemsText} ${splits.length === 1 ? 'is' : 'are'} in another split than the round secret draws.`,
          ),
      lineOf(
        leaves,
        `${formatCount(items.length, 'leaf', 'leaves')} computed again: each is the SHA-256 of its nonce, id, input, label, split and slices.`,
        `${shown(leaves)} of ${itemsText} ${leaves.length === 1 ? 'does' : 'do'} not give ${leaves.length === 1 ? 'its' : 'their'} listed leaf: id, input, label, part or a slice was changed.`,
      ),
      lineOf(
        findingsOf('root'),
        `The leaves give the committed root ${root.slice(0, 16)}….`,
        'The leaves do not give the committed root.',
      ),
    ],
  };
}

/** Some findings may have been counted but not kept. */
const shown = (findings: readonly ArchiveFinding[]): string =>
  findings.length >= findingsShownMax ? `${findings.length} or more` : String(findings.length);
