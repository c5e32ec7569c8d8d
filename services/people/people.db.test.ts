import { describe, expect, it } from 'vitest';
import { maskEmail } from '@/lib/core/mask-email';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { setBudgets } from '@/testing/set-budgets';
import { startTestSmtp } from '@/testing/start-test-smtp';
import { refusedAs, unwrap } from '@/testing/unwrap';
import type { Actor } from '../access/caller';
import { closeRound, openRound } from '../round/openings';
import { sealRound } from '../round/seal';
import {
  acceptInvitation,
  findInvitation,
  invitePerson,
  listInvitations,
  revokeInvitation,
} from './invitations';
import { changeRole, listPeople, removeRole } from './roles';

const invalid = { ok: false, error: { kind: 'invitation_invalid' } };

const lastOwner = { ok: false, error: { kind: 'last_owner' } };

const ownersOnly = { ok: false, error: { kind: 'forbidden', needs: 'an owner of this benchmark' } };

describe('people of a benchmark', () => {
  const site = provideTestSite();
  const owner = providePerson(site, 'Owner');

  /** The token in the newest invitation that was mailed to this address. */
  async function tokenFor(email: string): Promise<string> {
    const [mail] = await site.superuser<{ body: string }[]>`
      select body from inbox_mails where recipient = ${email} order by sent_at desc limit 1`;
    return /\/invitations\/(\S+)/.exec(mail?.body ?? '')?.[1] ?? '';
  }
  async function invite(slug: string, person: Actor, role: string, by = owner): Promise<string> {
    unwrap(await invitePerson(by, slug, { email: person.email, role }));
    return tokenFor(person.email!);
  }
  async function join(slug: string, person: Actor, role: string): Promise<void> {
    unwrap(await acceptInvitation(person, await invite(slug, person, role)));
  }
  const rolesIn = async (slug: string) =>
    Object.fromEntries(unwrap(await listPeople(owner, slug)).map(({ id, role }) => [id, role]));
  const listActs = (slug: string) => site.superuser<{ act: string; detail: object }[]>`
    select act, detail from audit_events join benchmarks using (benchmark_id)
    where slug = ${slug} and act <> 'benchmark_created' order by audit_event_id`;

  it('accept an owner’s mailed invitation once, by a link of which only a hash is stored', async () => {
    const slug = await makeBenchmark(owner);
    const ada = await makePerson(site);
    const sent = unwrap(
      await invitePerson(owner, slug, { email: ` ${ada.email!.toUpperCase()} `, role: 'maintainer' }),
    );
    expect(sent).toMatchObject({
      email: ada.email,
      role: 'maintainer',
      invited_by: owner.name,
      mailed: true,
    });
    expect(Date.parse(sent.expires_at) - Date.parse(sent.invited_at)).toBe(14 * 86_400_000);
    const token = await tokenFor(ada.email!);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(JSON.stringify(await site.superuser`select * from invitations`)).not.toContain(token);
    expect(JSON.stringify(sent)).not.toContain(token);

    expect(unwrap(await findInvitation(ada, token))).toMatchObject({
      role: 'maintainer',
      benchmark: { slug },
    });
    expect(await rolesIn(slug)).toEqual({ [owner.userId]: 'owner' });
    expect(await acceptInvitation(ada, token)).toEqual({ ok: true, value: { slug, role: 'maintainer' } });
    expect(await rolesIn(slug)).toEqual({ [owner.userId]: 'owner', [ada.userId]: 'maintainer' });
    expect(await acceptInvitation(ada, token)).toEqual(invalid);
    expect(await findInvitation(ada, token)).toEqual(invalid);
    expect(unwrap(await listInvitations(owner, slug))).toEqual([]);
  });

  it('get one role by fifty concurrent acceptances of one invitation', async () => {
    const slug = await makeBenchmark(owner);
    const ada = await makePerson(site);
    const token = await invite(slug, ada, 'auditor');
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => acceptInvitation(ada, token)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    for (const outcome of outcomes.filter(({ ok }) => !ok)) expect(outcome).toEqual(invalid);
    expect(await rolesIn(slug)).toEqual({ [owner.userId]: 'owner', [ada.userId]: 'auditor' });
    expect((await listActs(slug)).filter(({ act }) => act === 'invitation_accepted')).toHaveLength(1);
  });

  it('can’t accept an invitation that was withdrawn, has expired, or never existed', async () => {
    const slug = await makeBenchmark(owner);
    const ada = await makePerson(site);
    const taken = await invite(slug, ada, 'auditor');
    const [waiting] = unwrap(await listInvitations(owner, slug));
    unwrap(await revokeInvitation(owner, slug, waiting!.id));
    expect(await acceptInvitation(ada, taken)).toEqual(invalid);
    expect(await revokeInvitation(owner, slug, waiting!.id)).toMatchObject(refusedAs('not_found'));
    expect(await revokeInvitation(owner, slug, 'no-uuid')).toMatchObject(refusedAs('not_found'));

    const late = await invite(slug, ada, 'auditor');
    await site.superuser`update invitations set expires_at = now() - interval '1 millisecond' where accepted_at is null`;
    expect(await acceptInvitation(ada, late)).toEqual(invalid);
    for (const token of ['', 'x', 'A'.repeat(43), `${late}\0`, '../../etc/passwd'])
      expect(await acceptInvitation(ada, token)).toEqual(invalid);
    expect(await acceptInvitation(null, late)).toMatchObject(refusedAs('not_signed_in'));
    expect(await rolesIn(slug)).toEqual({ [owner.userId]: 'owner' });
  });

  it('get a new link when an invitation is sent again, which ends the earlier link', async () => {
    const slug = await makeBenchmark(owner);
    const ada = await makePerson(site);
    const first = await invite(slug, ada, 'auditor');
    const second = await invite(slug, ada, 'maintainer');
    expect(await acceptInvitation(ada, first)).toEqual(invalid);
    expect(unwrap(await listInvitations(owner, slug))).toHaveLength(1);
    expect(unwrap(await acceptInvitation(ada, second)).role).toBe('maintainer');
  });

  it('lose, as removed or demoted owners, the open invitations that they sent, so that no link restores their role', async () => {
    const first = await makePerson(site);
    for (const end of [
      (slug: string, id: string) => removeRole(first, slug, id),
      (slug: string, id: string) => changeRole(first, slug, id, { role: 'auditor' }),
    ]) {
      const slug = await makeBenchmark(first);
      const [ada, second, other] = [await makePerson(site), await makePerson(site), await makePerson(site)];
      unwrap(await acceptInvitation(ada, await invite(slug, ada, 'owner', first)));
      const back = await invite(slug, second, 'owner', ada);
      const firstLink = await invite(slug, other, 'auditor', first);
      unwrap(await end(slug, ada.userId));
      expect(await acceptInvitation(second, back)).toEqual(invalid);
      expect(await acceptInvitation(other, firstLink)).toMatchObject({ ok: true });
    }
  });

  it('can’t accept an invitation to another address, which they see masked', async () => {
    const slug = await makeBenchmark(owner);
    const ada = await makePerson(site);
    const eve = await makePerson(site, 'Eve');
    const token = await invite(slug, ada, 'owner');
    for (const act of [findInvitation, acceptInvitation]) {
      const outcome = await act(eve, token);
      expect(outcome).toEqual({
        ok: false,
        error: { kind: 'forbidden', needs: `signing in as ${maskEmail(ada.email!)}` },
      });
      expect(JSON.stringify(outcome)).not.toContain(ada.email);
    }
    await site.superuser`update users set email_verified_at = null where user_id = ${ada.userId}`;
    expect(await acceptInvitation(ada, token)).toMatchObject(refusedAs('forbidden'));
    expect(await rolesIn(slug)).toEqual({ [owner.userId]: 'owner' });
    await site.superuser`update users set email_verified_at = now() where user_id = ${ada.userId}`;
    expect(unwrap(await acceptInvitation(ada, token)).role).toBe('owner');
  });

  it('keep their higher role when they accept an invitation to a lower one', async () => {
    const slug = await makeBenchmark(owner);
    const ada = await makePerson(site);
    await join(slug, ada, 'auditor');
    const lower = await invite(slug, ada, 'maintainer');
    unwrap(await changeRole(owner, slug, ada.userId, { role: 'owner' }));
    expect(unwrap(await acceptInvitation(ada, lower)).role).toBe('owner');
    expect((await rolesIn(slug))[ada.userId]).toBe('owner');
    expect(await invitePerson(owner, slug, { email: ada.email, role: 'maintainer' })).toMatchObject({
      error: { kind: 'invalid_request', faults: [{ field: 'email', code: 'has_role' }] },
    });
  });

  it('always include an owner, even under twenty concurrent removals of two owners', async () => {
    const slug = await makeBenchmark(owner);
    expect(await removeRole(owner, slug, owner.userId)).toEqual(lastOwner);
    expect(await changeRole(owner, slug, owner.userId, { role: 'auditor' })).toEqual(lastOwner);
    const ada = await makePerson(site);
    await join(slug, ada, 'owner');
    const both = [owner, ada];
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        i % 3 === 0
          ? changeRole(both[i % 2]!, slug, both[(i + 1) % 2]!.userId, { role: 'auditor' })
          : removeRole(both[i % 2]!, slug, both[(i >> 1) % 2]!.userId),
      ),
    );
    const [{ owners }] = await site.superuser<[{ owners: number }]>`
      select count(*)::int as owners from benchmark_maintainers join benchmarks using (benchmark_id)
      where slug = ${slug} and role = 'owner'`;
    expect(owners).toBe(1);
  });

  it('can be given another role or removed by owners, and can leave by themselves', async () => {
    const slug = await makeBenchmark(owner);
    const [maintainer, auditor, stranger] = [
      await makePerson(site),
      await makePerson(site),
      await makePerson(site),
    ];
    await join(slug, maintainer, 'maintainer');
    await join(slug, auditor, 'auditor');
    for (const actor of [maintainer, auditor, stranger]) {
      expect(await invitePerson(actor, slug, { email: 'x@example.org', role: 'owner' })).toEqual(ownersOnly);
      expect(await changeRole(actor, slug, actor.userId, { role: 'owner' })).toEqual(ownersOnly);
      expect(await removeRole(actor, slug, owner.userId)).toEqual(ownersOnly);
    }
    expect(await changeRole(owner, slug, stranger.userId, { role: 'owner' })).toMatchObject(
      refusedAs('not_found'),
    );
    expect(await changeRole(owner, slug, auditor.userId, { role: 'king' })).toMatchObject(
      refusedAs('invalid_request'),
    );
    unwrap(await changeRole(owner, slug, auditor.userId, { role: 'maintainer' }));
    unwrap(await removeRole(auditor, slug, auditor.userId));
    unwrap(await removeRole(owner, slug, maintainer.userId));
    expect(await rolesIn(slug)).toEqual({ [owner.userId]: 'owner' });
    expect(await listPeople(maintainer, slug)).toMatchObject(refusedAs('forbidden'));
  });

  it('can be listed by an auditor, with masked addresses and without actions', async () => {
    const slug = await makeBenchmark(owner);
    const auditor = await makePerson(site);
    await join(slug, auditor, 'auditor');
    await invite(slug, await makePerson(site, 'Grace'), 'maintainer');
    const people = unwrap(await listPeople(auditor, slug));
    expect(people.map(({ email, is_you }) => [email, is_you])).toEqual([
      [maskEmail(owner.email!), false],
      [auditor.email, true],
    ]);
    expect(unwrap(await listInvitations(auditor, slug))[0]!.email).toBe('g•••@example.org');
    for (const outcome of [
      await sealRound(auditor, slug, 1),
      await openRound(auditor, slug, 1),
      await closeRound(auditor, slug, 1, { reason: 'It has run long enough' }),
    ])
      expect(outcome).toEqual({
        ok: false,
        error: { kind: 'forbidden', needs: 'a maintainer of this benchmark' },
      });
  });

  it('appear in the audit log with each change of a role, without their e-mail addresses', async () => {
    const slug = await makeBenchmark(owner);
    const ada = await makePerson(site);
    await invite(slug, ada, 'auditor');
    await join(slug, ada, 'auditor');
    unwrap(await changeRole(owner, slug, ada.userId, { role: 'maintainer' }));
    unwrap(await changeRole(owner, slug, ada.userId, { role: 'maintainer' }));
    unwrap(await removeRole(ada, slug, ada.userId));
    const acts = await listActs(slug);
    expect(acts.map(({ act }) => act)).toEqual([
      'person_invited',
      'invitation_revoked',
      'person_invited',
      'invitation_accepted',
      'role_changed',
      'role_removed',
    ]);
    expect(JSON.stringify(acts)).not.toContain('@');
  });

  it('can send at most twenty invitations an hour', async () => {
    await setBudgets(site, { mails: 20 });
    const slug = await makeBenchmark(owner);
    const busy = await makePerson(site, 'Busy');
    await join(slug, busy, 'owner');
    for (let i = 0; i < 20; i++)
      unwrap(await invitePerson(busy, slug, { email: `p${i}@example.org`, role: 'auditor' }));
    const refused = await invitePerson(busy, slug, { email: 'p20@example.org', role: 'auditor' });
    expect(refused).toMatchObject({ error: { kind: 'budget_spent', budget: 'mails', limit: 20 } });
  });

  it('keep an invitation whose mail the mail server refused, and get an error message', async () => {
    const slug = await makeBenchmark(owner);
    const smtp = await startTestSmtp();
    smtp.refused.add('gone@example.org');
    site.web.environment.SMTP_URL = smtp.url;
    try {
      const sent = unwrap(await invitePerson(owner, slug, { email: 'gone@example.org', role: 'auditor' }));
      expect(sent.mailed).toBe(false);
      unwrap(await invitePerson(owner, slug, { email: 'there@example.org', role: 'auditor' }));
      expect(smtp.received.map(({ recipients }) => recipients)).toEqual([['there@example.org']]);
    } finally {
      site.web.environment.SMTP_URL = undefined;
      await smtp.stop();
    }
    expect(unwrap(await listInvitations(owner, slug)).map(({ email }) => email)).toContain(
      'gone@example.org',
    );
  });
});
