/** For people in several teams: whose submission it is. A link each, so that it works without scripts. */
export function TeamChoice(of: {
  path: string;
  teams: readonly { slug: string; name: string }[];
  chosen: string;
}) {
  if (of.teams.length < 2) return null;
  return (
    <nav className="meter" aria-label="Team">
      <h2>Team</h2>
      <ul className="small">
        {of.teams.map(({ slug, name }) => (
          <li key={slug}>
            <a href={`${of.path}?team=${slug}`} aria-current={slug === of.chosen ? 'true' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
