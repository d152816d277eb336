import { join } from 'node:path'
import { build as bundle } from 'vite'
import { preloadNext } from './preload-next.ts'

/**
 * Bundles the window into `dist/window/`: one style sheet and two scripts to begin with, further parts when they are
 * needed, fonts as files. Nothing is inlined: the policy of its pages allows only files of their own.
 */
export async function bundleWindow(root: string): Promise<void> {
  await bundle({
    root: join(root, 'renderer'),
    base: './',
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [preloadNext()],
    build: {
      outDir: join(root, 'dist/window'),
      emptyOutDir: true,
      target: 'chrome140',
      assetsInlineLimit: 0,
      // Else the styles of the part that the entry imports would come after its script.
      cssCodeSplit: false,
      // The budget is of what is loaded first, compressed; a test holds it.
      chunkSizeWarningLimit: 1_000,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        onwarn(warning, warn) {
          // "use client" is for servers that render; here everything is the client's.
          if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning)
        },
      },
      license: { fileName: 'third-party-licenses.md' },
    },
  })
}
