import { describe, expect, it } from 'vitest';
import { importFiles } from '../../../src-sim/exchange/import/import-files.ts';
import { ImportRefusal } from '../../../src-sim/exchange/import/import-refusal.ts';
import { unitBps } from '../../../src-sim/exchange/import/sndlib-parts.ts';
import type { WanChoices } from '../../../src-sim/exchange/import/wan-scenario.ts';
import { printScenario } from '../../../src-sim/scenario/format-text.ts';
import { openScenario } from '../../../src-sim/session/open.ts';
import { planScenario } from '../../../src-sim/session/plan/plan-scenario.ts';

/** A square of four cities, with a demand across it and one along a side. */
const native = `?SNDlib native format; type: network; version: 1.0
# network square

META (
  granularity  = 15min
  unit  = MBITPERSEC
)

NODES (
  North ( 10.00 52.00 )
  East ( 11.00 51.00 )
  South ( 10.00 50.00 )
  West (9.00 51.00)
)

LINKS (
  NE ( North East ) 40.00 0.00 0.00 0.00 ( )
  ES ( East South ) 40.00 0.00 0.00 0.00 ( 155.00 10.00 )
  SW ( South West ) 0.00 0.00 0.00 0.00 ( 155.00 10.00 622.00 30.00 )
  WN ( West North ) 0.00 0.00 0.00 0.00 ( )
)

DEMANDS (
  across ( North South ) 1 12.00 UNLIMITED
  along ( North East ) 1 0.5 3
)

ADMISSIBLE_PATHS (
  across ( P0 ( NE ES ) )
)
`;

const xml = `<?xml version="1.0" encoding="UTF-8"?>
<network xmlns="http://sndlib.zib.de/network" version="1.0">
 <meta><granularity>15min</granularity><unit>MBITPERSEC</unit></meta>
 <networkStructure>
  <nodes coordinatesType="pixel">
   <node id="North"><coordinates><x>10.00</x><y>52.00</y></coordinates></node>
   <node id="East"><coordinates><x>11.00</x><y>51.00</y></coordinates></node>
   <node id="South"><coordinates><x>10.00</x><y>50.00</y></coordinates></node>
   <node id="West"><coordinates><x>9.00</x><y>51.00</y></coordinates></node>
  </nodes>
  <links>
   <link id="NE"><source>North</source><target>East</target>
    <preInstalledModule><capacity>40.0</capacity><cost>0.0</cost></preInstalledModule></link>
   <link id="ES"><source>East</source><target>South</target>
    <preInstalledModule><capacity>40.0</capacity><cost>0.0</cost></preInstalledModule></link>
   <link id="SW"><source>South</source><target>West</target>
    <additionalModules><addModule><capacity>155.0</capacity><cost>10.0</cost></addModule>
     <addModule><capacity>622.0</capacity><cost>30.0</cost></addModule></additionalModules></link>
   <link id="WN"><source>West</source><target>North</target></link>
  </links>
 </networkStructure>
 <demands>
  <demand id="across"><source>North</source><target>South</target><demandValue>12.0</demandValue></demand>
  <demand id="along"><source>North</source><target>East</target><demandValue>0.5</demandValue></demand>
 </demands>
</network>
`;

const graph = `NODES 3
label x y
a 0 0
b 1 0
c 1 1

EDGES 5
label src dest weight bw delay
e0 0 1 1 1000 2500
e1 1 0 4 1000 2500
e2 1 2 1 1000 100
e3 2 1 1 2000 100
e4 0 2 2 500 0
`;

const demands = `DEMANDS 2
label src dest bw
d0 0 2 600
d1 1 0 100
`;

const imported = (text: string, choices: WanChoices = {}) =>
  importFiles([{ file: 'dir/square.txt', text }], choices);

function refusal(...texts: string[]): ImportRefusal {
  try {
    importFiles(texts.map((text, n) => ({ file: `f${n}`, text })));
  } catch (error) {
    if (error instanceof ImportRefusal) return error;
    throw error;
  }
  throw new Error('imported');
}

