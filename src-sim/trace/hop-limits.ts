/** As many routers as the packet engine lets count a packet down (RFC 1812 section 5.3.1), and nodes of any kind. */
export const hopsMax = 64;
export const nodesMax = 255;
/** Ways told of one question; equal next hops multiply along the way. */
export const waysMax = 32;
