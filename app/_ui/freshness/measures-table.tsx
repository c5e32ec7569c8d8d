import type { FreshnessView } from '@/lib/contracts/freshness';

type Measures = NonNullable<FreshnessView['measures']>;

/** What a round's freshness was decided from. */
export function MeasuresTable({ measures }: { measures: Measures }) {
  const { exposure, frozen_models, adapted_models, final_item_count, tolerance, gap, drop } = measures;
  return (
    <dl className="disc">
      <dt>Exposure</dt>
      <dd>
        {exposure === null ? 'not known' : `${(exposure * 100).toFixed(1)} %`}
        <span className="small muted"> aging from 50 %, stale above 100 %</span>
      </dd>
      <dt>Gap</dt>
      <dd>
        <ExcessWords excess={gap} tolerance={tolerance} />
        <span className="small muted">
          {' '}
          feedback items less final ones, models of the round against frozen ones
        </span>
      </dd>
      <dt>Drop</dt>
      <dd>
        <ExcessWords excess={drop} tolerance={tolerance} />
        <span className="small muted">
          {' '}
          from round to round, beyond what frozen models of the same strength lose
        </span>
      </dd>
      <dt>Compared</dt>
      <dd>
        {countOf(frozen_models, 'frozen model')} and {countOf(adapted_models, 'model')} made during the round
        <span className="small muted"> six frozen ones are needed</span>
      </dd>
      <dt>Final part</dt>
      <dd>
        {countOf(final_item_count, 'item')}
        <span className="small muted"> 200 are needed</span>
      </dd>
    </dl>
  );
}

function ExcessWords({ excess, tolerance }: { excess: Measures['gap']; tolerance: number }) {
  if (excess === null) return <>not measured</>;
  return (
    <>
      {points(excess.estimate)} points, between {points(excess.lower_95)} and {points(excess.upper_95)}
      <span className="small muted"> one-sided 95 % limits; {points(tolerance)} is tolerated</span>
    </>
  );
}

const points = (share: number): string => (100 * share).toFixed(2).replace('-', '−');

const countOf = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
