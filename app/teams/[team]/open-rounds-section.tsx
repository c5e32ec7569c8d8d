import Link from 'next/link';
import { Instant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import { CellNote, DataTable } from '@/app/_ui/table/data-table';
import type { TeamPage } from '@/services/page/find-team-page';

type OpenRounds = NonNullable<TeamPage['own']>['openRounds'];

/** For members of a team: the open rounds that the team has entered, and its remaining submissions there. */
export function OpenRoundsSection({ team, rounds }: { team: string; rounds: OpenRounds }) {
  if (rounds.length === 0) return null;
  return (
    <Section title="Open rounds" aside="all members share submissions and feedback">
      <DataTable
        look="records"
        testId="team-open-rounds"
        rows={rounds}
        keyOf={({ benchmark }) => benchmark}
        columns={[
          {
            title: 'Benchmark',
            isRowHeader: true,
            value: ({ benchmark, title, roundTitle }) => (
              <>
                <Link href={`/benchmarks/${benchmark}`} prefetch={false}>
                  <bdi>{title}</bdi>
                </Link>
                <CellNote>
                  <bdi>{roundTitle}</bdi>
                </CellNote>
              </>
            ),
          },
          {
            title: 'Submissions left',
            value: ({ quotaPerRound, usedCount }) =>
              `${Math.max(0, quotaPerRound - usedCount)} of ${quotaPerRound}`,
          },
          { title: 'Closes', value: ({ closesAt }) => <Instant at={closesAt} /> },
          {
            title: 'Action',
            isTitleHidden: true,
            align: 'end',
            value: ({ benchmark, title }) => (
              <Link
                href={`/benchmarks/${benchmark}/submit?team=${team}`}
                prefetch={false}
                aria-label={`Submit to ${title}`}
              >
                Submit
              </Link>
            ),
          },
        ]}
      />
    </Section>
  );
}
