import { formatCanonicalJson } from '../files/canonical-json';
import type { Commitment } from '../round/round';
import type { Archive, ArchiveItem } from './archive';
import {
  computeNonces,
  computeSplitKeys,
  drawIds,
  drawSplits,
  isFeedback,
  type SplitBits,
} from './drawn-secrets';
import { formatHex, type Hasher, isHexOf, parseHashHex } from './hasher';
import {
  computeLeaves,
  computeMerkleRoot,
  createHashColumn,
  type HashColumn,
  hashAt,
  type LeafItem,
  setHashes,
} from './merkle-tree';
import {
  type ArchiveFinding,
  type CheckLine,
  createFindingList,
  type Finding,
  type FindingKind,
  type FindingList,
  formatCount,
  lineOf,
  skipped,
} from './verification-report';

/** Maximum number of findings of each kind that the report lists; further findings are only counted. */
export const findingsShownMax = 100;

/** The part of an archive that its commitment covers. */
export type CommittedArchive = Pick<Archive, 'secret'> & {
  readonly items: readonly Pick<
    ArchiveItem,
    'id' | 'original_id' | 'input' | 'label' | 'split' | 'slices' | 'nonce' | 'leaf'
  >[];
  readonly commitment: Pick<Commitment, 'root' | 'item_count' | 'feedback_count' | 'final_count' | 'ids'>;
};

export type Verification = {
  /** The listed findings; empty if the items are exactly those that were sealed. */
  readonly findings: readonly Finding[];
  /** Number of all findings, including findings that aren't listed. */
  readonly findingCount: number;
  /** The Merkle root computed from the items, in hex. */
  readonly root: string;
};

/**
 * Checks a revealed round's items against its commitment: ids and their order, counts, nonces and splits by the round secret, each
 * leaf, and the root.
 *
 * The root is computed from the items with the nonces of the secret, not from the leaves that the archive lists. Those serve to
 * name the item that is wrong: where content was changed together with its listed leaf, the root reveals a change, but not which
 * item.
 * @param archive its shape must have been checked; this function checks its texts and numbers
 * @param onProgress share done, 0 to 1, at most 100 times; the last call is 1
 */
export async function verifyItems(
  archive: CommittedArchive,
  hasher: Hasher,
  onProgress: (share: number) => void = () => {},
): Promise<Verification> {
  const { items, commitment } = archive;
  const list = createFindingList(findingsShownMax);
  // Units of work: nonces, split keys and leaves of all items, and the inner nodes of the tree, one fewer than there are
  // leaves.
  const advance = createProgress(Math.max(1, 4 * items.length - 1), onProgress);
  checkIds(items, list);
  checkCounts(items, commitment, list);

  const ids = items.map((item) => item.id);
  const secret = parseHashHex(archive.secret);
  const drawn = secret && (await computeNonces(hasher, secret, ids, advance));
  const hasSecret = drawn !== null && checkNonces(items, drawn, list);
  if (secret === null) {
    list.add(
      'secret',
      'the round secret is not 64 lower-case hexadecimal digits; no nonce or split can be checked',
    );
    advance(items.length);
  }
  if (secret !== null && hasSecret && commitment.ids === 'drawn')
    await checkDrawnIds(items, { hasher, secret, list });
  if (secret !== null && hasSecret) {
    checkSplits(items, await computeSplitKeys(hasher, secret, ids, advance), commitment, list);
  } else advance(items.length);

  const nonces = drawn !== null && hasSecret ? drawn : readListedNonces(items);
  const leaves = await computeLeaves(hasher, listLeafItems(items, list), nonces, advance);
  for (const [position, { id, leaf }] of items.entries()) {
    if (!isHexOf(leaf, hashAt(leaves, position)))
      list.add('leaf', 'id, input, label, slices and split of the item do not give its leaf', {
        id,
        position,
      });
  }
  const root = formatHex(await computeMerkleRoot(hasher, leaves, advance));
  if (items.length === 0) advance(1);
  if (root !== commitment.root)
    list.add('root', `the items give the root ${root}, the commitment has ${commitment.root}`);
  return { findings: list.findings, findingCount: list.count, root };
}

type Items = CommittedArchive['items'];

function checkIds(items: Items, list: FindingList): void {
  for (const [position, { id }] of items.entries()) {
    if (id === '' || id !== id.normalize('NFC') || /[\p{Cc}\p{Cs}]/u.test(id))
      list.add('id', 'the id is empty, not in NFC, or has control characters', { id, position });
    const before = position === 0 ? null : items[position - 1]!.id;
    if (before === null || before < id) continue;
    const detail = before === id ? 'the item before has the same id' : 'the item before has a later id';
    list.add('order', detail, { id, position });
  }
}

/**
 * Checks that the pseudonymous ids follow from the original ids and the round secret, which proves that the original ids are
 * those of the sealed test set.
 */
async function checkDrawnIds(
  items: Items,
  { hasher, secret, list }: { hasher: Hasher; secret: Uint8Array; list: FindingList },
): Promise<void> {
  const drawn = await drawIds(
    hasher,
    secret,
    items.map(({ original_id }) => original_id ?? ''),
  );
  for (const [position, { id, original_id }] of items.entries())
    if (original_id === undefined || drawn[position] !== id)
      list.add('id', 'the round secret does not draw the id from the original_id of the test set', {
        id,
        position,
      });
}

