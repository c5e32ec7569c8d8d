import { CorrectionsTable } from '@/app/_ui/errata/corrections-table';
import { countLabels } from '@/app/_ui/errata/count-labels';
import { ErratumPeople } from '@/app/_ui/errata/erratum-people';
import { ScoreChangesTable } from '@/app/_ui/errata/score-changes-table';
import { Instant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
import type { MaintainedErratumView } from '@/lib/contracts/erratum';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** An erratum that two people want and that nobody has published: what it would change, and until when to object. */
export function AnnouncedErratum({
  erratum,
  metric,
}: {
  erratum: MaintainedErratumView;
  metric: MetricName;
}) {
  const { number, corrections, score_changes, objections_until } = erratum;
  return (
    <Section
      id={`erratum-${number}`}
      title={<>Erratum {number}, not published</>}
      aside={countLabels(corrections.length)}
    >
      {objections_until && (
        <Callout tone="note">
          It changes nothing yet. Whoever objects can tell the maintainers or the operator of this site until{' '}
          <Instant at={objections_until} local />; it can be published from then on.
        </Callout>
      )}
      <p className="mt-s4 mb-s4 max-w-[37em] wrap-anywhere">{erratum.reason}</p>
      <ErratumPeople erratum={erratum} />
      <h3 className="mt-s6 mb-s3">What it would change</h3>
      <ScoreChangesTable changes={score_changes ?? []} metric={metric} />
      <h3 className="mt-s6 mb-s3">Labels to correct</h3>
      <CorrectionsTable corrections={corrections} />
    </Section>
  );
}
