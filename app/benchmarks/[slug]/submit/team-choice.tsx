import { BesideMeters } from '@/app/_ui/words/meter';

/** For people in several teams: whose submission it is. A link each, so that it works without scripts. */
export function TeamChoice({
  teams,
  hrefOf,
  chosen,
}: {
  /** @param team its slug */
  hrefOf: (team: string) => string;
  teams: readonly { slug: string; name: string }[];
  chosen: string;
}) {
  if (teams.length < 2) return null;
  return (
    <BesideMeters title="Team">
      <ul className="mt-s2 text-small/[1.45]">
        {teams.map(({ slug, name }) => (
          <li key={slug}>
            <a
              href={hrefOf(slug)}
              aria-current={slug === chosen ? 'true' : undefined}
              className="aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </BesideMeters>
  );
}
