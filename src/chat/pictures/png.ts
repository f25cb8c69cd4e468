import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../../root.ts';

type Resvg = typeof import('@resvg/resvg-js');

/** Twice the size: phones have fine screens. */
const zoom = 2;

/**
 * A picture of ours as PNG, with the font that we ship: servers have none. The library is native and large, so it is loaded
 * with the first picture, and from the project's folder, since the bundle may lie elsewhere.
 */
export async function pngOf(svg: string): Promise<Buffer> {
  const load = createRequire(join(projectRoot(), 'package.json'));
  const { renderAsync } = load('@resvg/resvg-js') as Resvg;
  const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => load.resolve(`dejavu-fonts-ttf/ttf/${file}`));
  const drawn = await renderAsync(svg, { font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'DejaVu Sans' }, fitTo: { mode: 'zoom', value: zoom } });
  return drawn.asPng();
}
