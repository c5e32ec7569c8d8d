import { slugOf } from '@/lib/core/submission/slug';
import {
  type PackedEstimates,
  type PackedNumbers,
  packEstimates,
  packNumbers,
  unpackEstimates,
  unpackNumbers,
} from './pack-numbers';
import { type PackedTexts, packTexts, unpackTexts } from './pack-texts';
import type { RowFacts } from './row-facts';

/** Facts of few different values, which are sent as they are. */
const plainFacts = [
  ...(['kind', 'isChosen', 'isTied', 'lastMove', 'isOnFewItems', 'correctedScore', 'correctedRank'] as const),
  ...(['evidence', 'openness', 'used', 'isGapMarked', 'bestOf'] as const),
] as const;
type PlainFacts = Pick<RowFacts, (typeof plainFacts)[number]>;

/** The rows of a page, fact by fact: so each name is sent once, and like stands beside like, which packs well. */
export type PackedRows = {
  readonly [Fact in
    | 'slug'
    | 'model'
    | 'version'
    | 'team'
    | 'teamSlug'
    | 'rank'
    | 'lastRank'
    | 'lastVersion']: PackedTexts;
} & {
  readonly plain: { readonly [Fact in keyof PlainFacts]: readonly PlainFacts[Fact][] };
  /** With their limits. */
  readonly score: PackedEstimates;
  readonly equated: PackedEstimates;
  readonly last: PackedEstimates;
  readonly gap: PackedNumbers;
  /** Instants, and their days in words. */
  readonly submitted: readonly [PackedTexts, PackedTexts];
  /** By column. */
  readonly secondary: readonly PackedNumbers[];
};

export function packRows(rows: readonly RowFacts[]): PackedRows {
  const of = <Fact extends keyof RowFacts>(fact: Fact) => rows.map((row) => row[fact]);
  const [models, teams, versions] = [of('model'), of('team'), of('version')];
  return {
    slug: packTexts(of('slug'), guessSlugs(models)),
    model: packTexts(models),
    version: packTexts(versions),
    team: packTexts(teams),
    teamSlug: packTexts(of('teamSlug'), guessSlugs(teams)),
    rank: packTexts(of('rank')),
    lastRank: packTexts(of('lastRank')),
    lastVersion: packTexts(of('lastVersion'), versions),
    plain: packPlain(of),
    score: packEstimates(of('score'), of('limits')),
    equated: packEstimates(of('equated'), of('equatedLimits')),
    last: packEstimates(of('lastScore'), of('lastLimits')),
    gap: packNumbers(of('gap')),
    submitted: [
      packTexts(rows.map(({ submitted }) => submitted?.[0] ?? null)),
      packTexts(rows.map(({ submitted }) => submitted?.[1] ?? null)),
    ],
    secondary: (rows[0]?.secondary ?? []).map((_, column) =>
      packNumbers(rows.map(({ secondary }) => secondary[column] ?? null)),
    ),
  };
}

const packPlain = (
  of: <Fact extends keyof PlainFacts>(fact: Fact) => PlainFacts[Fact][],
): PackedRows['plain'] => ({
  kind: of('kind'),
  isChosen: of('isChosen'),
  isTied: of('isTied'),
  lastMove: of('lastMove'),
  isOnFewItems: of('isOnFewItems'),
  correctedScore: of('correctedScore'),
  correctedRank: of('correctedRank'),
  evidence: of('evidence'),
  openness: of('openness'),
  used: of('used'),
  isGapMarked: of('isGapMarked'),
  bestOf: of('bestOf'),
});

/** Addresses are made of names, and mostly of nothing else. Of names in plain letters every browser makes the same one. */
const guessSlugs = (names: readonly (string | null)[]): (string | null)[] =>
  names.map((name) => (name !== null && /^[ -~]*$/.test(name) ? slugOf(name, '') : null));

export function unpackRows(packed: PackedRows): RowFacts[] {
  const [models, teams, versions] = [
    unpackTexts(packed.model),
    unpackTexts(packed.team),
    unpackTexts(packed.version),
  ];
  const texts = {
    slug: unpackTexts(packed.slug, guessSlugs(models)),
    teamSlug: unpackTexts(packed.teamSlug, guessSlugs(teams)),
    rank: unpackTexts(packed.rank),
    lastRank: unpackTexts(packed.lastRank),
    lastVersion: unpackTexts(packed.lastVersion, versions),
  };
  const [score, equated, last] = [packed.score, packed.equated, packed.last].map(unpackEstimates);
  const gap = unpackNumbers(packed.gap);
  const [instants, days] = packed.submitted.map((column) => unpackTexts(column));
  const secondary = packed.secondary.map(unpackNumbers);
  return models.map((model, at) => ({
    slug: texts.slug[at]!,
    model: model!,
    version: versions[at]!,
    team: teams[at]!,
    teamSlug: texts.teamSlug[at]!,
    rank: texts.rank[at]!,
    lastRank: texts.lastRank[at]!,
    lastVersion: texts.lastVersion[at]!,
    kind: packed.plain.kind[at]!,
    isChosen: packed.plain.isChosen[at]!,
    isTied: packed.plain.isTied[at]!,
    lastMove: packed.plain.lastMove[at]!,
    isOnFewItems: packed.plain.isOnFewItems[at]!,
    correctedScore: packed.plain.correctedScore[at]!,
    correctedRank: packed.plain.correctedRank[at]!,
    evidence: packed.plain.evidence[at]!,
    openness: packed.plain.openness[at]!,
    used: packed.plain.used[at]!,
    isGapMarked: packed.plain.isGapMarked[at]!,
    bestOf: packed.plain.bestOf[at]!,
    score: score!.numbers[at]!,
    limits: score!.limits[at]!,
    equated: equated!.numbers[at]!,
    equatedLimits: equated!.limits[at]!,
    lastScore: last!.numbers[at]!,
    lastLimits: last!.limits[at]!,
    gap: gap[at]!,
    submitted: instants![at] ? [instants![at]!, days![at]!] : null,
    secondary: secondary.map((column) => column[at]!),
  }));
}
