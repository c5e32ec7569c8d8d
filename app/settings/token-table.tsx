import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { IsoInstant } from '@/app/_ui/iso-instant';
import { type Column, DataTable } from '@/app/_ui/table/data-table';
import type { TokenView } from '@/lib/contracts/person';
import { revokeOwnToken } from './actions';
import { LastUse } from './last-use';

const columns: readonly Column<TokenView>[] = [
  { title: 'Token', isRowHeader: true, value: (token) => token.name },
  { title: 'Hint', cell: 'as-code whitespace-nowrap', value: (token) => token.hint },
  { title: 'May', cell: 'whitespace-nowrap', value: (token) => token.scope },
  {
    title: 'Last used',
    value: (token) => (token.last_used_at ? <LastUse at={token.last_used_at} /> : 'never'),
  },
  { title: 'Expires', value: (token) => <IsoInstant at={token.expires_at} /> },
  {
    title: 'Action',
    isTitleHidden: true,
    align: 'end',
    value: (token) => (
      <form action={revokeOwnToken.bind(null, token.id)}>
        <SubmitButton look="danger" busy="Revoking">
          Revoke
        </SubmitButton>
      </form>
    ),
  },
];

/** The tokens that work, by their first characters, each with its end. */
export function TokenTable({ tokens }: { tokens: readonly TokenView[] }) {
  if (tokens.length === 0) return <p className="text-ink-2">No token yet.</p>;
  return <DataTable look="records" columns={columns} rows={tokens} keyOf={(token) => token.id} />;
}
