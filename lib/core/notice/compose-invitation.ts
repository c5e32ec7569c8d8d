import type { MaintainerRole } from '../benchmark';
import type { NoticeMail } from './compose-notice';
import { formatUtc } from './format-utc';
import { oneLine } from './one-line';

const invitedTo: Readonly<Record<MaintainerRole, string>> = {
  owner: 'as an owner: to run its rounds, and to decide who else does',
  maintainer: 'as a maintainer: to run its rounds',
  auditor: 'as an auditor: to see everything its maintainers see, without changing anything',
};

/** The mail with the link of an invitation. Names and titles, which others chose, keep to one line of it. */
export function composeInvitation({
  benchmarkTitle,
  inviterName,
  role,
  expiresAt,
  link,
}: {
  benchmarkTitle: string;
  role: MaintainerRole;
  inviterName: string | null;
  expiresAt: Date;
  link: string;
}): NoticeMail {
  const title = oneLine(benchmarkTitle);
  const inviter = inviterName === null ? 'An owner' : oneLine(inviterName);
  return {
    subject: `Invitation: ${title}`,
    body: `${[
      `${inviter} invites you to the benchmark “${title}” on Tidemark, ${invitedTo[role]}.`,
      `Open this page, sign in with the address to which this mail came, and press its button. The link works once, until ${formatUtc(expiresAt)}.`,
      link,
      'If you do not know what this is about, do nothing: no further mail follows from it.',
    ].join('\n\n')}\n`,
  };
}
