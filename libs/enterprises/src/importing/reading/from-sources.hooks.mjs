// Module hooks (Node.js "Customization hooks"): inside the sources `./x.js` is `./x.ts` and `@tidu/x` a library's face; types are
// taken off by the compiler that the tests use, with the project's .swcrc.
import { transformFile } from '@swc/core';
import { fileURLToPath } from 'node:url';

export async function resolve(specifier, context, nextResolve) {
  const library = /^@tidu\/([a-z-]+)$/.exec(specifier)?.[1];
  if (library !== undefined)
    return nextResolve(`../../../../${library}/src/index.ts`, { ...context, parentURL: import.meta.url });
  const isSource = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
  return nextResolve(isSource ? specifier.replace(/\.js$/, '.ts') : specifier, context);
}

export async function load(url, context, nextLoad) {
  if (!url.endsWith('.ts')) return nextLoad(url, context);
  const { code } = await transformFile(fileURLToPath(url));
  return { format: 'module', source: code, shortCircuit: true };
}
