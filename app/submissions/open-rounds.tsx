import { ButtonLink } from '@/app/_ui/controls/button-link';
import { RoundGlyph } from '@/app/_ui/glyphs/round-glyph';
import { Instant } from '@/app/_ui/instant';
import type { SubmissionsPage } from '@/services/page/find-submissions-page';

/** The rounds that take submissions now, each with its way in. */
export function OpenRounds({ open }: { open: SubmissionsPage['open'] }) {
  if (open.length === 0) return <p className="muted">No round is open.</p>;
  return (
    <ul className="rows">
      {open.map(({ slug, title, roundTitle, closesAt }) => (
        <li key={slug}>
          <span className="ev over">
            <RoundGlyph state="open" />
          </span>
          <span>
            <b>{title}</b>, {roundTitle}
            {closesAt && (
              <span className="small muted">
                closes <Instant at={closesAt.toISOString()} />
              </span>
            )}
          </span>
          <ButtonLink href={`/benchmarks/${slug}/submit`}>Submit</ButtonLink>
        </li>
      ))}
    </ul>
  );
}
