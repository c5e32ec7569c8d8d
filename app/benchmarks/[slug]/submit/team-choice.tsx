/** For people in several teams: whose submission it is. A link each, so that it works without scripts. */
export function TeamChoice({
  teams,
  path,
  chosen,
}: {
  path: string;
  teams: readonly { slug: string; name: string }[];
  chosen: string;
}) {
  if (teams.length < 2) return null;
  return (
    <nav className="meter" aria-label="Team">
      <h2>Team</h2>
      <ul className="small">
        {teams.map(({ slug, name }) => (
          <li key={slug}>
            <a href={`${path}?team=${slug}`} aria-current={slug === chosen ? 'true' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
