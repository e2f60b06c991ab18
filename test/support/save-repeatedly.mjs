// Child process of save-kill.test.ts: saves whole documents one after the other until it is killed, and says on
// stdout when it begins each. The compiled save module is the first argument, the document the second.
import { pathToFileURL } from 'node:url';

const [module, path, kilobytes] = process.argv.slice(2);
const { saveTextFile } = await import(pathToFileURL(module).href);

for (let generation = 1; ; generation += 1) {
  process.stdout.write(`${generation}\n`);
  await saveTextFile(path, documentOf(generation, Number(kilobytes)), { keepPrevious: true });
}

function documentOf(generation, kilobytes) {
  const line = `generation ${String(generation).padStart(8, '0')} ${'x'.repeat(1002)}\n`;
  return `${line.repeat(kilobytes)}end ${generation}\n`;
}
