import { build } from 'esbuild';
import { asOneFile } from './one-file.mjs';

/** The programs that the arguments name, as in `main=dist/main.js`, each as one file in `bundle/`. */
const entryPoints = Object.fromEntries(process.argv.slice(2).map((argument) => argument.split('=')));
await build({ ...asOneFile, entryPoints, outdir: 'bundle' });