/** What comes to all wires from one device to another, in bit/s, by `from>to`. */
function loadsOf(scenario: ReturnType<typeof importFiles>['scenario']): Record<string, number> {
  const opened = openScenario(printScenario(scenario));
  expect(opened.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { links } = planScenario(opened)!;
  const wires = links.filter(({ record }) => record.startsWith('links.'));
  const loads: Record<string, number> = {};
  for (const { id, wantedBps } of wires) {
    const ends = id.slice(id.indexOf(':') + 1);
    loads[ends] = (loads[ends] ?? 0) + wantedBps;
  }
  return loads;
}

describe('an SNDlib network', () => {
  it('becomes routers, wires with a metric of 1, and traffic; loads are split over equal ways', () => {
    const { scenario, notes } = imported(native);
    expect(scenario.name).toBe('square');
    expect(Object.keys(scenario.devices!)).toEqual(['North', 'East', 'South', 'West']);
    // Nothing begins or ends in the west.
    expect(Object.keys(scenario.workloads!)).toEqual(['host-North', 'host-East', 'host-South']);
    // 12 across in halves of 6; 0.5 along the side.
    expect(loadsOf(scenario)).toEqual({
      'North>East': 6.5e6,
      'East>North': 0,
      'East>South': 6e6,
      'South>East': 0,
      'South>West': 0,
      'West>South': 6e6,
      'West>North': 0,
      'North>West': 6e6,
    });
    const rates = Object.values(scenario.links!).map(({ rate }) => rate);
    // Installed; installed; the largest module; a power of ten above 12.5 Mbit/s.
    expect(rates).toEqual(['40 Mbit/s', '40 Mbit/s', '622 Mbit/s', '100 Mbit/s']);
    expect(notes.join(' ')).toContain('1 of 4 links have no capacity installed');
  });

  it('has delays by distance where coordinates may be degrees, and none where the file says pixels', () => {
    const delays = (text: string) => Object.values(imported(text).scenario.links!).map(({ delay }) => delay);
    expect(delays(native).every((delay) => delay !== '0 ns')).toBe(true);
    expect(new Set(delays(xml)).size).toBe(1);
    const outside = native.replace('West (9.00 51.00)', 'West (200 400)');
    expect(new Set(delays(outside)).size).toBe(1);
  });

  it('reads the same from XML', () => {
    expect(loadsOf(imported(xml).scenario)).toEqual(loadsOf(imported(native).scenario));
  });

  it('lets demands go both ways where that is wished', () => {
    const loads = loadsOf(imported(native, { demands: 'both' }).scenario);
    expect(loads['East>North']).toBe(6.5e6);
    expect(loads['South>West']).toBe(6e6);
  });

  it('knows its units', () => {
    expect(unitBps('MBITPERSEC')).toBe(1e6);
    expect(unitBps('BITSPERSEC')).toBe(1);
    expect(unitBps('GBITPERSEC')).toBe(1e9);
    expect(unitBps('STM1')).toBeNull();
    expect(imported(native.replace(/ {2}unit.*\n/u, '')).notes[0]).toContain('no unit');
  });

  it('takes comments before the first line, Windows line ends and names of any kind', () => {
    const odd = `# saved by somebody\n\n${native.replaceAll('North', 'Nör/th')}`.replaceAll('\n', '\r\n');
    expect(Object.keys(imported(odd).scenario.devices!)[0]).toBe('No-r-th');
  });

  it.each([
    [native.replace('12.00 UNLIMITED', 'twelve UNLIMITED'), 24, 'the value of a demand is a number'],
    [native.replace('12.00', '-12'), 24, 'cannot be negative'],
    [native.replace('( North South )', '( North Sud )'), 24, 'names a node that is not in NODES'],
    [native.replace('  East (', '  North ('), 11, 'two nodes have one id'],
    [native.replace('( 155.00 10.00 )', '( 155.00 )'), 18, 'the cost of a module is a number'],
  ])('refuses what does not keep to the format, with the line (%#)', (text, line, sentence) => {
    const found = refusal(text);
    expect(found.message).toContain(sentence);
    expect(found.line).toBe(line);
  });

  it('refuses files that end early, and other files of SNDlib', () => {
    expect(refusal(native.slice(0, native.indexOf('along'))).message).toContain('the file ends where');
    expect(refusal(native.replace('type: network', 'type: model')).message).toContain('of type model');
    expect(refusal('?SNDlib native format; type: network; version: 1.0\n').message).toContain('no nodes');
  });

  it.each([
    [xml.replace('</nodes>', ''), 'closes nothing that is open'],
    [xml.replace('<source>North</source>', ''), 'link has no source'],
    [
      xml.replace('<demandValue>12.0</demandValue>', '<demandValue>x</demandValue>'),
      'demandValue is a number',
    ],
    ['<!DOCTYPE a [<!ENTITY b "c">]><a/>', 'a document type with declarations'],
    ['<a><b></a></b>', 'closes nothing'],
    ['<a/>', 'no network of SNDlib'],
    ['<a>', 'is not closed'],
    ['<a>'.repeat(100), 'nested more than'],
  ])('refuses XML that is none, or another (%#)', (text, sentence) => {
    expect(refusal(text).message).toContain(sentence);
  });
});

describe('a REPETITA topology', () => {
  it('becomes wires with a metric at each end, in pairs where rate and delay are the same', () => {
    const { scenario } = importFiles([
      { file: 'small.graph', text: graph },
      { file: 'small.0000.demands', text: demands },
    ]);
    expect(Object.values(scenario.links!)).toEqual([
      // 1000 kbit/s and 2500 microseconds.
      wire('a', 1, 'b', 4, '1 Mbit/s', '2.5 ms'),
      wire('b', 1, 'c', null, '1 Mbit/s', '100 us'),
      wire('c', 1, 'b', null, '2 Mbit/s', '100 us'),
      wire('a', 2, 'c', null, '500 kbit/s', '0 ns'),
    ]);
    // a to c: 1 + 1 over b, 2 straight: halves of 600. b to a costs 4.
    expect(loadsOf(scenario)).toMatchObject({ 'a>b': 3e5, 'b>c': 3e5, 'a>c': 3e5, 'b>a': 1e5, 'c>b': 0 });
  });

  it.each([
    [graph.replace('e1 1 0 4', 'e1 1 3 4'), demands, 10, 'from 0 to 2'],
    [graph.replace('e1 1 0 4', 'e1 1 0 0'), demands, 10, 'from 1 to'],
    [graph.replace('EDGES 5', 'EDGES 7'), demands, 0, 'the file ends where one of 7 edges'],
    [graph.replace('NODES 3', 'NODES 99999'), demands, 1, 'more than 5000 nodes'],
    [graph, demands.replace('600', '-600'), 3, 'cannot be negative'],
    [graph, demands.replace('d0 0 2 600', 'd0 0 2'), 3, 'there are 4 columns'],
  ])('refuses what does not keep to the format, with the line (%#)', (first, second, line, sentence) => {
    const found = refusal(first, second);
    expect(found.message).toContain(sentence);
    expect(found.line).toBe(line);
  });

  it('needs its topology, and one network at a time', () => {
    expect(refusal(demands).message).toContain('demands alone are no network');
    expect(refusal(graph, native).message).toContain('one network is imported at a time');
    expect(refusal(native, demands).message).toContain('REPETITA demands go with');
    expect(refusal('hello').message).toContain('none of the formats');
  });
});

describe('hostile files', () => {
  it.each([
    ['parentheses', `?SNDlib native format; type: network; version: 1.0\nX ${'('.repeat(2_000_000)}`],
    ['unclosed comments', '<!--'.repeat(500_000)],
    ['one long tag', `<a ${'b'.repeat(2_000_000)}`],
    ['a long document type', `<!DOCTYPE ${'a'.repeat(2_000_000)}`],
    ['empty lines', `NODES 3\n${'\n'.repeat(2_000_000)}`],
    ['spaces', ' '.repeat(2_000_000)],
  ])('are refused with a sentence: %s', (_name, text) => {
    expect(refusal(text).message.length).toBeLessThan(300);
  });
});

function wire(a: string, costA: number, b: string, costB: number | null, rate: string, delay: string) {
  const far = costB === null ? { to: b } : { to: b, metric: costB };
  return { kind: 'wire', ends: [{ to: a, metric: costA }, far], rate, delay, framing: 'packet' };
}
