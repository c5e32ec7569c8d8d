import Link from 'next/link';
import { Section } from '@/app/_ui/page/section';
import { countsNow } from '@/app/_ui/ranking/describe-ranking';
import { CellNote, DataTable, ScrollBox } from '@/app/_ui/table/data-table';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundView } from '@/lib/contracts/round';
import { formatRank, type LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';

type ModelInRounds = {
  readonly slug: string;
  /** Name of the model, from the newest round that ranks it, as is the team's. */
  readonly name: string;
  readonly team: string;
  /** One entry per round, oldest first; null for a round in which the model wasn't scored. */
  readonly entries: readonly (LeaderboardEntry | null)[];
};

/** Maximum number of models shown; each round's own ranking has all models. */
const rowsMax = 100;

type Props = {
  slug: string;
  rounds: readonly RoundView[];
  boards: ReadonlyMap<number, LeaderboardView>;
};

/** A table of every model's rank range in each of the newest official rankings, oldest first. */
export function ModelsSection({ slug, rounds, boards }: Props) {
  const ranked = rounds
    .flatMap(({ number, title }) => {
      const board = boards.get(number);
      return board && countsNow(board) && board.entries.length > 0 ? [{ number, title, board }] : [];
    })
    .reverse();
  if (ranked.length < 2) return null;
  const models = listModelsOverRounds(ranked.map(({ board }) => board));
  const titles = ranked.map(({ title }) => title);
  const missed = models.filter(({ entries }) => entries.includes(null)).length;
  return (
    <Section id="models" title="Models over rounds" aside="rank ranges; shaded: statistical tie for first">
      <ScrollBox label="Rank ranges">
        <DataTable
          look="rounds"
          caption="Rank ranges, round by round"
          rows={models.slice(0, rowsMax)}
          keyOf={({ slug: model }) => model}
          columns={[
            {
              title: 'Model and team',
              isRowHeader: true,
              value: ({ slug: model, name, team }) => (
                <>
                  <Link href={`/benchmarks/${slug}/models/${model}`} prefetch={false}>
                    {name}
                  </Link>
                  <CellNote>{team}</CellNote>
                </>
              ),
            },
            ...ranked.map(({ title }, i) => ({
              title,
              align: 'end' as const,
              cellOf: (model: ModelInRounds) => (model.entries[i]?.tied_with_leader ? 'is-tied' : undefined),
              value: (model: ModelInRounds) => <Rank entry={model.entries[i] ?? null} />,
            })),
            { title: 'Versions', value: (model) => describeVersions(model, titles) },
          ]}
        />
      </ScrollBox>
      <p className="mt-s3 max-w-[68ch] text-small/[1.5] text-ink-2">
        {missed === 0
          ? `All ${models.length} models were scored in all ${ranked.length} rounds.`
          : `A dash: the model wasn’t scored in that round. That is so of ${missed} of ${models.length} models.`}
        {models.length > rowsMax && ` The first ${rowsMax} are shown; each round’s ranking has all.`}
      </p>
    </Section>
  );
}

function Rank({ entry }: { entry: LeaderboardEntry | null }) {
  if (entry === null) return <span className="text-ink-3">–</span>;
  return entry.rank === null ? <small className="text-ink-2">not ranked</small> : <b>{formatRank(entry)}</b>;
}

/** Says which versions of a model were ranked, for example `the same version since February`, or a new version in every round. */
function describeVersions({ entries }: ModelInRounds, titles: readonly string[]): string {
  const scored = entries.flatMap((entry, i) =>
    entry ? [{ version: entry.version, title: titles[i]! }] : [],
  );
  const newest = scored.at(-1)!;
  const since = scored.findLastIndex(({ version }) => version !== newest.version) + 1;
  if (scored.length === 1) return `one round, version ${newest.version}`;
  if (new Set(scored.map(({ version }) => version)).size === scored.length) return 'a new version each round';
  return `the same version since ${scored[since]!.title}`;
}

/**
 * All models of several rankings, each at its place in the newest ranking that has it.
 * @param boards rankings, oldest first
 */
export function listModelsOverRounds(boards: readonly Pick<LeaderboardView, 'entries'>[]): ModelInRounds[] {
  const rows = boards.map(({ entries }) => new Map(entries.map((entry) => [entry.model_slug, entry])));
  const newestOf = new Map<string, LeaderboardEntry>();
  for (const { entries } of boards.toReversed())
    for (const entry of entries) if (!newestOf.has(entry.model_slug)) newestOf.set(entry.model_slug, entry);
  return [...newestOf].map(([slug, { model, team }]) => ({
    ...{ slug, name: model, team },
    entries: rows.map((row) => row.get(slug) ?? null),
  }));
}
