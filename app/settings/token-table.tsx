import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { Instant } from '@/app/_ui/instant';
import type { TokenView } from '@/lib/contracts/person';
import { revokeOwnToken } from './actions';

/** The tokens that work, by their first characters, each with its end. */
export function TokenTable({ tokens }: { tokens: readonly TokenView[] }) {
  if (tokens.length === 0) return <p className="muted">No token yet.</p>;
  return (
    <table className="cards-t">
      <thead>
        <tr>
          <th scope="col">Token</th>
          <th scope="col">Hint</th>
          <th scope="col">Last used</th>
          <th scope="col">Expires</th>
          <th scope="col">
            <span className="vh">Action</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr key={token.id}>
            <th scope="row">{token.name}</th>
            <td data-l="Hint" className="mono">
              {token.hint}
            </td>
            <td data-l="Last used">{token.last_used_at ? <Instant at={token.last_used_at} /> : 'never'}</td>
            <td data-l="Expires">
              <Instant at={token.expires_at} />
            </td>
            <td className="num">
              <form action={revokeOwnToken.bind(null, token.id)}>
                <SubmitButton className="btn danger" busy="Revoking">
                  Revoke
                </SubmitButton>
              </form>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
