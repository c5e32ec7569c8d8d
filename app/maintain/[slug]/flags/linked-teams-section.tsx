import { Instant } from '@/app/_ui/instant';
import type { LinkedTeamsView } from '@/lib/contracts/linked-teams';
import { LinkTeamsForm } from './link-teams-form';
import { UnlinkTeam } from './unlink-team';

/** Teams that are held to be the same people, with what links and unlinks them for maintainers. */
export function LinkedTeamsSection(of: {
  slug: string;
  groups: readonly LinkedTeamsView[];
  teams: readonly { team: string; name: string }[];
  isForMaintainer: boolean;
}) {
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>Linked teams</h2>
        <p className="small muted">one quota, one count of answers, one exposure for all of a group</p>
      </div>
      {of.groups.length === 0 ? (
        <p className="muted">No teams are linked.</p>
      ) : (
        of.groups.map((group) => (
          <Group key={group.id} slug={of.slug} group={group} isForMaintainer={of.isForMaintainer} />
        ))
      )}
      {of.isForMaintainer && of.teams.length >= 2 && <LinkTeamsForm slug={of.slug} teams={of.teams} />}
    </section>
  );
}

function Group(of: { slug: string; group: LinkedTeamsView; isForMaintainer: boolean }) {
  const { group } = of;
  return (
    <article className="flag-entry">
      <dl className="disc">
        <dt>Linked</dt>
        <dd className="breaks">
          <Instant at={group.linked_at} local />
          {group.linked_by && `, ${group.linked_by}`}
        </dd>
        <dt>Reason</dt>
        <dd className="breaks">{group.reason}</dd>
      </dl>
      <ul className="flag-teams">
        {group.teams.map((team) => (
          <li key={team.team} className="breaks">
            <b>{team.name}</b>
            {team.unlinked_at ? (
              <p className="small muted">
                unlinked <Instant at={team.unlinked_at} />; shares in rounds that had opened by then
              </p>
            ) : (
              of.isForMaintainer && <UnlinkTeam slug={of.slug} team={team} />
            )}
          </li>
        ))}
      </ul>
    </article>
  );
}
