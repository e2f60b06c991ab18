/** How the canvas looks, light and dark. Colours of text reach the AA contrast of 4.5 against their ground. */
import type { StylesheetJson } from 'cytoscape';
import type { Severity } from '../../src-sim/index.ts';
import { labelGap, symbol } from './layout/sizes.ts';
import { badgeImage, symbolColour, symbolImage, symbolKinds } from './icons.ts';

interface Palette {
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly traffic: string;
  readonly selected: string;
  readonly way: string;
  readonly denied: string;
  readonly packet: string;
  readonly ground: string;
  readonly boxes: Readonly<
    Record<string, { readonly ground: string; readonly border: string; readonly text: string }>
  >;
}

const light: Palette = {
  text: '#1c2530',
  quiet: '#52606d',
  line: '#7b8794',
  traffic: '#8a97a6',
  selected: '#1363df',
  way: '#0b7a4b',
  denied: '#c6203c',
  packet: '#a21caf',
  ground: '#f6f8fa',
  boxes: {
    site: { ground: '#ffffff', border: '#9aa7b4', text: '#3c4a58' },
    network: { ground: '#f3f0fd', border: '#8b70e0', text: '#4f32b0' },
    subnet: { ground: '#e8f4f1', border: '#3f9a86', text: '#0f5f4e' },
    host: { ground: '#eaf2fa', border: '#4a8fc7', text: '#175585' },
  },
};

const dark: Palette = {
  text: '#e6edf3',
  quiet: '#a3b1bf',
  line: '#8494a5',
  traffic: '#6b7a8a',
  selected: '#6ea8ff',
  way: '#4ade9a',
  denied: '#ff6b81',
  packet: '#e879f9',
  ground: '#12171d',
  boxes: {
    site: { ground: '#171d25', border: '#4a5866', text: '#b9c6d2' },
    network: { ground: '#211d35', border: '#7a62cf', text: '#c9bcff' },
    subnet: { ground: '#132b28', border: '#35806f', text: '#9ee0cf' },
    host: { ground: '#142636', border: '#3d79aa', text: '#a9d3f5' },
  },
};

export const canvasFont = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Open Sans", sans-serif';
export const boxFontPx = 13;
export const symbolFontPx = 13;
/** Smaller on screen than this, a text is not drawn: nobody could read it. */
const readableFontPx = 5;

export function canvasPalette(isDark: boolean): Palette {
  return isDark ? dark : light;
}

