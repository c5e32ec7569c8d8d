import { formatDuration } from '@/app/_ui/format-duration';
import { Instant } from '@/app/_ui/instant';
import type { QuotaView } from '@/lib/contracts/submission';

const width = 300;
const gap = 7.5;
const pegsMax = 20;

/** What a team has left, in the round and today: one peg for each submission, today's underlined. */
export function QuotaMeter({ quota, now }: { quota: QuotaView; now: Date }) {
  const { round, day } = quota;
  const resetsInMs = Date.parse(day.resets_at) - now.getTime();
  return (
    <section className="meter" aria-label="Quota">
      <h2>Submissions</h2>
      <p className="big">
        <b>{round.left}</b> of {round.limit} left this round
      </p>
      {round.limit <= pegsMax && <Pegs {...round} usedToday={day.used} />}
      <p className="small muted">
        <span className={day.left === 0 ? 'over' : undefined}>{day.used} used today</span> · at most{' '}
        {day.limit} a day · the day ends <Instant at={day.resets_at} />, in {formatDuration(resetsInMs)}
      </p>
      {quota.shared_with.length > 0 && <SharedQuota quota={quota} />}
    </section>
  );
}

/** Whoever shares a quota must know, and why. */
function SharedQuota({ quota }: { quota: QuotaView }) {
  const others = new Intl.ListFormat('en').format(quota.shared_with.map(({ name }) => name));
  return (
    <p className="note small breaks">
      Your team shares this quota, and the answers, with <b>{others}</b>: the maintainers hold you to be the
      same people. Their reason: “{quota.shared_because}” Nobody else is told. If they are wrong, write to
      them.
    </p>
  );
}

function Pegs({ limit, used, usedToday }: { limit: number; used: number; usedToday: number }) {
  const step = (width + gap) / limit;
  const peg = step - Math.min(gap, step * 0.3);
  return (
    <svg className="pegs" viewBox={`0 0 ${width} 30`} aria-hidden="true">
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
