/**
 * The house's arrows, as a table. `arrows.ts` holds the tree against it; a change of the house is a change here.
 *
 * @module
 */

export interface Room {
  /** Path prefix from the root; the longest that fits names a file's room. */
  readonly path: string
  /** A room imports only from rooms with a lower level. */
  readonly level: number
  /** npm packages it may import; a package that no room lists is an error anywhere. */
  readonly packages: readonly string[]
  /** Rooms of the same level it may import all the same. */
  readonly sideways?: readonly string[]
  /** Most lines of a file, where it is less than the house's limit. */
  readonly mostLines?: number
}

export const rooms: readonly Room[] = [
  { path: 'preload/contract/', level: 0, packages: ['zod/mini'] },
  { path: 'main/kernel/', level: 1, packages: ['zod/mini'] },
  { path: 'main/oauth/', level: 2, packages: ['jose', 'zod/mini'] },
  { path: 'main/config/', level: 2, packages: ['zod/mini'] },
  {
    path: 'main/aws/',
    level: 3,
    packages: [
      'zod/mini',
      '@aws-sdk/nested-clients/*',
      '@smithy/signature-v4',
      '@smithy/types',
      '@aws-crypto/sha256-js',
    ],
  },
  { path: 'main/vault/', level: 4, packages: ['zod/mini', 'age-encryption'] },
  { path: 'main/sign-in/', level: 5, packages: ['zod/mini'] },
  { path: 'main/broker/', level: 5, packages: ['zod/mini'] },
  { path: 'main/console-access/', level: 5, packages: ['zod/mini'] },
  { path: 'main/actions/', level: 6, packages: ['zod/mini'] },
  { path: 'main/serve/terminal/', level: 7, packages: ['zod/mini'] },
  { path: 'main/serve/relay/', level: 7, packages: ['zod/mini'], sideways: ['main/serve/terminal/'] },
  { path: 'main/serve/container/', level: 7, packages: ['zod/mini'] },
  { path: 'main/serve/desktop/', level: 7, packages: ['zod/mini'] },
  { path: 'main/serve/browser/', level: 7, packages: ['ws'] },
  { path: 'main/host.ts', level: 7, packages: [] },
  { path: 'main/compose', level: 8, packages: [], mostLines: 200 },
  { path: 'main/hosts/node/', level: 9, packages: ['undici', '@napi-rs/keyring', 'zod/mini'] },
  // The shell is thin: what decides stands in rooms that do not know Electron.
  {
    path: 'main/hosts/electron/',
    level: 9,
    packages: ['electron', 'electron-updater'],
    sideways: [
      'main/hosts/node/',
      'main/hosts/electron/decisions/',
      'main/hosts/electron/texts/',
      'main/hosts/electron/updates/',
    ],
    mostLines: 80,
  },
  {
    path: 'main/hosts/electron/decisions/',
    level: 9,
    packages: ['zod/mini'],
    sideways: ['main/hosts/electron/texts/'],
  },
  { path: 'main/hosts/electron/texts/', level: 9, packages: [] },
  { path: 'main/hosts/electron/updates/', level: 9, packages: ['zod/mini'] },
  { path: 'main/index.ts', level: 10, packages: [], mostLines: 30 },
  { path: 'main/start.ts', level: 10, packages: [] },
  { path: 'preload/bridge.ts', level: 1, packages: ['electron'] },
  { path: 'main/agent.ts', level: 10, packages: [], mostLines: 30 },
  { path: 'main/relay/', level: 10, packages: [] },
  { path: 'renderer/link/', level: 1, packages: [] },
  { path: 'renderer/texts/', level: 1, packages: [] },
  { path: 'renderer/mirror/', level: 2, packages: ['zustand/vanilla'] },
  { path: 'renderer/commands/', level: 2, packages: ['zustand/vanilla'] },
  { path: 'renderer/app-context.tsx', level: 3, packages: ['react', 'zustand'] },
  {
    path: 'renderer/ui/',
    level: 4,
    packages: ['react', 'zustand', '@radix-ui/*', '@tanstack/react-virtual', '@codemirror/*'],
  },
  { path: 'renderer/features/', level: 5, packages: ['react', 'zustand'] },
  { path: 'renderer/frame/', level: 6, packages: ['react', 'zustand'] },
  { path: 'renderer/', level: 7, packages: ['react', 'react-dom/client', 'zustand'] },
  { path: 'main/build', level: 10, packages: ['vite', 'electron-builder'] },
]

/** Where a package, or `node:` as a whole, may be named at all, beside the lists above. */
export const hostOnly: readonly { readonly package: string; readonly where: readonly RegExp[] }[] = [
  {
    package: 'node:',
    where: [
      /^main\/hosts\/(node|electron)\//,
      /^main\/start\.ts$/,
      /^main\/serve\/[^/]+\/server\.ts$/,
      /^main\/agent\.ts$/,
      /^main\/build(\.ts$|\/)/,
      /^main\/relay\/[^/]+\.mjs$/,
    ],
  },
]

/** No file is longer. */
export const mostLines = 400
