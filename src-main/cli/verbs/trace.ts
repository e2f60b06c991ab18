import { answerTrace, type TraceAnswer, type TraceQuestion, TraceRefusal } from '../../../src-sim/index.ts';
import { exitCode } from '../exit-code.ts';
import { hopLines } from '../hop-lines.ts';
import { openDocument } from '../read-document.ts';
import { questionRefusal, usageRefusal } from '../refusal.ts';
import { jsonOption, type Verb, type VerbCall } from '../verb.ts';

export const trace: Verb = {
  name: 'trace',
  summary: 'Follow a packet from one workload to another and back, hop by hop',
  positionals: 'FILE',
  positionalsMin: 1,
  positionalsMax: 1,
  options: {
    from: { kind: 'value', value: 'A', meaning: 'id or address of the sender' },
    to: { kind: 'value', value: 'B', meaning: 'id or address of the receiver' },
    protocol: { kind: 'value', value: 'tcp', meaning: 'icmp (when left out), tcp or udp' },
    port: { kind: 'value', value: '443', meaning: 'destination port of tcp or udp' },
    json: jsonOption,
  },
  async run(call) {
    const question = traceQuestion(call);
    const result = answer(await openDocument(call.positionals[0] ?? ''), question);
    if (call.flag('json')) {
      call.terminal.json(result);
      return exitCode.good;
    }
    const { terminal } = call;
    const service = result.protocol === 'icmp' ? 'icmp' : `${result.protocol} port ${result.port}`;
    terminal.print(`${result.from} to ${result.to}, ${service}`);
    for (const line of hopLines(result.forward)) terminal.print(line);
    terminal.print(`${result.to} to ${result.from}, the answer`);
    for (const line of hopLines(result.reverse)) terminal.print(line);
    terminal.print(`${result.class}: ${result.verdict}`);
    for (const { sentence } of result.fixes ?? []) terminal.print(`  this would make it work: ${sentence}`);
    return exitCode.good;
  },
};

function answer(opened: Awaited<ReturnType<typeof openDocument>>, question: TraceQuestion): TraceAnswer {
  try {
    return answerTrace(opened.text, opened, question);
  } catch (error) {
    if (error instanceof TraceRefusal) throw questionRefusal(error.message);
    throw error;
  }
}

const protocols = ['icmp', 'tcp', 'udp'] as const;

function traceQuestion(call: VerbCall): TraceQuestion {
  const [from, to] = [call.value('from'), call.value('to')];
  if (from === null || to === null) throw usageRefusal('trace needs --from A and --to B.');
  const port = call.value('port');
  const named = call.value('protocol') ?? (port === null ? 'icmp' : 'tcp');
  const protocol = protocols.find((known) => known === named);
  if (protocol === undefined) throw usageRefusal(`--protocol is icmp, tcp or udp, not ${named}.`);
  if (protocol === 'icmp') {
    if (port !== null)
      throw usageRefusal('icmp has no ports; leave --port out or choose --protocol tcp or udp.');
    return { from, to, protocol };
  }
  if (port === null) throw usageRefusal(`--protocol ${protocol} needs --port, for example --port 443.`);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw usageRefusal('--port is a number from 0 to 65535.');
  return { from, to, protocol, port: Number(port) };
}
