import { parsePercent, planScenario, type PlanChoices } from '../../../src-sim/index.ts';
import { exitCode } from '../exit-code.ts';
import { planLines } from '../plan-tables.ts';
import { openDocument } from '../read-document.ts';
import { usageRefusal } from '../refusal.ts';
import { jsonOption, type Verb, type VerbCall } from '../verb.ts';

export const plan: Verb = {
  name: 'plan',
  summary: 'Say how full the network is, when it will be, what failures do, and what it costs',
  positionals: 'FILE',
  positionalsMin: 1,
  positionalsMax: 1,
  options: {
    failures: { kind: 'value', value: '1', meaning: 'try all failures of one element, or of 2 at a time' },
    growth: { kind: 'value', value: '5%/month', meaning: 'growth of the traffic' },
    start: { kind: 'value', value: '2026-11', meaning: 'first month of growth; this month when left out' },
    cost: { kind: 'flag', meaning: 'price the resources and the traffic of a month' },
    json: jsonOption,
  },
  async run(call) {
    const choices = planChoices(call);
    const { terminal } = call;
    const opened = await openDocument(call.positionals[0] ?? '');
    const result = planScenario(opened, choices, (done, of) => {
      if (done % 10 === 0) terminal.progress(`${done} of ${of} failures`);
    })!;
    terminal.endProgress();
    if (call.flag('json')) terminal.json(result);
    else for (const line of planLines(result)) terminal.print(line);
    return exitCode.good;
  },
};

function planChoices(call: VerbCall): PlanChoices {
  const [failures, growth, start] = [call.value('failures'), call.value('growth'), call.value('start')];
  if (failures !== null && failures !== '1' && failures !== '2') {
    throw usageRefusal(`--failures is 1 or 2, not ${failures}.`);
  }
  if (start !== null && growth === null) throw usageRefusal('--start is the first month of --growth.');
  return {
    ...(failures === null ? {} : { failures: failures === '1' ? 1 : 2 }),
    ...(growth === null ? {} : { growth: { perMonth: monthlyGrowth(growth), start: firstMonth(start) } }),
    cost: call.flag('cost'),
  };
}

function monthlyGrowth(text: string): number {
  const match = /^(.*)\/\s*month$/u.exec(text.trim());
  const share = match === null ? null : parsePercent(match[1]);
  if (share === null || !share.ok || share.value === 0) {
    throw usageRefusal(`--growth is a share a month, such as 5%/month, not ${text}.`);
  }
  return share.value;
}

function firstMonth(text: string | null) {
  if (text === null) {
    const now = new Date();
    return { year: now.getUTCFullYear(), month: now.getUTCMonth() + 1 };
  }
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/u.exec(text);
  if (match === null) throw usageRefusal(`--start is a month such as 2026-11, not ${text}.`);
  return { year: Number(match[1]), month: Number(match[2]) };
}
