import { areaBetween, type HeightOf, stepsOf, ticksOf } from './attack-paths';
import type { AttackSeries } from './attack-series';

/** Hundredths of the metric. */
type Scale = { lower: number; upper: number };

/** What is written below the title, at the ends of the two lines and, where these part, between them. */
export type PanelWords = { answers: string; feedback: string; final: string; gap: string | null };

/**
 * One round of the attack: the score of the file that it kept, on both parts, and a tick for each answer. Lines are stretched to the
 * width that there is and words are not, so that nothing is ever shrunk.
 * @param label what the drawing shows, for whoever can't see it
 */
export function AttackPanel({
  title,
  label,
  series,
  scale,
  words,
}: {
  title: string;
  label: string;
  series: AttackSeries;
  scale: Scale;
  words: PanelWords;
}) {
  const heightOf = (score: number) => 100 - (100 * (100 * score - scale.lower)) / (scale.upper - scale.lower);
  const ofFeedback = endOf(series.feedback).map(heightOf);
  const ofFinal = endOf(series.final).map(heightOf);
  const isClimbing = ofFeedback.at(-1)! < ofFinal.at(-1)!;
  return (
    <div className="min-w-0 text-micro/[1.3]">
      <p className="font-semibold text-ink">{title}</p>
      <p className="text-ink-3">{words.answers}</p>
      <div role="img" aria-label={label} className="relative mt-s3 mb-20 ml-30 h-240 max-phone:h-220">
        <Lines series={series} scale={scale} heightOf={heightOf} />
        <Axes scale={scale} heightOf={heightOf} count={series.feedback.length} />
        <LineEnd heights={ofFeedback} isAbove={isClimbing} tone="text-over">
          {words.feedback}
        </LineEnd>
        <LineEnd heights={ofFinal} isAbove={!isClimbing} tone="text-sea">
          {words.final}
        </LineEnd>
        {words.gap && (
          <span
            className="absolute right-0 -translate-y-1/2 whitespace-nowrap text-ink-2"
            style={{ top: `${(ofFeedback[0]! + ofFinal[0]!) / 2}%` }}
          >
            {words.gap}
          </span>
        )}
      </div>
    </div>
  );
}

function Lines({
  series: { feedback, final, learnt },
  scale,
  heightOf,
}: {
  series: AttackSeries;
  scale: Scale;
  heightOf: HeightOf;
}) {
  return (
    <svg
      className="absolute inset-0 size-full overflow-visible [&_*]:[vector-effect:non-scaling-stroke]"
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      fill="none"
      aria-hidden="true"
    >
      <path d={areaBetween(highest(feedback, final), final, heightOf)} className="fill-over-t" />
      {stepsOfScale(scale).map((step) => (
        <path
          key={step}
          d={`M0 ${heightOf(step / 100)}H100`}
          className={step === scale.lower ? 'stroke-rule-2' : 'stroke-rule'}
        />
      ))}
      <path d={ticksOf(learnt, 'no-better', 3)} className="stroke-rule-2" />
      <path d={ticksOf(learnt, 'better', 5)} className="stroke-over stroke-[1.5]" />
      {/* A double line: by night some eyes see both colours as one. */}
      <path d={stepsOf(final, heightOf)} className="stroke-sea stroke-[3.5]" />
      <path d={stepsOf(final, heightOf)} className="stroke-paper stroke-1" />
      <path d={stepsOf(feedback, heightOf)} className="stroke-over stroke-[2.25]" />
    </svg>
  );
}

const stepsOfScale = ({ lower, upper }: Scale): number[] =>
  Array.from({ length: (upper - lower) / 5 + 1 }, (_, i) => lower + 5 * i);

/** The numbers at the lines of the scale, and of the submissions. */
function Axes({ scale, heightOf, count }: { scale: Scale; heightOf: HeightOf; count: number }) {
  return (
    <span className="text-ink-3">
      {stepsOfScale(scale).map((step) => (
        <span
          key={step}
          className="absolute right-full mr-8 -translate-y-1/2"
          style={{ top: `${heightOf(step / 100)}%` }}
        >
          {step}
        </span>
      ))}
      <span className="absolute top-full left-0 mt-4">1</span>
      <span className="absolute top-full left-1/2 mt-4 -translate-x-1/2">{Math.round(count / 2)}</span>
      <span className="absolute top-full right-0 mt-4">{count} submissions</span>
    </span>
  );
}

/** What stands at the end of a line reaches back over less than half of it. */
const endOf = (scores: readonly number[]): readonly number[] => scores.slice(Math.floor(scores.length / 2));

/** Only where the first is above the second is there anything between them. */
const highest = (one: readonly number[], other: readonly number[]): number[] =>
  one.map((score, i) => Math.max(score, other[i] ?? score));

/** Above the highest or below the lowest point of what it stands beside, so that the line doesn't run through it. */
function LineEnd({
  heights,
  isAbove,
  tone,
  children,
}: {
  heights: readonly number[];
  isAbove: boolean;
  tone: string;
  children: string;
}) {
  return (
    <span
      className={`absolute right-0 font-semibold whitespace-nowrap [text-shadow:0_0_3px_var(--paper),0_0_3px_var(--paper),0_0_2px_var(--paper)] ${isAbove ? '-translate-y-[calc(100%+4px)]' : 'translate-y-[5px]'} ${tone}`}
      style={{ top: `${isAbove ? Math.min(...heights) : Math.max(...heights)}%` }}
    >
      {children}
    </span>
  );
}
