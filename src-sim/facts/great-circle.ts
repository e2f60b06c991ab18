/** Distance along the surface of a sphere of the Earth's mean radius (IUGG R1), by the haversine formula. */

export interface Place {
  /** Degrees, north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
}

const EARTH_RADIUS_KM = 6371.0088;
const RADIANS_PER_DEGREE = Math.PI / 180;

const haversine = (degrees: number): number => Math.sin((degrees * RADIANS_PER_DEGREE) / 2) ** 2;

export function greatCircleKm(a: Place, b: Place): number {
  const shrink = Math.cos(a.latitude * RADIANS_PER_DEGREE) * Math.cos(b.latitude * RADIANS_PER_DEGREE);
  const h = haversine(b.latitude - a.latitude) + shrink * haversine(b.longitude - a.longitude);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, h)));
}
