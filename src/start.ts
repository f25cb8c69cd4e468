import { enableCompileCache } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepareBundle } from './bundle.ts';
import { linkLibraries } from './db/embedded-binaries.ts';
import { projectRoot } from './root.ts';

/*
 * `npm start` and `npm run imas -- <verb>`: builds the bundle when the sources changed and runs it in this process.
 * The program gets the arguments as they are: `--cli <verb> …` is the command line, nothing is the server.
 * `--build` only prepares what needs a writable install folder, for the image.
 */
process.env['IMAS_ROOT'] = projectRoot();
const bundle = await prepareBundle(projectRoot(), resolve(process.env['IMAS_DATA_DIR'] || '.imas'));
if (process.argv[2] === '--build') {
  linkLibraries();
} else {
  enableCompileCache(join(dirname(bundle), 'compiled'));
  await import(pathToFileURL(bundle).href);
}
