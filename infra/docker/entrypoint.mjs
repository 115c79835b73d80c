import { existsSync } from 'node:fs';
import { setSourceMapsSupport } from 'node:module';
import path from 'node:path';

// Of our own code alone: those of every package would take memory.
setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });

const root = path.resolve(import.meta.dirname, '..', '..');
const [name = '', ...args] = process.argv.slice(2);
const service = path.join(root, 'services', path.basename(name), 'bundle', 'main.js');
const local = path.join(root, 'infra', 'local', 'dist', 'main.js');

// The program finds its own arguments where it would without this file: a service has none beside its name.
process.argv = existsSync(service) ? [process.execPath, service, ...args] : [process.execPath, local, name, ...args];
await import(process.argv[1]);