function checkCounts(items: Items, commitment: CommittedArchive['commitment'], list: FindingList): void {
  const counts = {
    item_count: items.length,
    feedback_count: items.filter(({ split }) => split === 'feedback').length,
    final_count: items.filter(({ split }) => split === 'final').length,
  };
  for (const name of ['item_count', 'feedback_count', 'final_count'] as const) {
    if (counts[name] !== commitment[name])
      list.add('count', `${name} is ${commitment[name]} in the commitment, ${counts[name]} in the items`);
  }
}

/**
 * Checks each listed nonce against the round secret. Returns false if no nonce matches: then the secret itself is wrong, and
 * only the secret is reported.
 */
function checkNonces(items: Items, drawn: HashColumn, list: FindingList): boolean {
  const wrong: number[] = [];
  for (const [position, { nonce }] of items.entries())
    if (!isHexOf(nonce, hashAt(drawn, position))) wrong.push(position);
  if (items.length > 1 && wrong.length === items.length) {
    list.add(
      'secret',
      'no nonce follows from the round secret: the secret, or every nonce, was changed; splits can’t be checked',
    );
    return false;
  }
  for (const position of wrong)
    list.add('nonce', 'the nonce is not the one of the round secret', { id: items[position]!.id, position });
  return true;
}

function checkSplits(
  items: Items,
  keys: BigUint64Array,
  { feedback_count: feedbackCount }: CommittedArchive['commitment'],
  list: FindingList,
): void {
  // The check of the counts has already reported an invalid number, and no split can be drawn with such a number.
  if (!Number.isInteger(feedbackCount) || feedbackCount < 0 || feedbackCount > items.length) return;
  const bits = drawSplitsByCount(keys, feedbackCount);
  for (const [position, { id, split }] of items.entries()) {
    const drawn = isFeedback(bits, position) ? 'feedback' : 'final';
    if (split !== drawn)
      list.add('split', `the item is listed as ${split}, the secret draws it into ${drawn}`, {
        id,
        position,
      });
  }
}

/**
 * Reads the nonces that the archive lists, with which leaves can be checked without the secret. An unreadable nonce matches
 * no leaf.
 */
function readListedNonces(items: Items): HashColumn {
  const nonces = createHashColumn(items.length);
  for (const [position, { nonce }] of items.entries()) {
    const bytes = parseHashHex(nonce);
    if (bytes !== null) setHashes(nonces, position, [bytes]);
  }
  return nonces;
}

function* listLeafItems(items: Items, list: FindingList): Generator<LeafItem> {
  for (const [position, { id, input, label, split, slices }] of items.entries()) {
    const inputJson = formatCanonicalJson(input);
    if (!inputJson.ok)
      list.add('leaf', 'the input has no RFC 8785 text: it is too deep or has half of a surrogate pair', {
        id,
        position,
      });
    yield { id, inputJson: inputJson.ok ? inputJson.value : '', label, split, slices };
  }
}

/**
 * Draws the feedback split again from its published number of items: the items with the smallest keys, ties by position. A
 * verifier knows this number, but not the share from which it was rounded.
 */
export function drawSplitsByCount(keys: BigUint64Array, feedbackCount: number): SplitBits {
  if (!Number.isInteger(feedbackCount) || feedbackCount < 0 || feedbackCount > keys.length)
    throw new RangeError(`can't draw ${feedbackCount} of ${keys.length} items`);
  // The product of share and length may differ from the count by rounding, by half a unit in the last place; `drawSplits`
  // rounds it back to the count.
  return drawSplits(keys, keys.length === 0 ? 0 : feedbackCount / keys.length).bits;
}

/**
 * Makes a counter of completed units of work that reports the completed share, 0 to 1, whenever it has grown by a hundredth:
 * at most 100 times. The last report is 1 once all of the work is done.
 */
function createProgress(total: number, onProgress: (share: number) => void): (count: number) => void {
  let done = 0;
  let reported = 0;
  return (count) => {
    done += count;
    const hundredths = Math.floor((100 * done) / total);
    if (hundredths <= reported) return;
    reported = hundredths;
    onProgress(hundredths / 100);
  };
}

/** Checks an archive's items against its commitment, with one line of the report per kind of check. */
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
        ? skipped('Splits were not drawn again: the round secret is wrong.')
        : lineOf(
            splits,
            `${itemsText} drawn again: each is in the split that the round secret draws it into.`,
            `${shown(splits)} of ${itemsText} ${splits.length === 1 ? 'is' : 'are'} in another split than the round secret draws.`,
          ),
      lineOf(
        leaves,
        `${formatCount(items.length, 'leaf', 'leaves')} computed again: each is the SHA-256 of its nonce, id, input, label, split and slices.`,
        `${shown(leaves)} of ${itemsText} ${leaves.length === 1 ? 'does' : 'do'} not give ${leaves.length === 1 ? 'its' : 'their'} listed leaf: id, input, label, split or slices were changed.`,
      ),
      lineOf(
        findingsOf('root'),
        `The leaves give the committed root ${root.slice(0, 16)}….`,
        'The leaves do not give the committed root.',
      ),
    ],
  };
}

/** Number of findings; there may be more than the listed maximum. */
const shown = (findings: readonly ArchiveFinding[]): string =>
  findings.length >= findingsShownMax ? `${findings.length} or more` : String(findings.length);
