import type { ReactNode } from 'react';

/**
 * Something to copy.
 * @param kind `code` is a command or a token; `text` a document or an address, a little larger
 */
export function CodeBlock(props: { kind?: 'code' | 'text'; ground?: 'well' | 'panel'; children: ReactNode }) {
  return (
    <pre
      className={`min-w-0 flex-1 border border-rule px-12 py-8 text-small whitespace-pre-wrap text-ink-2 [font-variant-ligatures:none] wrap-anywhere max-phone:w-full ${props.ground === 'panel' ? 'bg-panel' : 'bg-well'}`}
    >
      {props.kind === 'text' ? props.children : <code>{props.children}</code>}
    </pre>
  );
}
