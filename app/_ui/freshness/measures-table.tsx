import type { FreshnessView } from '@/lib/contracts/freshness';
import { Description, Descriptions } from '../words/descriptions';

type Measures = NonNullable<FreshnessView['measures']>;

/**
 * What a round's freshness was decided from.
 * @param isOpen then its models aren't compared yet
 */
export function MeasuresTable({ measures, isOpen }: { measures: Measures; isOpen: boolean }) {
  const { exposure, frozen_models, adapted_models, final_item_count, tolerance, gap, drop } = measures;
  return (
    <Descriptions>
      <Description term="Exposure">
        {exposure === null ? 'not known' : `${(exposure * 100).toFixed(1)} %`}
        <Note>aging from 50 %, stale above 100 %</Note>
      </Description>
      <Description term="Gap">
        <ExcessWords excess={gap} tolerance={tolerance} />
        <Note>feedback items less final ones, models of the round against frozen ones</Note>
      </Description>
      <Description term="Drop">
        <ExcessWords excess={drop} tolerance={tolerance} />
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

function ExcessWords({ excess, tolerance }: { excess: Measures['gap']; tolerance: number }) {
  if (excess === null) return <>not measured</>;
  return (
    <>
      {points(excess.estimate)} points: above {points(excess.lower_95)} and below {points(excess.upper_95)},
      each at 95 %; {points(tolerance)} is tolerated
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

const points = (share: number): string => (100 * share).toFixed(2).replace('-', '−');

const countOf = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
