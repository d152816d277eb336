import type { Plugin } from 'vite'

/** Only for keys of kinds that Signet neither makes nor accepts: `age1pq1…`, `age1tag1…`, `age1tagpq1…`. */
const otherKinds = {
  '@noble/post-quantum/hybrid.js': ['MLKEM768P256', 'MLKEM768X25519'],
  '@noble/curves/nist.js': ['p256'],
}
const prefix = '\0light-age:'

/**
 * Leaves out of `age-encryption` what only other kinds of keys need: some 10 ms of the agent's start and 1 MB of its memory. A
 * use of it throws. A name that the package wants beyond these is an error of the bundle.
 */
export function lightAge(): Plugin {
  const names = new Map<string, readonly string[]>(Object.entries(otherKinds))
  return {
    name: 'light-age',
    enforce: 'pre',
    resolveId: (id, importer) =>
      names.has(id) && importer !== undefined && /[\\/]age-encryption[\\/]/.test(importer)
        ? `${prefix}${id}`
        : undefined,
    load: (id) =>
      names
        .get(id.startsWith(prefix) ? id.slice(prefix.length) : '')
        ?.map((name) => `export const ${name} = undefined`)
        .join('\n'),
  }
}
