import type { Metadata } from 'next';
import { titleMaintainPage } from '@/app/_load/describe-page';
import { makeMaintainLoader } from '@/app/_load/loaders';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { IsoInstant } from '@/app/_ui/instant';
import { MaintainPage, NotAMaintainer } from '@/app/_ui/maintain/maintain-page';
import { Section } from '@/app/_ui/page/section';
import { CellNote, DataTable } from '@/app/_ui/table/data-table';
import type { EntrantView } from '@/lib/contracts/entry';
import type { EntrantState, EntryWay } from '@/lib/core/entry/entry';
import { type EntrySettings, findEntryPage } from '@/services/entry/maintain-entry';
import { decide, removeCode } from './actions';
import { CodeForm, ListForm, ModeForm } from './entry-forms';

const load = makeMaintainLoader('/entry', findEntryPage);

export async function generateMetadata({ params }: PageProps<'/maintain/[slug]/entry'>): Promise<Metadata> {
  const { title, role } = await load((await params).slug);
  return titleMaintainPage(role && 'Entry', title);
}

export default async function EntryPage({ params }: PageProps<'/maintain/[slug]/entry'>) {
  const { slug } = await params;
  const { title, role, settings } = await load(slug);
  if (!role) return <NotAMaintainer slug={slug} title={title} />;
  return (
    <MaintainPage
      benchmark={{ slug, title }}
      current="entry"
      title="Entry"
      lede={
        settings?.isPrivate
          ? 'This benchmark is private: it exists for its maintainers and for the people who may enter it. Everybody else gets the page of a missing one.'
          : 'Entering is for submitting alone: everything public stays readable for everybody.'
      }
    >
      {settings ? (
        <Settings slug={slug} settings={settings} />
      ) : (
        <p>You are an auditor of this benchmark. Its maintainers decide who may enter.</p>
      )}
    </MaintainPage>
  );
}

function Settings({ slug, settings }: { slug: string; settings: EntrySettings }) {
  const { isPrivate, entry, questions, addresses, codeMadeAt, entrants } = settings;
  const asked = entrants
    .filter(({ state }) => state === 'asked')
    .sort((a, b) => (a.asked_at ?? '').localeCompare(b.asked_at ?? ''));
  const others = entrants.filter(({ state }) => state !== 'asked');
  return (
    <>
      {asked.length > 0 && (
        <Section
          id="applications"
          title="Applications"
          aside={`${describePeople(asked.length)}, the longest waiting first`}
        >
          {asked.map((entrant) => (
            <Application key={entrant.id} slug={slug} entrant={entrant} />
          ))}
        </Section>
      )}
      {!isPrivate && (
        <Section title="How to enter">
          <ModeForm slug={slug} entry={entry} questions={questions} />
        </Section>
      )}
      {entry === 'list' && (
        <>
          <Section id="list" title="List" aside="read by the maintainers alone">
            <ListForm slug={slug} addresses={addresses} />
            <p className="mt-s3 max-w-[37em] text-small text-ink-2">
              An address counts once its owner has used a sign-in link that was mailed to it. People who have
              entered stay when the list changes.
            </p>
          </Section>
          <Section
            id="code"
            title="Class code"
            aside={
              codeMadeAt && (
                <>
                  since <IsoInstant at={codeMadeAt} />
                </>
              )
            }
          >
            <p className="mb-s3 max-w-[37em] text-small text-ink-2">
              Whoever signs in and gives the code at <code>/enter</code> has entered. After 20 wrong codes a
              person has to wait for an hour.
            </p>
            <CodeForm slug={slug} exists={codeMadeAt !== null} />
            {codeMadeAt && (
              <ActionForm
                action={removeCode}
                about={{ slug }}
                button="Remove the code"
                busy="Removing it"
                look="danger"
                shape="below"
              />
            )}
          </Section>
        </>
      )}
      <Section id="people" title="Entries" aside={others.length === 0 ? null : describePeople(others.length)}>
        {others.length > 0 ? (
          <EntrantsTable slug={slug} entrants={others} />
        ) : (
          <p>No person has entered yet.</p>
        )}
      </Section>
    </>
  );
}

const describePeople = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

const nameOf = ({ name, email }: EntrantView): string => name ?? email ?? 'A person without a name';

function Application({ slug, entrant }: { slug: string; entrant: EntrantView }) {
  return (
    <article className="border-b border-rule py-s4" data-testid="application">
      <h3>
        <bdi>{nameOf(entrant)}</bdi>
      </h3>
      <p className="text-small wrap-anywhere text-ink-2">
        {entrant.name && entrant.email && `${entrant.email}, `}asked <IsoInstant at={entrant.asked_at} />
      </p>
      <dl className="my-s3 grid gap-s2">
        {entrant.answers.map(({ question, answer }) => (
          <div key={question}>
            <dt className="text-small text-ink-2">{question}</dt>
            <dd className="wrap-anywhere whitespace-pre-line">{answer}</dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap items-start gap-x-s4 gap-y-s2">
        <ActionForm
          action={decide}
          about={{ slug, id: entrant.id, state: 'entered' }}
          button="Approve"
          busy="Approving"
          shape="bare"
        />
        <ActionForm
          action={decide}
          about={{ slug, id: entrant.id, state: 'refused' }}
          button="Refuse"
          busy="Refusing"
          look="danger"
          foldedUnder="Refuse"
          shape="folded"
          reason={{ hint: 'The person gets it by mail.', maxLength: 500 }}
        />
      </div>
    </article>
  );
}

const ways: Readonly<Record<EntryWay, string>> = {
  open: 'open entry',
  approval: 'approval',
  list: 'the list',
  code: 'class code',
};

const states: Readonly<Record<EntrantState, string>> = {
  asked: 'waiting',
  entered: 'entered',
  refused: 'refused',
  removed: 'removed',
};

function EntrantsTable({ slug, entrants }: { slug: string; entrants: readonly EntrantView[] }) {
  return (
    <DataTable
      look="records"
      rows={entrants}
      keyOf={({ id }) => id}
      columns={[
        {
          title: 'Person',
          isRowHeader: true,
          value: (entrant) => (
            <>
              <bdi>{nameOf(entrant)}</bdi>
              {entrant.name && entrant.email && <CellNote>{entrant.email}</CellNote>}
            </>
          ),
        },
        {
          title: 'State',
          value: ({ state, way, reason }) => (
            <>
              {states[state]}, by {ways[way]}
              {reason && <CellNote>{reason}</CellNote>}
            </>
          ),
        },
        { title: 'Since', value: ({ decided_at }) => decided_at && <IsoInstant at={decided_at} /> },
        {
          title: 'Action',
          isTitleHidden: true,
          value: ({ id, state }) =>
            state === 'entered' ? (
              <ActionForm
                action={decide}
                about={{ slug, id, state: 'removed' }}
                button="Remove"
                busy="Removing"
                look="danger"
                foldedUnder="Remove"
                shape="folded"
                place="table"
                reason={{ hint: 'The person gets it by mail. Accepted submissions stay.', maxLength: 500 }}
              />
            ) : (
              <ActionForm
                action={decide}
                about={{ slug, id, state: 'entered' }}
                button="Let in"
                busy="Letting in"
                look="plain"
                shape="bare"
                place="table"
              />
            ),
        },
      ]}
    />
  );
}
