/** UDP destination ports by which a receiver knows a tunnel. */
export const tunnelPorts = {
  /** RFC 7348 section 5. */
  vxlan: 4789,
  /** What Linux took before the RFC, and still takes unless told. */
  vxlanLinux: 8472,
  /** RFC 8926 section 3.3. */
  geneve: 6081,
  /** ESP behind address translation, RFC 3948 section 2.1. */
  esp: 4500,
  /** By convention of its tools. */
  wireguard: 51820,
} as const;
