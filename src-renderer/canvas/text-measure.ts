/** Widths of the canvas' texts, as the browser will draw them; each text is measured once. */
import { boxFontPx, canvasFont, symbolFontPx } from './canvas-style.ts';

export function createTextMeasure(): (line: string, shape: 'box' | 'symbol') => number {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  return (line, shape) => {
    const font = shape === 'box' ? `600 ${boxFontPx}px ${canvasFont}` : `${symbolFontPx}px ${canvasFont}`;
    const key = `${shape} ${line}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (context === null) return line.length * boxFontPx * 0.6;
    context.font = font;
    const width = Math.ceil(context.measureText(line).width);
    known.set(key, width);
    return width;
  };
}
