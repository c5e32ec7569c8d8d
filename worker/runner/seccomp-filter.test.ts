import { describe, expect, it } from 'vitest';
import { composeSeccompFilter, deniedCalls, type FilterArchitecture } from './seccomp-filter';

const audit = { x64: 0xc000_003e, arm64: 0xc000_00b7, i386: 0x4000_0003 };
const [kill, allowed, notPermitted, noSuchCall] = [0x8000_0000, 0x7fff_0000, 0x0005_0001, 0x0005_0026];

type Call = { number: number; architecture?: number; args?: readonly number[] };

/** Interprets the filter's bytes as the kernel would, for a call in the form of `struct seccomp_data`. */
function ask(architecture: FilterArchitecture, call: Call): number {
  const bytes = composeSeccompFilter(architecture);
  const program = new DataView(bytes.buffer);
  const data = new DataView(new ArrayBuffer(64));
  data.setUint32(0, call.number, true);
  data.setUint32(4, call.architecture ?? audit[architecture], true);
  for (const [index, value] of (call.args ?? []).entries()) data.setUint32(16 + 8 * index, value, true);
  let accumulator = 0;
  for (let at = 0; at < bytes.length; at += 8) {
    const operand = program.getUint32(at + 4, true);
    const jump = (isTrue: boolean) => {
      at += 8 * program.getUint8(at + (isTrue ? 2 : 3));
    };
    switch (program.getUint16(at, true)) {
      case 0x20:
        accumulator = data.getUint32(operand, true);
        break;
      case 0x15:
        jump(accumulator === operand);
        break;
      case 0x35:
        jump(accumulator >= operand);
        break;
      case 0x45:
        jump((accumulator & operand) !== 0);
        break;
      case 0x06:
        return operand;
      default:
        throw new Error('an instruction that the kernel doesn’t know');
    }
  }
  throw new Error('it ran off its end');
}

describe.each(['x64', 'arm64'] as const)('seccomp filter of %s', (architecture) => {
  it('refuses every system call of the deny list', () => {
    for (const [name, numbers] of Object.entries(deniedCalls)) {
      const number = numbers[architecture];
      if (number !== null) expect([name, ask(architecture, { number })]).toEqual([name, notPermitted]);
    }
  });

  it('allows other system calls', () => {
    const refused = new Set(Object.values(deniedCalls).map((numbers) => numbers[architecture]));
    const free = Array.from({ length: 470 }, (_, number) => number).filter(
      (number) => !refused.has(number) && number !== 435,
    );
    expect(free.length).toBeGreaterThan(350);
    for (const number of free) expect([number, ask(architecture, { number })]).toEqual([number, allowed]);
  });

  it('allows threads, and no namespaces', () => {
    const number = { x64: 56, arm64: 220 }[architecture];
    const thread = 0x003d_0f00;
    expect(ask(architecture, { number, args: [thread] })).toBe(allowed);
    for (const bit of [17, 25, 26, 27, 28, 29, 30])
      expect(ask(architecture, { number, args: [2 ** bit] })).toBe(notPermitted);
    expect(ask(architecture, { number: 435 })).toBe(noSuchCall);
  });

  it('refuses TIOCSTI, which types into the terminal of the parent', () => {
    const number = { x64: 16, arm64: 29 }[architecture];
    expect(ask(architecture, { number, args: [0, 0x5412] })).toBe(notPermitted);
    expect(ask(architecture, { number, args: [0, 0x541c] })).toBe(notPermitted);
    expect(ask(architecture, { number, args: [0, 0x5401] })).toBe(allowed);
  });

  it('ends a process that uses another architecture’s system calls', () => {
    for (const other of Object.values(audit).filter((value) => value !== audit[architecture]))
      expect(ask(architecture, { number: 1, architecture: other })).toBe(kill);
  });
});

it('the seccomp filter refuses system calls of x32', () => {
  expect(ask('x64', { number: 0x4000_0000 + 39 })).toBe(noSuchCall);
});
