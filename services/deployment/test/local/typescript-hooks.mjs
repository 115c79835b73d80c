import { registerHooks } from 'node:module';

// Lets a child process run the sources as they are: './x.js' in a TypeScript file means './x.ts' there.
registerHooks({
  resolve(specifier, context, next) {
    const ours = context.parentURL?.endsWith('.ts') && !context.parentURL.includes('/node_modules/');
    return next(ours && specifier.startsWith('.') ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
