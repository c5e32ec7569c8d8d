import type { MaintainerRole } from '@/lib/core/benchmark';

/** For each role: its title, its permissions, and its name within a sentence. */
export const roleWords: Readonly<Record<MaintainerRole, { title: string; may: string; asWord: string }>> = {
  auditor: {
    title: 'Auditor',
    may: 'sees drafts, checks and everything else here, and changes nothing',
    asWord: 'an auditor',
  },
  maintainer: {
    title: 'Maintainer',
    may: 'uploads, seals, opens, closes, freezes and reveals rounds',
    asWord: 'a maintainer',
  },
  owner: { title: 'Owner', may: 'does that too, and decides who else does', asWord: 'an owner' },
};
