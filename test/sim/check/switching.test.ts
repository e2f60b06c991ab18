import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../support/design.ts';

const wire = (id: string, a: string, b: string): string =>
  `  ${id}: { kind: wire, ends: [${a}, ${b}], rate: 1 Gbit/s, delay: 1 us }\n`;

/** Three switches in a row, x — y — z, a machine at x and one at z, and what else is drawn. */
const design = (more: string): string => `
networks: { office: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] } }
subnets: { staff: { kind: segment, network: office, cidr: 10.1.10.0/24 } }
devices:
  x: { kind: switch }
  y: { kind: switch, name: Middle }
  z: { kind: switch }
links:
${wire('xy', '{ to: x, trunk: [10] }', '{ to: y, trunk: [10] }')}${wire('yz', '{ to: y, trunk: [10] }', '{ to: z, trunk: [10] }')}
${wire('pa', '{ to: a }', '{ to: x, access: 10 }')}${wire('pb', '{ to: b }', '{ to: z, access: 10 }')}
${more}
workloads:
  a: { kind: virtual-machine, subnet: staff }
  b: { kind: virtual-machine, subnet: staff }
`;

const rings = (more: string): string[][] =>
  problemsOf(design(more), 'design/switch-loop').map(({ path, message }) => [path, message]);

describe('members of segments with switches', () => {
  it('are missed where a machine has no wire, or an end no address', () => {
    const text = design('').replace('links:\n', `links:\n${wire('pr', '{ to: r }', '{ to: y }')}`);
    const more =
      text.replace('  x: {', '  r: { kind: router }\n  x: {') +
      '  c: { kind: virtual-machine, subnet: staff }\n';
    expect(problemsOf(more).map(({ code, path, message }) => [code, path, message])).toEqual([
      [
        'design/not-on-the-switch',
        'links.pr.ends[0]',
        'r has no address on wire pr, so it takes no part in what the switch carries',
      ],
      [
        'design/not-on-the-switch',
        'workloads.c',
        'c stands in staff, whose members are wired to switches, and has no wire',
      ],
    ]);
  });
});

describe('rings of switches', () => {
  it('are errors, told once at the wire where the broadcasts of both ways meet', () => {
    // From x the broadcast reaches y and z at the same depth; each sends it to the other over yz.
    expect(rings(wire('zx', '{ to: z, trunk: [10] }', '{ to: x, trunk: [10] }'))).toEqual([
      [
        'links.yz',
        'switch z gets broadcasts a second time over wire yz: the switches form a ring, and frames go round it for ever',
      ],
    ]);
  });

  it('are none where one link of the ring carries other VLANs', () => {
    expect(rings(wire('zx', '{ to: z, trunk: [20] }', '{ to: x, trunk: [20] }'))).toEqual([]);
  });

  it('are none in a row', () => {
    expect(rings('')).toEqual([]);
  });

  it('may consist of two switches with two wires', () => {
    expect(
      rings(wire('again', '{ to: x, trunk: [10] }', '{ to: y, trunk: [10] }')).map(([path]) => path),
    ).toEqual(['links.again']);
  });
});
