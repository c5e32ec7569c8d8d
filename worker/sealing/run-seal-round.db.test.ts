import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findSealedRound } from '@/db/hidden/vault-queries';
import { mixBits } from '@/lib/core/round/checks/hash-text';
import { scorerVersion } from '@/lib/core/scoring/score-split';
import { createRound } from '@/services/round/create';
import { findCommitment } from '@/services/round/inputs';
import { findRound, listMaintainedRounds } from '@/services/round/view';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark } from '@/testing/make-benchmark';
import { providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { unwrap } from '@/testing/unwrap';
import { decrypt } from '../vault/round-cipher';
import { runCheckTestSet } from './run-check-test-set';
import { runSealRound } from './run-seal-round';

/**
 * A test set out of order, with decomposed Unicode characters, and with an input whose canonical form only
 * RFC 8785 defines.
 */
const items = [
  { id: 'e\u0301', input: { b: 1e21, a: 'x' }, label: 'yes' },
  { id: 'b', input: { b: -0, a: 'e\u0301' }, label: 'no' },
  { id: 'a', input: { b: 0.1, a: '' }, label: 'no' },
  { id: '10', input: { b: 5, a: 'q' }, label: 'yes' },
];

const testSet = items.map((item) => JSON.stringify(item)).join('\n');

describe('sealing of a round', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);

  async function uploadAndSeal(
    slug: string,
    replaces?: number,
  ): Promise<{ number: number; roundId: string }> {
    const uploaded = await upload(slug, testSet, replaces);
    await runSealRound(site.scorer, { roundId: uploaded.roundId, ids: 'kept' });
    return uploaded;
  }

  async function upload(
    slug: string,
    content: string,
    replaces?: number,
  ): Promise<{ number: number; roundId: string }> {
    const request = formRequest({ title: 'Hidden', replaces }, 'test_set', content);
    const { number } = unwrap(await createRound(maintainer, slug, request));
    const [row] = await site.superuser`
      select round_id from rounds join benchmarks using (benchmark_id) where slug = ${slug} and number = ${number}`;
    await runCheckTestSet(site.scorer, { roundId: row?.round_id });
    return { number, roundId: row?.round_id };
  }

  const stateOf = async (roundId: string) =>
    (await site.superuser`select state, check_report from rounds where round_id = ${roundId}`)[0];
  const overlapping = {
    state: 'draft',
    check_report: {
      checks: expect.arrayContaining([expect.objectContaining({ name: 'overlap', outcome: 'block' })]),
    },
  };
  /**
   * Items with distinct inputs, so that overlaps can't happen by chance, and with labels that no order
   * predicts.
   */
  const distinctItems = Array.from({ length: 100 }, (_, i) =>
    JSON.stringify({
      id: `item ${createHash('sha256').update(`${i}`).digest('hex')}`,
      input: { a: `word${i} some${i * 7}` },
      label: mixBits(i + 1) % 2 === 0 ? 'yes' : 'no',
    }),
  ).join('\n');

  it('publishes the root that a visitor computes from the items and the round secret', async () => {
    const slug = await makeBenchmark(maintainer, { classes: ['no', 'yes'], feedback_share: 0.5 });
    const { number, roundId } = await uploadAndSeal(slug);
    const { commitment } = unwrap(await findRound(slug, number));
    expect(commitment).toMatchObject({
      item_count: 4,
      feedback_count: 2,
      final_count: 2,
      scorer_version: scorerVersion,
    });

    const sealed = (await findSealedRound(site.scorer.client.db, roundId))!;
    const key = await site.scorer.identity.open(sealed.sealedKey);
    const secret = decrypt(key, `secret:${roundId}`, sealed.secret);
    const hmac = (text: string) => createHmac('sha256', secret).update(text).digest();
    const sha256 = (...bytes: Uint8Array[]) => createHash('sha256').update(Buffer.concat(bytes)).digest();
    const splitKey = (id: string) => hmac(`split\u0000${id}`).readBigUInt64BE();
    const ids = ['10', 'a', 'b', 'é'];
    const feedback = [...ids].sort((a, b) => (splitKey(a) < splitKey(b) ? -1 : 1)).slice(0, 2);
    const texts: Record<string, (split: string) => string> = {
      10: (split) => `{"id":"10","input":{"a":"q","b":5},"label":"yes","split":"${split}"}`,
      a: (split) => `{"id":"a","input":{"a":"","b":0.1},"label":"no","split":"${split}"}`,
      b: (split) => `{"id":"b","input":{"a":"é","b":0},"label":"no","split":"${split}"}`,
      é: (split) => `{"id":"é","input":{"a":"x","b":1e+21},"label":"yes","split":"${split}"}`,
    };
    const leaves = ids.map((id) => {
      const text = texts[id]!(feedback.includes(id) ? 'feedback' : 'final');
      return sha256(Buffer.from([0]), hmac(id), Buffer.from(text));
    });
    const node = (left: Uint8Array, right: Uint8Array) => sha256(Buffer.from([1]), left, right);
    const root = node(node(leaves[0]!, leaves[1]!), node(leaves[2]!, leaves[3]!));
    expect(commitment?.root).toBe(root.toString('hex'));
  });

  it('lets a sealed round be replaced, and keeps its commitment in the public record', async () => {
    const slug = await makeBenchmark(maintainer, { classes: ['no', 'yes'] });
    const first = await uploadAndSeal(slug);
    const before = unwrap(await findRound(slug, first.number));
    const second = await uploadAndSeal(slug, first.number);
    const after = unwrap(await findRound(slug, first.number));
    expect(after).toMatchObject({ state: 'invalidated', commitment: before.commitment });
    expect(after.invalidation_reason).toContain(`round ${second.number}`);
    const [order] = await site.superuser`select queue_order from rounds where round_id = ${second.roundId}`;
    expect(order?.queue_order).toBe(first.number);
    const [event] = await site.superuser`select detail from audit_events where act = 'round_replaced'`;
    expect(event?.detail).toMatchObject({ round: first.number, root: before.commitment?.root });
  });

  it('names a replaced round under its replacement, not under another draft that was to replace it', async () => {
    const slug = await makeBenchmark(maintainer, { classes: ['no', 'yes'] });
    const first = await uploadAndSeal(slug);
    const winner = await upload(slug, distinctItems, first.number);
    const late = await upload(slug, distinctItems.replaceAll('word', 'other'), first.number);
    for (const { roundId } of [winner, late]) await runSealRound(site.scorer, { roundId, ids: 'kept' });
    const replacedBy = async ({ number }: { number: number }) =>
      unwrap(await findCommitment(slug, number)).replaced.map(({ round }) => round);
    expect(await replacedBy(winner)).toEqual([first.number]);
    expect(await replacedBy(late)).toEqual([]);
    const rounds = unwrap(await listMaintainedRounds(maintainer, slug));
    expect(rounds.map(({ number, state, replaces }) => [number, state, replaces])).toEqual([
      [late.number, 'sealed', null],
      [winner.number, 'sealed', first.number],
      [first.number, 'invalidated', null],
    ]);
  });

  it('compares a test set with the round that it was to replace, once that round has opened', async () => {
    const slug = await makeBenchmark(maintainer, { classes: ['no', 'yes'] });
    const first = await upload(slug, distinctItems);
    await runSealRound(site.scorer, { roundId: first.roundId, ids: 'kept' });
    const second = await upload(slug, distinctItems, first.number);
    await site.superuser`update rounds set state = 'open', opened_at = now(), opens_at = now(), closes_at = now() + interval '1 day'
      where round_id = ${first.roundId}`;
    await runSealRound(site.scorer, { roundId: second.roundId, ids: 'kept' });
    expect(await stateOf(second.roundId)).toMatchObject(overlapping);
  });

  it('seals only one of two test sets with the same items, even if both are sealed concurrently', async () => {
    const slug = await makeBenchmark(maintainer, { classes: ['no', 'yes'] });
    const both = [await upload(slug, distinctItems), await upload(slug, distinctItems)];
    const seal = ({ roundId }: { roundId: string }) => runSealRound(site.scorer, { roundId, ids: 'kept' });
    await Promise.allSettled(both.map(seal));
    const states = await Promise.all(both.map(async ({ roundId }) => (await stateOf(roundId))?.state));
    expect(states.sort()).toEqual(['draft', 'sealed']);
    await Promise.all(both.map(seal));
    const reports = await Promise.all(both.map(({ roundId }) => stateOf(roundId)));
    expect(reports.find((row) => row?.state === 'draft')).toMatchObject(overlapping);
  });

  it('never replaces a round of another benchmark', async () => {
    const [slug, other] = [
      await makeBenchmark(maintainer, { classes: ['no', 'yes'] }),
      await makeBenchmark(maintainer, { classes: ['no', 'yes'] }),
    ];
    const theirs = await uploadAndSeal(other);
    const mine = await upload(slug, testSet);
    await site.superuser`update rounds set replaces_round_id = ${theirs.roundId} where round_id = ${mine.roundId}`;
    await runSealRound(site.scorer, { roundId: mine.roundId, ids: 'kept' });
    expect(await stateOf(mine.roundId)).toMatchObject({ state: 'sealed' });
    expect(await stateOf(theirs.roundId)).toMatchObject({ state: 'sealed' });
  });

  it('replaces only a sealed round', async () => {
    const slug = await makeBenchmark(maintainer, { classes: ['no', 'yes'] });
    const draft = await createRound(maintainer, slug, formRequest({ title: 'A' }, 'test_set', testSet));
    const request = formRequest({ title: 'B', replaces: unwrap(draft).number }, 'test_set', testSet);
    expect(await createRound(maintainer, slug, request)).toMatchObject({
      ok: false,
      error: { kind: 'invalid_request', faults: [{ field: 'replaces' }] },
    });
  });
});
