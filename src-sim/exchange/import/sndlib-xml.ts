/** SNDlib's XML format of networks: what the native format says, and whether coordinates are degrees or places on a drawing. */
import { ImportRefusal } from './import-refusal.ts';
import { type SndlibDemand, type SndlibLink, sndlibTopology } from './sndlib-parts.ts';
import { readNumber } from './text-tokens.ts';
import { wanLimits, type WanNode, type WanTopology } from './wan-topology.ts';
import { childNamed, parseXml, type XmlElement } from './xml-tree.ts';

export function readSndlibXml(file: string, text: string, title: string): WanTopology {
  return new XmlReader(file).read(parseXml(file, text), title);
}

class XmlReader {
  readonly #file: string;
  readonly #numbers = new Map<string, number>();

  constructor(file: string) {
    this.#file = file;
  }

  read(root: XmlElement, title: string): WanTopology {
    const structure = childNamed(root, 'networkStructure');
    if (root.name !== 'network' || structure === undefined) {
      throw this.#refusal(root, 'this is no network of SNDlib: there is no networkStructure in a network');
    }
    const allNodes = this.#required(structure, 'nodes');
    const nodes = this.#entries(allNodes, 'node', wanLimits.nodes).map((entry) => this.#node(entry));
    const links = this.#entries(childNamed(structure, 'links'), 'link', wanLimits.lines);
    const demands = this.#entries(childNamed(root, 'demands'), 'demand', wanLimits.demands);
    const type = allNodes.attributes['coordinatesType'];
    return sndlibTopology({
      title,
      nodes,
      links: links.map((entry) => this.#link(entry)),
      demands: demands.map((entry) => this.#demand(entry)),
      unit: childNamed(childNamed(root, 'meta') ?? root, 'unit')?.text ?? null,
      geographic: type === undefined ? null : type === 'geographical',
    });
  }

  #entries(list: XmlElement | undefined, name: string, most: number): readonly XmlElement[] {
    const entries = list?.children.filter((child) => child.name === name) ?? [];
    if (entries.length > most) throw this.#refusal(entries[most], `more than ${most} ${name}s are not read`);
    return entries;
  }

  #id(entry: XmlElement): string {
    const { id } = entry.attributes;
    if (id === undefined || id === '') throw this.#refusal(entry, `a ${entry.name} has no id`);
    return id;
  }

  #node(entry: XmlElement): WanNode {
    const name = this.#id(entry);
    if (this.#numbers.has(name)) throw this.#refusal(entry, `two nodes have the id ${JSON.stringify(name)}`);
    this.#numbers.set(name, this.#numbers.size);
    const place = childNamed(entry, 'coordinates');
    if (place === undefined) return { name, x: 0, y: 0 };
    return { name, x: this.#number(place, 'x'), y: this.#number(place, 'y') };
  }

  #link(entry: XmlElement): SndlibLink {
    const installed = childNamed(entry, 'preInstalledModule');
    const additional = childNamed(entry, 'additionalModules');
    return {
      name: this.#id(entry),
      a: this.#end(entry, 'source'),
      b: this.#end(entry, 'target'),
      installed: installed === undefined ? 0 : this.#notNegative(installed, 'capacity'),
      modules: (additional?.children ?? []).map((module) => this.#notNegative(module, 'capacity')),
    };
  }

  #demand(entry: XmlElement): SndlibDemand {
    return {
      name: this.#id(entry),
      from: this.#end(entry, 'source'),
      to: this.#end(entry, 'target'),
      value: this.#notNegative(entry, 'demandValue'),
    };
  }

  #end(entry: XmlElement, name: string): number {
    const end = this.#required(entry, name);
    const number = this.#numbers.get(end.text);
    if (number === undefined) throw this.#refusal(end, `there is no node ${JSON.stringify(end.text)}`);
    return number;
  }

  #required(entry: XmlElement, name: string): XmlElement {
    const child = childNamed(entry, name);
    if (child === undefined) throw this.#refusal(entry, `${entry.name} has no ${name}`);
    return child;
  }

  #number(entry: XmlElement, name: string): number {
    const child = this.#required(entry, name);
    const value = readNumber(child.text);
    if (value === null) throw this.#refusal(child, `${name} is a number`);
    return value;
  }

  #notNegative(entry: XmlElement, name: string): number {
    const value = this.#number(entry, name);
    if (value < 0) throw this.#refusal(entry, `${name} cannot be negative`);
    return value;
  }

  #refusal({ line }: XmlElement, message: string): ImportRefusal {
    return new ImportRefusal(message, this.#file, line, 1);
  }
}
