import { createHmac } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { nodeHasher } from '@/adapters/node-hasher';
import { objectKeys } from '@/adapters/object-store/object-store';
import { findSealedRound } from '@/db/hidden/vault-queries';
import { parseArchive } from '@/lib/contracts/round-archive';
import { verifyItems } from '@/lib/core/commitment/verify-items';
import { mixBits } from '@/lib/core/round/checks/hash-text';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { createRound } from '@/services/round/create';
import { openRound, revealRound } from '@/services/round/openings';
import { sealRound } from '@/services/round/seal';
import { listMaintainedRounds } from '@/services/round/view';
import { formRequest } from '@/testing/form-request';
import { findRoundIds, makeBenchmark } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { awaitFinal, closeAndRank, submitPredictions } from '@/testing/submit-predictions';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { decrypt } from '../vault/round-cipher';

const count = 60;

const labelAt = (i: number) => (mixBits(i + 1) % 2 === 0 ? 'yes' : 'no');

const testSetOf = (idOf: (i: number) => string) =>
  `id,size,label\n${Array.from({ length: count }, (_, i) => `${idOf(i)},${i},${labelAt(i)}`).join('\n')}\n`;

/** Makes ids whose last letter reveals the label. */
const leakingId = (i: number) => `item ${i}${labelAt(i) === 'yes' ? 'y' : 'n'}`;

describe('order and ids of published inputs', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);

  async function upload(slug: string, testSet: string) {
    const request = formRequest({ title: 'A round' }, 'test_set', testSet);
    const { number } = unwrap(await createRound(maintainer, slug, request));
    await waitUntil(async () =>
      unwrap(await listMaintainedRounds(maintainer, slug)).some(
        (r) => r.number === number && r.check !== null,
      ),
    );
    const { roundId } = await findRoundIds(site, slug, number);
    return { number, roundId };
  }

  async function readInputs(roundId: string): Promise<string[][]> {
    const { stream } = await site.scorer.objects.open(objectKeys.inputs(roundId));
    const [, ...lines] = (await buffer(stream)).toString().trimEnd().split('\n');
    return lines.map((line) => line.split(','));
  }

  async function openSecret(roundId: string): Promise<Buffer> {
    const sealed = (await findSealedRound(site.scorer.client.db, roundId))!;
    return decrypt(await site.scorer.identity.open(sealed.sealedKey), `secret:${roundId}`, sealed.secret);
  }

  const orderOf = (secret: Buffer, ids: readonly string[]) => {
    const keyOf = (id: string) =>
      createHmac('sha256', secret).update(`order\u0000${id}`).digest().readBigUInt64BE();
    return [...ids].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  };

  it('don’t depend on an item’s position in the test set, since the round secret draws the order', async () => {
    const slug = await makeBenchmark(maintainer);
    const own = Array.from({ length: count }, (_, i) => `i${mixBits(i)}`);
    const { number, roundId } = await upload(
      slug,
      testSetOf((i) => own[i]!),
    );
    expect(unwrap(await sealRound(maintainer, slug, number)).commitment).toMatchObject({
      inputs_order: 'drawn',
    });
    unwrap(await openRound(maintainer, slug, number));
    const ids = (await readInputs(roundId)).map(([id]) => id);
    expect(ids).toEqual(orderOf(await openSecret(roundId), own));
    expect(ids).not.toEqual(own);
    expect(ids).not.toEqual([...own].sort());
  });

  it('can be pseudonymous, used by submissions and mapped to the original ids in the archive', async () => {
    const slug = await makeBenchmark(maintainer, { classes: ['no', 'yes'] });
    const { number, roundId } = await upload(slug, testSetOf(leakingId));
    expect(await sealRound(maintainer, slug, number)).toMatchObject({
      ok: false,
      error: { kind: 'test_set_blocked', checks: ['ids'] },
    });
    expect(unwrap(await sealRound(maintainer, slug, number, { new_ids: true }))).toMatchObject({
      state: 'sealed',
      commitment: { ids: 'drawn' },
    });
    unwrap(await openRound(maintainer, slug, number));
    const inputs = await readInputs(roundId);
    const secret = await openSecret(roundId);
    for (const [id, size] of inputs) {
      expect(id).toMatch(/^[a-z2-7]{20}$/);
      const drawn = createHmac('sha256', secret)
        .update(`id\u0000${leakingId(Number(size))}`)
        .digest()
        .subarray(0, 12);
      expect(Buffer.from(decodeBase32(id!)).subarray(0, 12)).toEqual(drawn);
    }
    expect(inputs.map(([id]) => id)).toEqual(
      orderOf(
        secret,
        inputs.map(([id]) => id!),
      ),
    );

    const researcher = await makePerson(site);
    const file = `id,prediction\n${inputs.map(([id, size]) => `${id},${labelAt(Number(size))}`).join('\n')}\n`;
    const { id } = await submitPredictions(researcher, slug, file);
    expect((await awaitFinal(researcher, id)).state).toBe('scored');
    await closeAndRank(maintainer, slug, number);
    expect(unwrap(await findLeaderboard(slug, number)).entries[0]).toMatchObject({ score: 1 });

    expect(unwrap(await revealRound(maintainer, slug, number)).state).toBe('revealed');
    const read = async (name: string) =>
      buffer((await site.scorer.objects.open(objectKeys.archiveFile(roundId, name))).stream);
    const archive = unwrap(parseArchive(await read('archive.json')));
    expect((await verifyItems(archive, nodeHasher)).findings).toEqual([]);
    for (const item of archive.items)
      expect(item.original_id).toBe(leakingId(Number((item.input as { size: string }).size)));
    expect((await read('items.csv')).toString().split('\n')[0]).toContain('original_id');

    const [first, second, ...rest] = archive.items;
    const swapped = [
      { ...first!, original_id: second!.original_id },
      { ...second!, original_id: first!.original_id },
      ...rest,
    ];
    const { findings } = await verifyItems({ ...archive, items: swapped } as typeof archive, nodeHasher);
    expect(findings.map(({ what, position }) => [what, position])).toEqual([
      ['id', 0],
      ['id', 1],
    ]);
  });
});

function decodeBase32(text: string): number[] {
  const bits = [...text]
    .map((c) => 'abcdefghijklmnopqrstuvwxyz234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('');
  return Array.from({ length: Math.floor(bits.length / 8) }, (_, i) =>
    Number.parseInt(bits.slice(8 * i, 8 * i + 8), 2),
  );
}
