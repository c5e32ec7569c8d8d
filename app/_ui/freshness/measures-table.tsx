import type { FreshnessView } from '@/lib/contracts/freshness';
import { formatExcess } from '@/lib/core/freshness/describe-reason';
import { excessTolerances } from '@/lib/core/freshness/excess';
import { Description, Descriptions } from '../words/descriptions';

type Measures = NonNullable<FreshnessView['measures']>;

/**
 * What a round's freshness was decided from.
 * @param isOpen then its models aren't compared yet
 */
export function MeasuresTable({ measures, isOpen }: { measures: Measures; isOpen: boolean }) {
  const { exposure, pooled_exposure, frozen_models, adapted_models, final_item_count, gap, drop } = measures;
  return (
    <Descriptions>
      <Description term="Worst exposure">
        {percent(exposure)}
        <Note>of the team, or of the linked teams, that had most answers: stale above 100 %</Note>
        {pooled_exposure > 1 && (
          <Note>{`If all teams were one, it would be ${percent(pooled_exposure)}. That is no reason for any state.`}</Note>
        )}
      </Description>
      <Description term="Gap">
        <ExcessWords excess={gap} />
        <Note>feedback items less final ones, models of the round against frozen ones</Note>
      </Description>
      <Description term="Drop">
        <ExcessWords excess={drop} />
        <Note>from round to round, beyond what frozen models of the same strength lose</Note>
      </Description>
      <Description term="Compared">
        {isOpen
          ? 'no models before the official ranking'
          : `${countOf(frozen_models, 'frozen model')} and ${countOf(adapted_models, 'model')} made during the round`}
        <Note>six frozen ones are needed</Note>
      </Description>
      <Description term="Final part">
        {countOf(final_item_count, 'item')}
        <Note>200 are needed</Note>
      </Description>
    </Descriptions>
  );
}

function ExcessWords({ excess }: { excess: Measures['gap'] }) {
  if (excess === null) return <>not measured</>;
  const { unit, estimate, lower_95, upper_95 } = excess;
  return (
    <>
      {formatExcess(estimate, unit)}: above {formatExcess(lower_95, unit)} and below{' '}
      {formatExcess(upper_95, unit)}, each at 95 %. Fresh needs less than{' '}
      {formatExcess(2 * excessTolerances[unit], unit, 0)}.
    </>
  );
}

function Note({ children }: { children: string }) {
  return (
    <>
      <br />
      <span className="text-small text-ink-2">{children}</span>
    </>
  );
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const countOf = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
