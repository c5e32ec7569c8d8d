import type { AnnouncementView } from '@/lib/contracts/announcement';
import { IsoInstant } from '../instant';

/** An announcement: plain text by a maintainer. */
export function AnnouncementText({
  announcement: { title, text, announced_at, hidden_because },
}: {
  announcement: AnnouncementView;
}) {
  return (
    <article className="border-b border-rule py-s4">
      <h3>{hidden_because === null ? <bdi>{title}</bdi> : 'Hidden by an operator'}</h3>
      <p className="mt-2 text-small text-ink-2">
        <IsoInstant at={announced_at} />
      </p>
      <p dir="auto" className="mt-s2 max-w-[37em] whitespace-pre-line wrap-anywhere">
        {hidden_because ?? text}
      </p>
    </article>
  );
}
