import { ButtonLink } from '@/app/_ui/controls/button-link';
import { RoundGlyph } from '@/app/_ui/glyphs/round-glyph';
import { Instant } from '@/app/_ui/instant';
import type { SubmissionsPage } from '@/services/page/find-submissions-page';

/** The rounds that take submissions now, each with its way in. */
export function OpenRounds({ open }: { open: SubmissionsPage['open'] }) {
  if (open.length === 0) return <p className="text-ink-2">No round is open.</p>;
  return (
    <ul>
      {open.map(({ slug, title, roundTitle, closesAt }) => (
        <li
          key={slug}
          className="grid grid-cols-[16px_1fr_auto] items-center gap-s3 border-t border-rule py-10 first:border-t-0 first:pt-0"
        >
          <span className="flex text-over">
            <RoundGlyph state="open" />
          </span>
          <span>
            <bdi className="font-semibold">{title}</bdi>, <bdi>{roundTitle}</bdi>
            {closesAt && (
              <span className="block text-small text-ink-2">
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
