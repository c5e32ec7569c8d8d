import { ButtonLink } from '@/app/_ui/controls/button-link';
import type { TeamPage } from '@/services/page/find-team-page';

/** Which of a team's many models the page shows, and the ways on. */
export function TeamPages({
  team: { slug, models, modelCount, offset, page, pageCount },
}: {
  team: Pick<TeamPage, 'slug' | 'models' | 'modelCount' | 'offset' | 'page' | 'pageCount'>;
}) {
  if (pageCount < 2) return null;
  const addressOf = (to: number) => (to === 1 ? `/teams/${slug}` : `/teams/${slug}?page=${to}`);
  return (
    <nav
      aria-label="Pages of models"
      className="mt-s3 flex flex-wrap items-center gap-x-s4 gap-y-s2 text-small"
    >
      <span className="mr-auto">
        {format(offset + 1)}–{format(offset + models.length)} of {format(modelCount)}
      </span>
      {page > 1 && (
        <ButtonLink prefetch={false} href={addressOf(page - 1)} rel="prev">
          Previous
        </ButtonLink>
      )}
      {page < pageCount && (
        <ButtonLink prefetch={false} href={addressOf(page + 1)} rel="next">
          Next
        </ButtonLink>
      )}
    </nav>
  );
}

const format = (count: number): string => count.toLocaleString('en');
