/** A place in the audit log's chain. The newest one, noted by anybody, pins everything before it. */
export type AuditHead = {
  /** The first link is 1. */
  readonly position: number;
  /** Hex SHA-256. */
  readonly sha256: string;
};

/** `17:<64 hexadecimal digits>`, as it is noted and as `verify-audit --expect` takes it. */
export const formatAuditHead = ({ position, sha256 }: AuditHead): string => `${position}:${sha256}`;

/** Null when the text is no noted head. */
export function parseAuditHead(text: string): AuditHead | null {
  const [, position, sha256] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/i.exec(text.trim()) ?? [];
  return position && sha256 ? { position: Number(position), sha256: sha256.toLowerCase() } : null;
}
