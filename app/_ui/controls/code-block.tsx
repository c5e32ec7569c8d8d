import type { ReactNode } from 'react';

/**
 * A block of text to copy.
 * @param kind `code` for a command or a token; `text`, in a larger font, for a document or an address
 */
export function CodeBlock(props: { kind?: 'code' | 'text'; ground?: 'well' | 'panel'; children: ReactNode }) {
  return (
    <pre className={props.ground === 'panel' ? 'code-block bg-panel' : 'code-block'}>
      {props.kind === 'text' ? props.children : <code>{props.children}</code>}
    </pre>
  );
}
