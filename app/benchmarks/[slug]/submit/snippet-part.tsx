import { CodeBlock } from '@/app/_ui/controls/code-block';
import { CopyButton } from '@/app/_ui/forms/copy-button';
import type { Snippet } from '@/lib/core/model/snippets/list-snippets';

/** Python that trains and exports a model with one tool, folded. */
export function SnippetPart({ snippet: { tool, packages, text } }: { snippet: Snippet }) {
  return (
    <details className="mt-s3">
      <summary>Export with {tool}</summary>
      <p className="mt-s2 text-small text-ink-2">
        Needs <code className="wrap-anywhere">pip install {packages}</code>. The model in it is an example:
        put yours in its place.
      </p>
      <div className="my-s2">
        <CodeBlock>{text}</CodeBlock>
      </div>
      <CopyButton text={text} look="share" />
    </details>
  );
}
