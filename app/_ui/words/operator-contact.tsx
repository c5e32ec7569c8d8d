import type { Operator } from '@/services/publication/find-operator';

/** Name and contact address of the site's operator, as far as the settings contain them. */
export function OperatorContact({ operator: { name, contact } }: { operator: Operator }) {
  const address = contact?.replace(/^mailto:/, '');
  return (
    <>
      {name === null ? 'Who runs this site hasn’t said so here. ' : <>{name} runs this site. </>}
      {contact === null ? (
        'There is no address to write to.'
      ) : (
        <>
          Write to <a href={contact}>{address}</a>.
        </>
      )}
    </>
  );
}
