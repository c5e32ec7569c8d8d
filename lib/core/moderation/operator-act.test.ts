import { describe, expect, it } from 'vitest';
import { describeOperatorAct, operatorActs, parseSubjectAddress, subjectKinds } from './operator-act';

describe('operators’ acts', () => {
  it('acts that can’t be undone or make an operator are commands on the machine, not on the page', () => {
    const offPage = Object.entries(operatorActs).flatMap(([name, { isOnPage }]) => (isOnPage ? [] : [name]));
    expect(offPage).toEqual(['delete', 'make-operator', 'remove-operator']);
  });

  it('include at least one act for every kind of subject', () => {
    for (const kind of subjectKinds)
      expect(
        Object.values(operatorActs).some(({ on }) => on.some((one) => one === kind)),
        kind,
      ).toBe(true);
  });
});

describe('the address of a subject', () => {
  it('parses each kind of subject', () => {
    expect(parseSubjectAddress('benchmark', ' late-flights ')).toEqual({
      kind: 'benchmark',
      slug: 'late-flights',
    });
    expect(parseSubjectAddress('model', 'late-flights/big-net')).toEqual({
      kind: 'model',
      benchmark: 'late-flights',
      model: 'big-net',
    });
    expect(parseSubjectAddress('text', 'late-flights/rules')).toMatchObject({ round: null, field: 'rules' });
    expect(parseSubjectAddress('text', 'late-flights/3/title')).toMatchObject({ round: 3, field: 'title' });
    expect(parseSubjectAddress('event', '17')).toEqual({ kind: 'event', number: 17 });
    expect(parseSubjectAddress('person', 'Ada@Example.org')).toEqual({
      kind: 'person',
      person: 'ada@example.org',
    });
  });

  it('refuses other forms and fields that aren’t published', () => {
    for (const [kind, text] of [
      ['benchmark', 'a/b'],
      ['benchmark', ''],
      ['model', 'only-one'],
      ['text', 'late-flights/metric'],
      ['text', 'late-flights/0/title'],
      ['text', 'late-flights/3/rules'],
      ['event', '-1'],
      ['job', '1e9'],
      ['person', ' '],
    ] as const)
      expect(parseSubjectAddress(kind, text), `${kind} ${text}`).toBeNull();
  });
});

describe('the sentence of an act', () => {
  it('names the subject, but never a person', () => {
    expect(describeOperatorAct('hide', 'model', 'late-flights/model-1')).toBe(
      'hid the model late-flights/model-1',
    );
    expect(describeOperatorAct('suspend', 'person', 'ada@example.org')).toBe('suspended a person');
  });
});
