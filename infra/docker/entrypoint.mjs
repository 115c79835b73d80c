import { existsSync } from 'node:fs';
import { setSourceMapsSupport } from 'node:module';
import path from 'node:path';

// Source maps of our own code only: those of every package would take memory.
setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });

const root = path.resolve(import.meta.dirname, '..', '..');
const [name = '', ...args] = process.argv.slice(2);
const service = path.join(root, 'services', path.basename(name), 'bundle', 'main.js');
const local = path.join(root, 'infra', 'local', 'dist', 'main.js');

// Removes this file from the arguments, so that the program finds its own in the usual place.
process.argv = existsSync(service) ? [process.execPath, service, ...args] : [process.execPath, local, name, ...args];
await import(process.argv[1]);
