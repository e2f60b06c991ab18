/** Our own symbols for network nouns, drawn on a 24 grid and handed to the canvas as SVG images. No text goes in: names are labels. */

interface Symbol {
  readonly colour: string;
  readonly strokes: string;
}

const compute = '#c2570c';
const networking = '#6d4bd1';
const equipment = '#1f6fb2';
const world = '#4a5a68';

const symbols: Readonly<Record<string, Symbol>> = {
  'virtual-machine': {
    colour: compute,
    strokes:
      '<rect x="5" y="5" width="14" height="14" rx="2"/><rect x="9" y="9" width="6" height="6" rx="1"/><path d="M9 5V3M15 5V3M9 21v-2M15 21v-2M5 9H3M5 15H3M21 9h-2M21 15h-2"/>',
  },
  'aws-transit-gateway': {
    colour: networking,
    strokes:
      '<circle cx="12" cy="12" r="3"/><circle cx="5" cy="5" r="1.8"/><circle cx="19" cy="5" r="1.8"/><circle cx="5" cy="19" r="1.8"/><circle cx="19" cy="19" r="1.8"/><path d="M6.4 6.4l3.4 3.4M17.6 6.4l-3.4 3.4M6.4 17.6l3.4-3.4M17.6 17.6l-3.4-3.4"/>',
  },
  'aws-internet-gateway': {
    colour: networking,
    strokes: '<path d="M4 19v-6a8 8 0 0 1 16 0v6"/><path d="M12 20V10M8.5 13.5L12 10l3.5 3.5"/>',
  },
  router: {
    colour: equipment,
    strokes:
      '<circle cx="12" cy="12" r="8.5"/><path d="M12 10V5.5M10 7.5l2-2 2 2M12 14v4.5M10 16.5l2 2 2-2M5.5 12H10M8 10l2 2-2 2M18.5 12H14M16 10l-2 2 2 2"/>',
  },
  hypervisor: {
    colour: equipment,
    strokes:
      '<rect x="4" y="4" width="16" height="6" rx="1.5"/><rect x="4" y="14" width="16" height="6" rx="1.5"/><path d="M7.5 7h.01M7.5 17h.01M11 7h5M11 17h5"/>',
  },
  'standard-switch': {
    colour: equipment,
    strokes: '<path d="M4 9h13M14 6l3 3-3 3M20 15H7M10 12l-3 3 3 3"/>',
  },
  internet: {
    colour: world,
    strokes:
      '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c3 3 3 14 0 17M12 3.5c-3 3-3 14 0 17"/>',
  },
};

const unknown: Symbol = {
  colour: world,
  strokes: '<rect x="5" y="5" width="14" height="14" rx="2"/><path d="M10 10a2 2 0 1 1 2 2.5V14M12 17h.01"/>',
};

/** Kinds that have a symbol of their own. */
export const symbolKinds: readonly string[] = Object.keys(symbols);

export function symbolColour(kind: string): string {
  return (symbols[kind] ?? unknown).colour;
}

export function symbolImage(kind: string): string {
  const { strokes } = symbols[kind] ?? unknown;
  return image(
    24,
    `<g fill="none" stroke="#ffffff" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">${strokes}</g>`,
  );
}

const badgeColour = { error: '#c6203c', warning: '#b26a00', info: '#2f6fd0' } as const;

/** A round mark on an object that has problems. */
export function badgeImage(severity: keyof typeof badgeColour): string {
  const sign =
    severity === 'info'
      ? '<path d="M12 11v6M12 7.5h.01" stroke-width="2.4"/>'
      : '<path d="M12 6.5v7M12 17h.01" stroke-width="2.6"/>';
  return image(
    24,
    `<circle cx="12" cy="12" r="11" fill="${badgeColour[severity]}" stroke="#ffffff" stroke-width="1.6"/><g fill="none" stroke="#ffffff" stroke-linecap="round">${sign}</g>`,
  );
}

function image(size: number, content: string): string {
  // Width and height make every browser rasterise it sharply; without them some fall back to 150 pixels.
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size * 3}" height="${size * 3}" viewBox="0 0 ${size} ${size}">${content}</svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}
