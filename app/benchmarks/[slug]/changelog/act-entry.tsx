import Link from 'next/link';
import { Instant } from '@/app/_ui/instant';
import type { ChangelogEntry } from '@/lib/contracts/changelog';

/** One act, at its time of the day that it stands under. */
export function ActEntry({ slug, entry }: { slug: string; entry: ChangelogEntry }) {
  return (
    <li className="act" id={`act-${entry.id}`}>
      <span className="act-time">
        <Instant at={entry.at} precision="time" />
      </span>
      <div className="act-words">
        <p>
          <SentenceWithRound slug={slug} entry={entry} />
        </p>
        {entry.facts.length > 0 && (
          <dl className="act-facts">
            {entry.facts.map((fact) => (
              <Fact key={fact.name} fact={fact} />
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}

/** The sentence, with the round it speaks of as a link. */
function SentenceWithRound({ slug, entry: { sentence, round } }: { slug: string; entry: ChangelogEntry }) {
  const name = round ? `round ${round.number}, ${round.title}` : '';
  const at = round ? sentence.toLowerCase().indexOf(name.toLowerCase()) : -1;
  if (!round || at < 0) return sentence;
  return (
    <>
      {sentence.slice(0, at)}
      <Link href={`/benchmarks/${slug}/rounds/${round.number}`}>{sentence.slice(at, at + name.length)}</Link>
      {sentence.slice(at + name.length)}
    </>
  );
}

function Fact({ fact: { name, kind, value } }: { fact: ChangelogEntry['facts'][number] }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {kind === 'instant' ? <Instant at={value} local /> : kind === 'hash' ? <code>{value}</code> : value}
      </dd>
    </>
  );
}
