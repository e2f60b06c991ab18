/**
 * What the models behind the figures leave out, as far as it bears on this design. The full account is in
 * docs/models; here stand the sentences a reader of the figures must know.
 */
import type { ReportInput } from './report-input.ts';

interface Assumption {
  readonly sentence: string;
  applies(input: ReportInput): boolean;
}

const always = (): boolean => true;
const hasLimit = ({ nodes }: ReportInput['fabric']): boolean =>
  nodes.some(({ connectionsMax }) => connectionsMax !== undefined);
const simulated = ({ run }: ReportInput): boolean => run !== null;

const assumptions: readonly Assumption[] = [
  {
    sentence:
      'Routing is what the tables say: no routing protocol runs, and after a failure no table changes by itself.',
    applies: always,
  },
  {
    sentence: 'Links are full duplex and the same both ways.',
    applies: always,
  },
  {
    sentence:
      "A provider's own network has the limits and delays its published facts give, and where they give none, none: no other customer's load is in it.",
    applies: ({ scenario }) => Object.keys(scenario.networks ?? {}).length > 0,
  },
  {
    sentence: 'Where several equal routes exist, each flow keeps to one of them, chosen by hash.',
    applies: ({ fabric }) =>
      fabric.tables.some(({ routes }) =>
        routes.some(({ action }) => action.kind === 'forward' && action.ports.length > 1),
      ),
  },
  {
    sentence:
      'Flows of plain packets send at their stated rate whatever becomes of the packets: their loss shows what the network lacks, not what TCP would make of it.',
    applies: ({ run }) => run?.flows.some(({ tcp }) => tcp === null) ?? false,
  },
  {
    sentence:
      "Transfers are TCP as Linux has it, segment by segment: no offload joins segments into bursts, and the machines' own applications never wait.",
    applies: ({ run }) => run?.flows.some(({ tcp }) => tcp !== null) ?? false,
  },
  {
    sentence:
      'Queues without a discipline are first in, first out, and drop what arrives when they are full.',
    applies: simulated,
  },
  {
    sentence: 'Packets are cut in pieces only where their flow allows it.',
    applies: ({ run }) =>
      run !== null && run.flows.some(({ lossByFate }) => (lossByFate['too-big'] ?? 0) > 0),
  },
  {
    sentence:
      'Nodes that filter by connection remember each of them for the whole run, unless the document limits how many.',
    applies: ({ run, fabric }) =>
      run !== null && fabric.filters.some(({ stateful }) => stateful) && !hasLimit(fabric),
  },
  {
    sentence:
      'Machines take no time of their own: latency is the time on links and in their queues, one way.',
    applies: simulated,
  },
  {
    sentence:
      'Loss on a link befalls each packet independently of the others; real loss often comes in bursts.',
    applies: ({ run, fabric }) => run !== null && fabric.links.some((link) => link.loss > 0),
  },
  {
    sentence:
      'Hosts take a packet the time their data path says, without the savings of segmentation offload; those without one take none.',
    applies: ({ run, scenario }) => run !== null && Object.keys(scenario.hosts ?? {}).length > 0,
  },
];

/** Sentences, in reading order. */
export function assumptionsOf(input: ReportInput): string[] {
  return assumptions.filter((each) => each.applies(input)).map(({ sentence }) => sentence);
}