export function canvasStyle(isDark: boolean): StylesheetJson {
  const palette = canvasPalette(isDark);
  return [
    {
      selector: 'node',
      style: {
        label: 'data(label)',
        'font-family': canvasFont,
        'font-size': symbolFontPx,
        color: palette.text,
        'text-wrap': 'wrap',
        'line-height': 1.35,
        'overlay-opacity': 0,
        'min-zoomed-font-size': readableFontPx,
        'z-index-compare': 'manual',
        'z-index': 30,
        'outline-width': 3,
        'outline-offset': 2,
        'outline-opacity': 0,
        // Room for the ring when there is one: pictures of elements are kept, and would cut it off.
        'bounds-expansion': 8,
      },
    },
    {
      selector: 'node[shape = "symbol"]',
      style: {
        shape: 'round-rectangle',
        'corner-radius': '9',
        width: symbol.width,
        height: symbol.height,
        'background-color': symbolColour(''),
        'background-image': symbolImage(''),
        'background-width': '62%',
        'background-height': '62%',
        'text-valign': 'bottom',
        'text-margin-y': labelGap - 1,
        'border-width': 0,
        'text-background-opacity': 0.82,
        'text-background-padding': '1px',
      },
    },
    // Lines pass behind the text of a symbol, on the ground that it stands on.
    ...Object.entries(palette.boxes).map(([level, { ground }]) => ({
      selector: `node[shape = "symbol"][ground = "${level}"]`,
      style: { 'text-background-color': ground },
    })),
    ...symbolKinds.map((kind) => ({
      selector: `node[shape = "symbol"][kind = "${kind}"]`,
      style: { 'background-color': symbolColour(kind), 'background-image': symbolImage(kind) },
    })),
    {
      selector: 'node[shape = "box"]',
      style: {
        shape: 'round-rectangle',
        'corner-radius': '8',
        width: 'data(width)' as unknown as number,
        height: 'data(height)' as unknown as number,
        // Under lines and symbols, the outer box under the inner one.
        'z-index': 'data(depth)' as unknown as number,
        'font-size': boxFontPx,
        'font-weight': 600,
        'text-halign': 'left',
        'text-valign': 'top',
        'text-margin-x': 'data(labelShift)' as unknown as number,
        'text-margin-y': 23,
        'text-wrap': 'none',
        'border-width': 1.2,
      },
    },
    ...Object.entries(palette.boxes).map(([level, colours]) => ({
      selector: `node[shape = "box"][level = "${level}"]`,
      style: { 'background-color': colours.ground, 'border-color': colours.border, color: colours.text },
    })),
    { selector: 'node[shape = "box"][level = "site"]', style: { 'border-style': 'dashed' } },
    {
      selector: 'edge',
      style: {
        width: 2,
        'line-color': palette.line,
        'curve-style': 'bezier',
        label: 'data(label)',
        'font-family': canvasFont,
        'font-size': 12,
        color: palette.quiet,
        'text-background-color': palette.ground,
        'text-background-opacity': 0.9,
        'text-background-padding': '2px',
        'min-zoomed-font-size': readableFontPx,
        'overlay-opacity': 0,
        'z-index-compare': 'manual',
        'z-index': 20,
      },
    },
    // Above its line, so that the colour of a load does not run through it.
    { selector: 'edge[kind = "wire"]', style: { width: 3, 'text-margin-y': -12 } },
    { selector: 'edge[kind = "peering"]', style: { 'line-style': 'dashed' } },
    { selector: 'edge[kind = "gateway"]', style: { 'line-style': 'dotted' } },
    {
      selector: 'edge[kind = "traffic"]',
      style: {
        width: 1.4,
        'line-style': 'dashed',
        'line-color': palette.traffic,
        'target-arrow-shape': 'triangle',
        'target-arrow-color': palette.traffic,
        'arrow-scale': 0.9,
        'control-point-step-size': 60,
      },
    },
    ...severityStyles('info', isDark),
    ...severityStyles('warning', isDark),
    ...severityStyles('error', isDark),
    { selector: 'edge[loadColour]', style: { 'line-color': 'data(loadColour)', width: 'data(loadWidth)' } },
    {
      selector: 'edge[kind = "traffic"][loadColour]',
      style: { 'target-arrow-color': 'data(loadColour)' },
    },
    {
      selector: 'node[loadColour]',
      style: { 'border-width': 5, 'border-position': 'inside', 'border-color': 'data(loadColour)' },
    },
    { selector: 'node[shape = "box"][loadColour]', style: { 'border-width': 3 } },
    { selector: '.dimmed', style: { opacity: 0.35 } },
    { selector: 'edge.way', style: { 'line-color': palette.way, width: 5, 'z-index': 25, opacity: 1 } },
    {
      selector: 'node.way',
      style: { 'outline-opacity': 1, 'outline-color': palette.way },
    },
    {
      selector: 'edge.packet',
      style: { 'underlay-color': palette.packet, 'underlay-opacity': 0.5, 'underlay-padding': 6 },
    },
    { selector: 'node.packet', style: { 'outline-opacity': 1, 'outline-color': palette.packet } },
    { selector: 'node.way.failed', style: { 'outline-color': palette.denied } },
    {
      selector: 'node.selected',
      style: { 'outline-opacity': 1, 'outline-color': palette.selected },
    },
    {
      selector: 'edge.selected',
      style: { 'underlay-color': palette.selected, 'underlay-opacity': 0.35, 'underlay-padding': 5 },
    },
  ] as StylesheetJson;
}

/** Lines take the colour of their problem, objects a badge in their upper right corner. */
function severityStyles(severity: Severity, isDark: boolean): object[] {
  const badge = badgeImage(severity);
  const colour = severityColour(severity, isDark);
  const onSymbols = symbolKinds.map((kind) => ({
    selector: `node[badge = "${severity}"][shape = "symbol"][kind = "${kind}"]`,
    style: {
      'background-image': [symbolImage(kind), badge],
      'background-width': ['62%', '18px'],
      'background-height': ['62%', '18px'],
      'background-position-x': ['50%', '100%'],
      'background-position-y': ['50%', '0%'],
      'background-offset-x': ['0px', '7px'],
      'background-offset-y': ['0px', '-7px'],
      'background-clip': ['node', 'none'],
      'background-image-containment': ['inside', 'over'],
      'bounds-expansion': 10,
    },
  }));
  const onBoxes = {
    selector: `node[badge = "${severity}"][shape = "box"]`,
    style: {
      'background-image': badge,
      'background-width': '18px',
      'background-height': '18px',
      'background-position-x': '100%',
      'background-position-y': '0%',
      'background-offset-x': '-6px',
      'background-offset-y': '6px',
      'border-color': colour,
    },
  };
  const onLines = { selector: `edge[badge = "${severity}"]`, style: { 'line-color': colour } };
  return [onBoxes, ...onSymbols, onLines];
}

function severityColour(severity: Severity, isDark: boolean): string {
  const colours = isDark
    ? { error: '#ff6b81', warning: '#e8a13a', info: '#6ea8ff' }
    : { error: '#c6203c', warning: '#b26a00', info: '#2f6fd0' };
  return colours[severity];
}
