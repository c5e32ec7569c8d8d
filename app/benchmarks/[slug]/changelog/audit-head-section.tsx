import type { ChangelogView } from '@/lib/contracts/changelog';
import { formatAuditHead } from '@/lib/core/audit/audit-head';

/** The newest head of the chain, for readers to keep. */
export function AuditHeadSection({ head }: { head: ChangelogView['head'] }) {
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>Head of the audit log</h2>
      </div>
      <p className="measure">
        Every act is linked to the one before it by its SHA-256. Note the newest link: whoever has it can
        later have the log checked against it, and a log that was changed, cut off or written anew no longer
        leads to it.
      </p>
      {head ? (
        <p className="head-hash breaks">
          <code>{formatAuditHead(head)}</code>
        </p>
      ) : (
        <p className="muted head-hash">Nothing is linked yet.</p>
      )}
    </section>
  );
}
