/**
 * Files of other tools as one document. What a file is shows in its content, not in its name: SNDlib networks, native or XML;
 * REPETITA topologies with their demands, which come in two files.
 */
import { ImportRefusal } from './import-refusal.ts';
import { isRepetitaDemands, isRepetitaGraph, readRepetitaDemands, readRepetitaGraph } from './repetita.ts';
import { isSndlibNative, readSndlibNative } from './sndlib-native.ts';
import { readSndlibXml } from './sndlib-xml.ts';
import { type ImportedScenario, type WanChoices, wanScenario } from './wan-scenario.ts';
import type { WanTopology } from './wan-topology.ts';

export interface SourceFile {
  /** As it was named. */
  readonly file: string;
  readonly text: string;
}

export const importFormats = 'SNDlib networks (native or XML), REPETITA topologies and demands';

/** Throws `ImportRefusal`. */
export function importFiles(files: readonly SourceFile[], choices: WanChoices = {}): ImportedScenario {
  const graphs = files.filter(({ text }) => isRepetitaGraph(text));
  const demands = files.filter(({ text }) => isRepetitaDemands(text));
  const others = files.filter((each) => !graphs.includes(each) && !demands.includes(each));
  const [first, second] = [...graphs, ...others];
  if (first === undefined) {
    const [alone] = demands;
    if (alone === undefined) throw new ImportRefusal('there is no file to import', '');
    throw new ImportRefusal('demands alone are no network: name the topology (.graph) as well', alone.file);
  }
  if (second !== undefined) {
    throw new ImportRefusal(
      `one network is imported at a time, and ${first.file} is one already`,
      second.file,
    );
  }
  return wanScenario(graphs.length > 0 ? repetita(first, demands) : sndlib(first, demands), choices);
}

function repetita(graph: SourceFile, demands: readonly SourceFile[]): WanTopology {
  const { nodes, lines } = readRepetitaGraph(graph.file, graph.text);
  return {
    title: titleOf(graph.file),
    geographic: false,
    nodes,
    lines,
    demands: demands.flatMap(({ file, text }) => readRepetitaDemands(file, text, nodes.length)),
    notes: demands.length === 0 ? ['There is no file of demands, so there is no traffic.'] : [],
  };
}

function sndlib({ file, text }: SourceFile, demands: readonly SourceFile[]): WanTopology {
  const [stray] = demands;
  if (stray !== undefined)
    throw new ImportRefusal('REPETITA demands go with a REPETITA topology', stray.file);
  if (isSndlibNative(text)) return readSndlibNative(file, text, titleOf(file));
  if (/^\uFEFF?\s*</u.test(text)) return readSndlibXml(file, text, titleOf(file));
  throw new ImportRefusal(`this is none of the formats that are read: ${importFormats}`, file, 1, 1);
}

/** The name of the file, without folders and the last ending. */
const titleOf = (file: string): string => {
  const name = file.split(/[/\\]/u).at(-1) ?? '';
  return name.replace(/\.[^.]*$/u, '') || name || 'Imported network';
};
