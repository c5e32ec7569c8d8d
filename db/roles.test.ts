import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { requireServerVersion } from './migrate';
import { composeRoleScript, computeScramVerifier } from './roles';

describe('verifier of a role’s password', () => {
  // The example exchange of RFC 7677, section 3.
  const [password, salt] = ['pencil', 'W22ZaJ0SNY7soEsUEjb6gQ=='];
  const nonce = 'rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
  const exchange = `n=user,r=rOprNGfwEbeRWgbNEkqO,r=${nonce},s=${salt},i=4096,c=biws,r=${nonce}`;
  const clientProof = 'dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=';
  const serverSignature = '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=';

  const [, storedKey = '', serverKey = ''] =
    /^SCRAM-SHA-256\$4096:W22ZaJ0SNY7soEsUEjb6gQ==\$([^:]+):(.+)$/.exec(
      computeScramVerifier(password, Buffer.from(salt, 'base64')),
    ) ?? [];
  const sign = (key: string) => createHmac('sha256', Buffer.from(key, 'base64')).update(exchange).digest();

  it('gives the server signature of the example in RFC 7677', () => {
    expect(sign(serverKey).toString('base64')).toBe(serverSignature);
  });

  it('accepts the client’s proof of the example in RFC 7677', () => {
    const signature = sign(storedKey);
    const clientKey = Buffer.from(clientProof, 'base64').map((byte, i) => byte ^ (signature[i] ?? 0));
    expect(createHash('sha256').update(clientKey).digest('base64')).toBe(storedKey);
  });

  it('refuses a password that SASLprep would change', () => {
    expect(() => computeScramVerifier('pässword')).toThrow('ASCII');
  });
});

describe('SQL script that makes the roles', () => {
  it('has no password in clear', () => {
    const script = composeRoleScript('postgres://owner:hunter1@db.example.org/site', {
      web: 'hunter2',
      scorer: 'hunter3',
    });
    expect(script).toMatch(/create role tidemark_web with login .+ password 'SCRAM-SHA-256\$/);
    expect(script).toMatch(/create role tidemark_scorer with login .+ password 'SCRAM-SHA-256\$/);
    expect(script).not.toContain('hunter');
  });

  it('makes the owner of the database a member of the scorer’s role, whatever the owner’s name', () => {
    const script = composeRoleScript('postgres://The%22owner:a@db.example.org/site', {
      web: 'a',
      scorer: 'b',
    });
    expect(script).toContain('grant tidemark_scorer to "The""owner";');
  });
});

describe('version of the PostgreSQL server', () => {
  it.each(['15.0', '17.12 (Debian 17.12-1)', '18beta1'])('may be %s', (version) => {
    expect(() => requireServerVersion(version)).not.toThrow();
  });

  it('may not be 14, and the message names it', () => {
    expect(() => requireServerVersion('14.20')).toThrow(/15 or newer, .+ version 14\.20\.$/);
  });
});
