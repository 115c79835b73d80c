import { setSourceMapsSupport } from 'node:module';

// Of our own code alone: --enable-source-maps would keep those of every package in memory.
setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
