import { formatDuration } from '@/app/_ui/format-duration';
import { Instant } from '@/app/_ui/instant';
import { Callout } from '@/app/_ui/words/callout';
import { Meter, MeterNote } from '@/app/_ui/words/meter';
import type { QuotaView } from '@/lib/contracts/submission';
import { formatAnswersLeft } from '@/lib/core/feedback/describe-answer';

const width = 300;
const gap = 7.5;
const pegsMax = 20;

/** What a team has left, in the round and today: one peg for each submission, today's underlined. */
export function QuotaMeter({ quota, now }: { quota: QuotaView; now: Date }) {
  const { round, day } = quota;
  const resetsInMs = Date.parse(day.resets_at) - now.getTime();
  return (
    <Meter title="Submissions" label="Quota" figure={round.left} unit={<>of {round.limit} left this round</>}>
      {round.limit <= pegsMax && <Pegs {...round} usedToday={day.used} />}
      <MeterNote>
        <span className={day.left === 0 ? 'text-over' : undefined}>{day.used} used today</span> · at most{' '}
        {day.limit} a day · the day ends <Instant at={day.resets_at} />, in {formatDuration(resetsInMs)}
      </MeterNote>
      {quota.answers && <AnswersLeft answers={quota.answers} />}
      {quota.shared_with.length + quota.answers_shared_with.length > 0 && <SharedQuota quota={quota} />}
    </Meter>
  );
}

/** Answers end sooner than submissions where exposure stops them. */
function AnswersLeft({ answers: { used, left, left_max } }: { answers: NonNullable<QuotaView['answers']> }) {
  return (
    <MeterNote>
      Answers: {used} used. {formatAnswersLeft(left, left_max)}
    </MeterNote>
  );
}

/** Whoever shares a quota or answers must know, and why. */
function SharedQuota({ quota }: { quota: QuotaView }) {
  const { shared_with, answers_shared_with } = quota;
  const isSame = answers_shared_with.length === shared_with.length;
  return (
    <Callout tone="note">
      <p className="leading-[1.45] wrap-anywhere">
        {shared_with.length > 0 && (
          <>
            Your team shares this quota{isSame && ', and the answers,'} with <Names of={shared_with} />.{' '}
          </>
        )}
        {!isSame && (
          <>
            In this round your team shares answers and exposure with <Names of={answers_shared_with} />. They
            were linked after the opening: until the next round opens, the quota stays as it is.{' '}
          </>
        )}
        The maintainers hold you to be the same people. Their reason: “{quota.shared_because}” Nobody else is
        told. If they are wrong, write to them.
      </p>
    </Callout>
  );
}

const Names = ({ of }: { of: QuotaView['shared_with'] }) => (
  <b>{new Intl.ListFormat('en').format(of.map(({ name }) => name))}</b>
);

function Pegs({ limit, used, usedToday }: { limit: number; used: number; usedToday: number }) {
  const step = (width + gap) / limit;
  const peg = step - Math.min(gap, step * 0.3);
  return (
    <svg className="h-auto w-full" viewBox={`0 0 ${width} 30`} aria-hidden="true">
      {Array.from({ length: limit }, (_, i) => {
        const isToday = i < used && i >= used - usedToday;
        const x = i * step;
        const key = `peg ${x}`;
        if (i >= used)
          return (
            <path
              key={key}
              d={`M${x + 0.75} 6.75h${peg - 1.5}v10.5h${1.5 - peg}z`}
              fill="none"
              stroke="var(--sea)"
              strokeWidth="1.5"
            />
          );
        return (
          <g key={key}>
            <path d={`M${x} 6h${peg}v12h${-peg}z`} fill={isToday ? 'var(--ink)' : 'var(--rule-2)'} />
            {isToday && <path d={`M${x} 23h${peg}`} stroke="var(--over)" strokeWidth="2" />}
          </g>
        );
      })}
    </svg>
  );
}
