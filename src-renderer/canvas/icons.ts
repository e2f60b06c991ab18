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
  'aws-egress-only-gateway': {
    colour: networking,
    strokes: '<path d="M4 19v-6a8 8 0 0 1 16 0v6"/><path d="M12 18V9M8.5 12.5L12 9l3.5 3.5M8 21h8"/>',
  },
  'aws-nat-gateway': {
    colour: networking,
    strokes:
      '<rect x="4" y="5" width="16" height="14" rx="2"/><path d="M7 10h9M13.5 7.5L16 10l-2.5 2.5M17 15H8M10.5 12.5L8 15l2.5 2.5"/>',
  },
  'aws-virtual-private-gateway': {
    colour: networking,
    strokes:
      '<rect x="6" y="11" width="12" height="9" rx="2"/><path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2"/>',
  },
  'aws-direct-connect-gateway': {
    colour: networking,
    strokes:
      '<circle cx="6" cy="12" r="2.5"/><circle cx="18" cy="12" r="2.5"/><path d="M8.5 11h7M8.5 13h7"/>',
  },
  'gcp-cloud-router': {
    colour: networking,
    strokes: '<circle cx="12" cy="12" r="8.5"/><path d="M8 9l4 3-4 3M16 9l-4 3 4 3M12 4v4M12 16v4"/>',
  },
  'gcp-vpn-gateway': {
    colour: networking,
    strokes:
      '<rect x="6" y="11" width="12" height="9" rx="2"/><path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3M9 15.5h6"/>',
  },
  'gcp-vlan-attachment': {
    colour: networking,
    strokes:
      '<circle cx="5.5" cy="12" r="2"/><circle cx="18.5" cy="12" r="2"/><path d="M7.5 12h9M10 8v8M14 8v8"/>',
  },
  'gcp-cloud-nat': {
    colour: networking,
    strokes: '<rect x="4" y="5" width="16" height="14" rx="2"/><path d="M7 12h9M13 9l3 3-3 3M7 9v6"/>',
  },
  'gcp-ncc-hub': {
    colour: networking,
    strokes:
      '<circle cx="12" cy="12" r="3"/><circle cx="12" cy="4.5" r="1.6"/><circle cx="5.5" cy="17" r="1.6"/><circle cx="18.5" cy="17" r="1.6"/><path d="M12 9V6M9.5 13.7l-2.7 2.2M14.5 13.7l2.7 2.2"/>',
  },
  'gcp-psc-endpoint': {
    colour: compute,
    strokes:
      '<rect x="11" y="6" width="9" height="12" rx="2"/><path d="M11 12H7M14 10v4"/><circle cx="5.3" cy="12" r="1.7"/>',
  },
  'azure-firewall': {
    colour: networking,
    strokes:
      '<path d="M12 3.5l7.5 3v5c0 4.5-3 7.5-7.5 9-4.5-1.5-7.5-4.5-7.5-9v-5z"/><path d="M5 11.500h14M12 4v16"/>',
  },
  'azure-nat-gateway': {
    colour: networking,
    strokes: '<rect x="4" y="6" width="16" height="12" rx="2"/><path d="M8 12h8M13 9l3 3-3 3"/>',
  },
  'azure-vpn-gateway': {
    colour: networking,
    strokes:
      '<rect x="6" y="11" width="12" height="9" rx="2"/><path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3"/><circle cx="12" cy="15.5" r="1.5"/>',
  },
  'azure-expressroute-gateway': {
    colour: networking,
    strokes: '<path d="M12 4l8 14H4z"/><path d="M12 10v4M10 14h4"/>',
  },
  'azure-expressroute-circuit': {
    colour: networking,
    strokes:
      '<circle cx="5.5" cy="12" r="2"/><circle cx="18.5" cy="12" r="2"/><path d="M7.5 11h9M7.5 13h9M12 7v10"/>',
  },
  'azure-route-server': {
    colour: networking,
    strokes:
      '<rect x="5" y="4" width="14" height="16" rx="2"/><path d="M8 9h8M13.5 6.500L16 9l-2.5 2.500M16 15H8M10.5 12.500L8 15l2.5 2.5"/>',
  },
  'azure-virtual-wan': {
    colour: networking,
    strokes:
      '<circle cx="12" cy="12" r="8.5"/><circle cx="12" cy="12" r="2"/><path d="M12 3.500V10M12 14v6.500M3.5 12H10M14 12h6.5"/>',
  },
  'nsx-tier-1': {
    colour: networking,
    strokes: '<circle cx="12" cy="12" r="8.5"/><path d="M8 10l4-3 4 3M8 14l4 3 4-3"/>',
  },
  'azure-private-endpoint': {
    colour: compute,
    strokes:
      '<rect x="11" y="6" width="9" height="12" rx="2"/><path d="M11 12H7"/><circle cx="5.3" cy="12" r="1.7"/>',
  },
  'aws-network-firewall': {
    colour: networking,
    strokes:
      '<rect x="4" y="5" width="16" height="14" rx="1"/><path d="M4 9.7h16M4 14.3h16M9.5 5v4.7M15 5v4.7M7 9.7v4.6M12.5 9.7v4.6M17.5 9.7v4.6M9.5 14.3V19M15 14.3V19"/>',
  },
  'aws-gateway-load-balancer': {
    colour: networking,
    strokes:
      '<circle cx="5.5" cy="12" r="2"/><path d="M7.5 12h4M11.5 12L17 6.5M11.5 12h6M11.5 12l5.5 5.5"/><circle cx="18.5" cy="5.5" r="1.6"/><circle cx="19" cy="12" r="1.6"/><circle cx="18.5" cy="18.5" r="1.6"/>',
  },
  'aws-gateway-load-balancer-endpoint': {
    colour: networking,
    strokes: '<path d="M3 15h5a4 4 0 0 1 8 0h5"/><path d="M12 11V5M9.5 7.5L12 5l2.5 2.5"/>',
  },
  'aws-endpoint-service': {
    colour: networking,
    strokes:
      '<rect x="4" y="6" width="9" height="12" rx="2"/><path d="M13 12h4"/><circle cx="18.7" cy="12" r="1.7"/>',
  },
  'aws-interface-endpoint': {
    colour: networking,
    strokes:
      '<rect x="11" y="6" width="9" height="12" rx="2"/><path d="M11 12H7"/><circle cx="5.3" cy="12" r="1.7"/>',
  },
  'aws-core-network': {
    colour: networking,
    strokes:
      '<circle cx="12" cy="12" r="8.5"/><circle cx="8" cy="10" r="1.4"/><circle cx="16" cy="9" r="1.4"/><circle cx="13" cy="16" r="1.4"/><path d="M9.3 9.8l5.3-.6M8.7 11.3l3.5 3.6M15.5 10.3l-1.9 4.4"/>',
  },
  router: {
    colour: equipment,
    strokes:
      '<circle cx="12" cy="12" r="8.5"/><path d="M12 10V5.5M10 7.5l2-2 2 2M12 14v4.5M10 16.5l2 2 2-2M5.5 12H10M8 10l2 2-2 2M18.5 12H14M16 10l-2 2 2 2"/>',
  },
  switch: {
    colour: equipment,
    strokes:
      '<rect x="3" y="7" width="18" height="10" rx="1.5"/><path d="M6.5 13.5v.01M10 13.5v.01M13.5 13.5v.01M17 13.5v.01M6.5 10.5h11"/>',
  },
  firewall: {
    colour: equipment,
    strokes:
      '<rect x="4" y="5" width="16" height="14" rx="1"/><path d="M4 9.7h16M4 14.3h16M12 5v4.7M8 9.7v4.6M16 9.7v4.6M12 14.3V19"/>',
  },
  'exchange-router': {
    colour: world,
    strokes:
      '<circle cx="12" cy="12" r="8.5"/><path d="M8 9h8M13.5 6.5L16 9l-2.5 2.5M16 15H8M10.5 12.5L8 15l2.5 2.5"/>',
  },
  'exchange-port': {
    colour: world,
    strokes:
      '<rect x="5" y="6" width="14" height="12" rx="1.5"/><path d="M8.5 18v-4h7v4M10.5 14v-2M13.5 14v-2"/>',
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
  'distributed-switch': {
    colour: equipment,
    strokes: '<path d="M3 8h14M14 5l3 3-3 3M21 16H7M10 13l-3 3 3 3M3 12h18"/>',
  },
  'ovs-bridge': {
    colour: equipment,
    strokes: '<path d="M3 15c3-8 15-8 18 0M3 15h18M8 15v3M16 15v3"/>',
  },
  'linux-bridge': {
    colour: equipment,
    strokes: '<path d="M3 15c3-8 15-8 18 0M3 15h18M6 15v3M12 15v3M18 15v3"/>',
  },
  'port-group': {
    colour: equipment,
    strokes: '<rect x="4" y="6" width="16" height="12" rx="1.5"/><path d="M8 18v-5h3v5M13 18v-5h3v5"/>',
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
