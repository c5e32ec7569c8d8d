import Link from 'next/link';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { SelectField, TextField } from '@/app/_ui/forms/form-fields';
import { Instant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import { CellNote, DataTable } from '@/app/_ui/table/data-table';
import type { PseudonymView } from '@/lib/contracts/team';
import { putUnderPseudonym } from './actions';

type Props = {
  team: string;
  isCaptain: boolean;
  pseudonyms: readonly PseudonymView[];
  /** Benchmarks that the team may still enter under a pseudonym. */
  benchmarks: readonly { slug: string; title: string }[];
  /**
   * Slug of the benchmark from whose submit page the reader comes, since an unlisted benchmark isn't in `benchmarks`; null for
   * none.
   */
  asked: string | null;
};

/**
 * The pseudonyms under which a team appears in single benchmarks until a date, for its members; for captains also the form for
 * a new one.
 */
export function PseudonymSection({ team, isCaptain, pseudonyms, benchmarks, asked }: Props) {
  const choices = benchmarks.map(({ slug, title }) => ({ value: slug, title }));
  if (asked !== null && !choices.some(({ value }) => value === asked))
    choices.push({ value: asked, title: asked });
  if (pseudonyms.length === 0 && !isCaptain) return null;
  return (
    <Section title="Pseudonyms" id="pseudonyms" aside="for papers under double-blind review">
      {pseudonyms.length > 0 && (
        <DataTable
          look="records"
          testId="pseudonyms"
          rows={pseudonyms}
          keyOf={({ team: address }) => address}
          columns={[
            {
              title: 'Pseudonym',
              isRowHeader: true,
              value: ({ team: address, name }) => (
                <Link href={`/teams/${address}`} prefetch={false}>
                  <bdi className="wrap-anywhere">{name}</bdi>
                </Link>
              ),
            },
            {
              title: 'Benchmark',
              value: ({ benchmark: { slug, title } }) => (
                <Link href={`/benchmarks/${slug}`} prefetch={false}>
                  {title}
                </Link>
              ),
            },
            {
              title: 'Until',
              value: ({ until, ended }) => (
                <>
                  <Instant at={until} precision="day" />
                  <CellNote>{ended ? 'ended: the team’s name is shown' : 'in force'}</CellNote>
                </>
              ),
            },
          ]}
        />
      )}
      {isCaptain && (
        <ActionForm
          action={putUnderPseudonym}
          about={{ team }}
          shape="folded"
          foldedUnder="Enter a benchmark under a pseudonym"
          button="Set the pseudonym"
          busy="Setting it"
          note={
            <>
              Only before your first submission there, and never moved or removed. Until the date, others read
              the pseudonym wherever they would read your team’s name, and this page doesn’t list the
              benchmark. The people who run the benchmark, and the site’s operators, see your team’s name.
              Names of models, notes in their disclosures and links stay as you write them, so let them name
              nobody. An archive that is published before the date keeps the pseudonym for good.
            </>
          }
        >
          <SelectField
            name="pseudonym_benchmark"
            label="Benchmark"
            hint="Those that you may enter and your team has not entered. To an unlisted one, begin at its submit page."
            groups={[{ title: null, options: choices }]}
            defaultValue={asked ?? undefined}
            required
          />
          <TextField name="pseudonym" label="Pseudonym" minLength={2} maxLength={60} required />
          <TextField name="until" label="Until" hint="a day within 12 months, UTC" type="date" required />
        </ActionForm>
      )}
    </Section>
  );
}
