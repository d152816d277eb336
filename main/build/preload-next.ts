import type { Plugin } from 'vite'

/** Has the page load at once what its entry imports later: it is always wanted, and the entry's own work hides the wait. */
export function preloadNext(): Plugin {
  return {
    name: 'preload-next',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { chunk }) =>
        (chunk?.dynamicImports ?? []).map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
          injectTo: 'head',
        })),
    },
  }
}
