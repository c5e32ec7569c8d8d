import { expect, it } from 'vitest';
import type { ModelInRoundView } from '@/lib/contracts/model';
import { type PublicDisclosure, publicDisclosureOf, undisclosed } from '@/lib/core/model/disclosure';
import { groupDisclosures } from './disclosures-section';

const inRound = (round: number, version: string, disclosure: PublicDisclosure | null) =>
  ({ round, title: `Round ${round}`, entry: { version, disclosure } }) as ModelInRoundView;

it('the section on disclosures groups the rounds in which a version has the same disclosure, and separates different ones', () => {
  const nothing = publicDisclosureOf(undisclosed);
  const mit = { ...nothing, licence: 'MIT' };
  const groups = groupDisclosures([
    inRound(5, '2', null),
    inRound(4, '2', mit),
    inRound(3, '1', mit),
    inRound(2, '1', mit),
    inRound(1, '1', nothing),
  ]);
  expect(
    groups.map(({ version, rounds, answers }) => [version, rounds.map(({ round }) => round), answers]),
  ).toEqual([
    ['2', [4], mit],
    ['1', [3, 2], mit],
    ['1', [1], nothing],
  ]);
});
